// The side in the code of a region: written, read, mirrored and refused.
import { describe, expect, it } from 'vitest';
import { type Anatomy } from './anatomy.js';
import { codesOfRegion, mirrorCode, readRegionCode, readRegionText, regionCode } from './regions.js';

const crest = { id: 'iliac-crest', paired: true };
const coccyx = { id: 'coccyx', paired: false };
const anatomy = { regions: [crest, coccyx] } as unknown as Anatomy;

describe('the code of a region', () => {
  it('has the side of a paired region, right first, and none of one in the middle', () => {
    expect(codesOfRegion(crest)).toEqual(['iliac-crest@R', 'iliac-crest@L']);
    expect(codesOfRegion(coccyx)).toEqual(['coccyx']);
    expect([regionCode(crest, 'L'), regionCode(coccyx, 'L'), regionCode(coccyx)]).toEqual([
      'iliac-crest@L',
      'coccyx',
      'coccyx',
    ]);
    expect(() => regionCode(crest)).toThrow(new RangeError('iliac-crest lies on the left or the right'));
  });

  it('is taken apart as it was put together', () => {
    expect(readRegionCode('iliac-crest@L')).toEqual({ id: 'iliac-crest', side: 'L' });
    expect(readRegionCode('iliac-crest@R')).toEqual({ id: 'iliac-crest', side: 'R' });
    expect(readRegionCode('coccyx')).toStrictEqual({ id: 'coccyx' });
    for (const bad of ['', '@L', 'a@', 'a@B', 'a@l', 'a@L@', 'a@L@R'])
      expect(() => readRegionCode(bad), bad).toThrow(new RangeError(`not a region code: ${bad}`));
  });

  it('is mirrored to the other side; the middle stays', () => {
    expect(['a@L', 'a@R', 'a'].map(mirrorCode)).toEqual(['a@R', 'a@L', 'a']);
    expect(() => mirrorCode('a@B')).toThrow(RangeError);
  });

  it('is read from a text with its region, or refused with what was meant', () => {
    expect(readRegionText('iliac-crest@L', anatomy)).toEqual({
      ok: true,
      code: 'iliac-crest@L',
      region: crest,
      side: 'L',
    });
    expect(readRegionText('iliac-crest@R', anatomy)).toEqual({
      ok: true,
      code: 'iliac-crest@R',
      region: crest,
      side: 'R',
    });
    expect(readRegionText('coccyx', anatomy)).toStrictEqual({ ok: true, code: 'coccyx', region: coccyx });
    const refused = (text: string) => readRegionText(text, anatomy);
    for (const text of ['iliac-crest', 'iliac-crest@B', 'iliac-crest@', 'iliac-crest@L@', 'iliac-crest@L@R'])
      expect(refused(text)).toEqual({
        ...{ ok: false, value: text, closest: 'iliac-crest@R' },
        message: `unknown region "${text}": iliac-crest needs a side: iliac-crest@R or iliac-crest@L`,
      });
    expect(refused('coccyx@L')).toEqual({
      ...{ ok: false, value: 'coccyx@L', closest: 'coccyx' },
      message: 'unknown region "coccyx@L": coccyx lies in the middle and has no side: write coccyx',
    });
    expect(refused('cocyx')).toEqual({
      ...{ ok: false, value: 'cocyx', closest: 'coccyx' },
      message: 'unknown region "cocyx": did you mean coccyx?',
    });
    for (const text of ['', '??'])
      expect(refused(text)).toStrictEqual({
        ...{ ok: false, value: text },
        message: `unknown region "${text}": a region is written by its code, such as iliac-crest@R`,
      });
  });
});
