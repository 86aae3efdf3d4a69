import { type Rule } from './rule.js';

/** An arrow key from a region leads to another region. */
export const anatomyNeighbourExists: Rule = ({ anatomy }) => {
  const known = new Set(anatomy.regions.map((r) => r.id));
  return anatomy.regions.flatMap((r) =>
    Object.entries(r.neighbours ?? {})
      .filter(([, to]) => !known.has(to) || to === r.id)
      .map(([arrow, to]) => ({
        rule: 'anatomy-neighbour-exists',
        file: 'anatomy/regions.yaml',
        message: `${r.id}: ${arrow} leads to ${to}, which is no other region`,
      })),
  );
};
