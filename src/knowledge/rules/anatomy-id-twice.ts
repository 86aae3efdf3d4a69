import { type Rule } from './rule.js';

/** No two dimensions, drawn shapes, regions, points or territories share an id. */
export const anatomyIdTwice: Rule = ({ anatomy }) =>
  (['dimensions', 'plate', 'regions', 'points', 'territories'] as const).flatMap((kind) => {
    const seen = new Set<string>();
    return anatomy[kind].flatMap(({ id }) => {
      if (seen.has(id)) return [{ rule: 'anatomy-id-twice', file: `anatomy/${kind}`, message: `${id} stands twice` }];
      seen.add(id);
      return [];
    });
  });
