import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../test/pack.js';
import { VIEWS } from './anatomy.js';
import { codesOfRegion, mirrorCode, readRegionCode, readRegionText, regionCode } from './regions.js';

const codes = anatomy.regions.flatMap(codesOfRegion);
const byId = new Map(anatomy.regions.map((r) => [r.id, r]));

/** Segments of the CHOIR Body Map: 36 in front, 38 behind. */
const SEGMENTS = [...Array.from({ length: 36 }, (_, i) => 101 + i), ...Array.from({ length: 38 }, (_, i) => 201 + i)];
/** Left and right of its male map; from the outlines in choirbm.yaml. */
const PAIRS = [
  ...[
    [107, 110],
    [108, 109],
    [111, 112],
    [113, 114],
    [115, 118],
    [116, 117],
    [119, 124],
    [120, 123],
    [121, 122],
  ],
  ...[
    [125, 128],
    [126, 127],
    [207, 210],
    [208, 209],
    [211, 214],
    [212, 213],
    [215, 216],
    [217, 220],
    [218, 219],
  ],
  ...[
    [221, 226],
    [222, 225],
    [223, 224],
    [227, 230],
    [228, 229],
  ],
];
const other = (n: number): number => {
  const pair = PAIRS.find((p) => p.includes(n));
  return pair ? pair[0]! + pair[1]! - n : n % 2 === 0 ? n - 1 : n + 1;
};
/** The published renumbering of women's maps (drw-choirbm-renumber), male to female. */
const FEMALE = new Map([
  [116, 112],
  [117, 113],
  [112, 114],
  [113, 115],
  [114, 116],
  [115, 117],
]);
const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

describe('The code of a region', () => {
  it('carries the side, unless the region lies in the middle', () => {
    expect(regionCode({ id: 'iliac-crest', paired: true }, 'R')).toBe('iliac-crest@R');
    expect(regionCode({ id: 'coccyx', paired: false }, 'R')).toBe('coccyx');
    expect(regionCode({ id: 'coccyx', paired: false })).toBe('coccyx');
    expect(() => regionCode({ id: 'iliac-crest', paired: true })).toThrow(RangeError);
  });

  it('is read back as it was written, for every region and side', () => {
    for (const code of codes) {
      const reading = readRegionText(code, anatomy);
      if (!reading.ok) throw new Error(reading.message);
      expect(reading.code).toBe(code);
      expect(regionCode(reading.region, reading.side)).toBe(code);
      const { id, side } = readRegionCode(code);
      expect(id).toBe(reading.region.id);
      expect(side).toBe(reading.side);
    }
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('mirrored twice is itself; mirrored once it is the other side, and the middle stays', () => {
    for (const code of codes) {
      expect(mirrorCode(mirrorCode(code))).toBe(code);
      expect(mirrorCode(code) === code).toBe(!byId.get(readRegionCode(code).id)!.paired);
      expect(codes).toContain(mirrorCode(code));
    }
  });

  it('that nobody knows is named with the nearest there is', () => {
    const message = (text: string) => {
      const reading = readRegionText(text, anatomy);
      return reading.ok ? 'ok' : reading.message;
    };
    expect(message('iliac-crst@R')).toBe('unknown region "iliac-crst@R": did you mean iliac-crest@R?');
    expect(message('iliac-crest')).toBe(
      'unknown region "iliac-crest": iliac-crest needs a side: iliac-crest@R or iliac-crest@L',
    );
    expect(message('coccyx@L')).toBe(
      'unknown region "coccyx@L": coccyx lies in the middle and has no side: write coccyx',
    );
    expect(message('??')).toContain('written by its code');
  });

  it('is refused by our own reader when it is not one, and no text makes the other throw', () => {
    for (const bad of ['', '@R', 'coccyx@', 'coccyx@B', 'a@R@L'])
      expect(() => readRegionCode(bad), bad).toThrow(RangeError);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readRegionText(text, anatomy);
        expect(reading.ok).toBe(codes.includes(text));
      }),
    );
  });
});

describe('The list of regions', () => {
  it("names each once, in the clinician's and in the patient's words", () => {
    expect(byId.size).toBe(anatomy.regions.length);
    expect(anatomy.regions.length).toBeGreaterThanOrEqual(60);
    expect(new Set(anatomy.regions.map((r) => r.name)).size).toBe(anatomy.regions.length);
    for (const r of anatomy.regions) expect(r.plain.length).toBeGreaterThan(3);
  });

  it('can be walked with the arrow keys: back again from each step, and everywhere from anywhere', () => {
    const back = { up: 'down', down: 'up', medial: 'lateral', lateral: 'medial' } as const;
    for (const view of VIEWS) {
      const here = anatomy.regions.filter((r) => r.view === view);
      for (const region of here) {
        const reached = new Set([region.id]);
        for (const id of reached) for (const to of Object.values(byId.get(id)!.neighbours ?? {})) reached.add(to);
        expect([...reached].sort(), region.id).toEqual(here.map((r) => r.id).sort());
        for (const key of ['up', 'down', 'medial', 'lateral'] as const) {
          const to = region.neighbours?.[key];
          if (to) expect(byId.get(to)?.neighbours?.[back[key]], `${region.id} ${key} ${to}`).toBeDefined();
        }
      }
    }
  });

  it('says pain below the knee of the foot as well, and of the toes all three', () => {
    for (const r of anatomy.regions) {
      if (r.findings.includes('pain.toes')) expect(r.findings).toContain('pain.foot');
      if (r.findings.includes('pain.foot')) expect(r.findings).toContain('pain.below-knee');
    }
  });
});

describe('The crosswalk to the CHOIR Body Map', () => {
  for (const sex of ['male', 'female'] as const)
    it(`reaches every one of the 74 segments by its ${sex} number, and no other`, () => {
      const reached = anatomy.regions.flatMap((r) => [...r.choir[sex].positive, ...r.choir[sex].negative]);
      expect(ascending([...new Set(reached)])).toEqual(SEGMENTS);
    });

  it('gives a region of the other side the segments of the other side', () => {
    for (const { id, choir } of anatomy.regions)
      expect(ascending(choir.male.positive.map(other)), id).toEqual(ascending(choir.male.negative));
  });

  it('differs between the numberings by the published renumbering alone', () => {
    const female = (numbers: readonly number[]) => ascending(numbers.map((n) => FEMALE.get(n) ?? n));
    for (const { id, choir } of anatomy.regions) {
      expect(female(choir.male.positive), id).toEqual(choir.female.positive);
      expect(female(choir.male.negative), id).toEqual(choir.female.negative);
    }
  });
});
