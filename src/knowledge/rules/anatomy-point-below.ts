import { type Rule } from './rule.js';

/** A point measured from another study's point names one that exists. */
export const anatomyPointBelow: Rule = ({ anatomy }) => {
  const known = new Set(anatomy.points.map((p) => p.id));
  return anatomy.points
    .filter((p) => p.from.below && (!known.has(p.from.below.point) || p.from.below.point === p.id))
    .map((p) => ({
      rule: 'anatomy-point-below',
      file: 'anatomy/points.yaml',
      message: `${p.id}: no such point to measure from: ${p.from.below!.point}`,
    }));
};
