import { type Rule } from './rule.js';

/** The disorders whose pain a territory shows are disorders we hold. */
export const anatomyDisorderExists: Rule = ({ anatomy, disorders }) => {
  const known = new Set(disorders.map((d) => d.id));
  return anatomy.territories.flatMap((t) =>
    t.disorders
      .filter((id) => !known.has(id))
      .map((id) => ({
        rule: 'anatomy-disorder-exists',
        file: 'anatomy/territories',
        message: `${t.id}: unknown disorder: ${id}`,
      })),
  );
};
