// A figure of squares, on which a drawing's measures can be worked out by hand: 400 x 400 mm of skin on each view, a
// midline strip 40 mm wide with an inner and an outer field beside it, all from y -200 to 200.
import { type Anatomy, type Region } from '#core/anatomy/anatomy.js';

const choir = { male: { positive: [], negative: [] }, female: { positive: [], negative: [] } };
const field = (
  view: Region['view'],
  id: string,
  from: number,
  to: number,
  findings: readonly string[],
  [top, bottom] = [-200, 200],
): Region => ({
  id,
  view,
  name: id[0]!.toUpperCase() + id.slice(1),
  plain: id,
  group: 'all',
  paired: from > 0,
  polygon: [
    [from, top],
    [to, top],
    [to, bottom],
    [from, bottom],
  ],
  findings,
  choir,
});
const half = (y: number) =>
  [
    [0, -y],
    [200, -y],
    [200, y],
    [0, y],
  ] as const;

export const square: Anatomy = {
  version: 'squares',
  dimensions: [],
  shapes: [],
  outlines: { back: half(200), front: half(200), perineum: half(100) },
  regions: [
    field('back', 'strip', 0, 20, ['pain.midline-lumbar', 'pain.low-back']),
    field('back', 'inner', 20, 100, ['pain.iliac-crest']),
    field('back', 'outer', 100, 200, ['pain.lateral-hip']),
    field('front', 'belly', 1, 100, ['pain.abdomen']),
    field('front', 'thigh', 100, 200, ['pain.anterior-thigh']),
    field('perineum', 'seat', 0, 140, ['pain.perineum'], [-100, 100]),
  ],
  points: [],
  territories: [
    {
      id: 'inner-nerve',
      kind: 'cutaneous',
      name: 'Nerve of the inner field',
      view: 'back',
      paired: true,
      polygons: [
        [
          [20, -200],
          [100, -200],
          [100, 200],
          [20, 200],
        ],
      ],
      disorders: [],
      from: [],
    },
  ],
  thresholds: { regionCoverage: 0.15, regionArea: 400, patchShare: 0.25, singleSpot: 30, detectableChange: 0.004 },
};
