import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../test/pack.js';
import { standardLandmarks } from './standard.js';

/** The coordinates every drawing, region and territory is authored in; they never move (mm). */
const FIXED: Readonly<Record<string, readonly [number, number]>> = {
  vertex: [0, -736],
  floor: [0, 957],
  'narrowest-waist': [147, -140],
  waist: [156.6, -72],
  navel: [0, -75],
  'skin-at-psis': [168, 0],
  'widest-hip': [174.9, 80],
  'gluteal-fold': [168, 172],
  crotch: [0, 142.5],
  knee: [85, 487],
  'crest-top': [0, -72],
  'crest-widest': [137.2, -44],
  psis: [40, 0],
  asis: [113, -12],
  symphysis: [0, 95],
  't11-spinous': [0, -241],
  't12-spinous': [0, -214],
  'l1-spinous': [0, -181],
  'l2-spinous': [0, -147],
  'l3-spinous': [0, -112],
  'l4-spinous': [0, -78],
  'l5-spinous': [0, -46],
  's1-spinous': [0, -20],
  's2-spinous': [0, 0],
  'sacral-base': [50.6, -36],
  'sacral-apex': [0, 52],
  'coccyx-tip': [0, 88],
  'sacral-lateral-angle': [34, 38],
  's1-foramen': [24, -18],
  's2-foramen': [21, 2],
  's3-foramen': [18, 20],
  's4-foramen': [15, 36],
  'si-joint-top': [47, -34],
  'si-joint-bottom': [38, 22],
  piis: [40, 26],
  'sciatic-notch': [56, 45],
  'ischial-spine': [48, 88],
  tuberosity: [57, 133],
  'tuberosity-top': [57, 92],
  trochanterion: [158, 83.5],
  'trochanter-face': [165, 83.5],
  'lesser-trochanter': [112, 128],
  'femoral-head': [88, 66],
  'ligament-end': [33, 36],
  chin: [0, -510],
  c7: [0, -480],
  axilla: [0, -340],
  nipple: [0, -330],
  'costal-margin': [0, -175],
  ankle: [70, 887],
};

describe('the landmarks of the standard figure', () => {
  const landmarks = standardLandmarks(anatomy);
  it.each(Object.entries(FIXED))('%s comes from the dimensions to within 1 mm', (id, [x, y]) => {
    expect(landmarks[id]).toBeDefined();
    expect(Math.abs(landmarks[id]![0] - x)).toBeLessThanOrEqual(1);
    expect(Math.abs(landmarks[id]![1] - y)).toBeLessThanOrEqual(1);
  });

  it('has the acromion between the ends of what is drawn', () => {
    expect(landmarks.acromion![0]).toBeGreaterThan(175);
    expect(landmarks.acromion![0]).toBeLessThan(200);
    expect(landmarks.acromion![1]).toBeCloseTo(-455, 0);
  });

  it('says of every dimension who measured it, or why it is assumed', () => {
    for (const d of anatomy.dimensions)
      expect([d.id, d.from.length > 0 || d.assumed !== undefined]).toEqual([d.id, true]);
  });
});
