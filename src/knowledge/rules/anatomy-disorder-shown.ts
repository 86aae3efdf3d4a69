import { type Rule } from './rule.js';

/** A disorder that is felt somewhere has a territory, so that no disorder of a differential is missing from the picture. */
export const anatomyDisorderShown: Rule = ({ anatomy, disorders }) => {
  const shown = new Set(anatomy.territories.flatMap((t) => t.disorders));
  return disorders
    .filter((d) => d.holds.some((h) => h.finding.startsWith('pain.')) && !shown.has(d.id))
    .map((d) => ({
      rule: 'anatomy-disorder-shown',
      file: d.file,
      message: `${d.id} is felt somewhere and no territory shows where: add it to anatomy/territories`,
    }));
};
