import { FRAMES, type Polygon, type View } from '#core/anatomy/anatomy.js';
import { type KnowledgeError } from '../parse.js';
import { type Rule } from './rule.js';

/** The skin comes within 1-4 mm of a frame, and an outline runs past it so that the skin cuts it and not a guess; mm. */
const MARGIN = 10;

/** Regions and territories lie in the frame of their view, on the half they are authored for (x >= 0); the skin wholly. */
export const anatomyInsideFrame: Rule = ({ anatomy }) => {
  const errors: KnowledgeError[] = [];
  const want = (file: string, of: string, view: View, polygon: Polygon, margin: number) => {
    const [, top, right, bottom] = FRAMES[view];
    const out = polygon.find(([x, y]) => x < 0 || x > right + margin || y < top - margin || y > bottom + margin);
    if (out)
      errors.push({
        rule: 'anatomy-inside-frame',
        file,
        message: `${of}: [${out.join(', ')}] is not in 0..${right}, ${top}..${bottom} of the ${view} view`,
      });
  };
  for (const view of ['back', 'front', 'perineum'] as const)
    want('anatomy/outlines.yaml', view, view, anatomy.outlines[view], 0);
  for (const r of anatomy.regions) want('anatomy/regions.yaml', r.id, r.view, r.polygon, MARGIN);
  for (const t of anatomy.territories)
    for (const polygon of t.polygons) want('anatomy/territories', t.id, t.view, polygon, MARGIN);
  return errors;
};
