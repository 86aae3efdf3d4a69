import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../test/pack.js';
import { placeAt, placeOf, placesOf } from './region-shapes.js';
import { neighbourOf, treeOf } from './region-tree.js';

const all = placesOf(anatomy);
const sideOf = (word: string) => (word === 'left' ? 'L' : word === 'right' ? 'R' : undefined);
const found = (typed: string) =>
  treeOf(anatomy, typed, sideOf, () => true).flatMap((s) => s.headings.flatMap((h) => h.places.map((p) => p.code)));

describe('the list of places', () => {
  it('holds every place of the body once', () => {
    expect([...found('')].sort()).toEqual(all.map((p) => p.code).sort());
  });

  it('finds a place by the beginning of any of its words, in the order they come to mind, and by its side', () => {
    expect(found('crest left')).toEqual(['iliac-crest@L']);
    expect(found('sitting bone right')).toContain('ischial@R');
    expect(found('zzz')).toEqual([]);
  });
});

describe('arrow keys go along the body as it lies in the picture', () => {
  const go = (code: string, key: string) => neighbourOf(placeOf(anatomy, code)!, key, all)?.code;

  it('seen from behind, right is outwards on the right side and inwards on the left', () => {
    const crest = placeOf(anatomy, 'iliac-crest@R')!.region;
    expect(go('iliac-crest@R', 'ArrowRight')).toBe(`${crest.neighbours!.lateral}@R`);
    expect(go('iliac-crest@L', 'ArrowLeft')).toBe(`${crest.neighbours!.lateral}@L`);
  });

  it('is a mirror image: what one arrow does on one side, the other does on the other', () => {
    const mirror = (code: string | undefined) => code?.replace(/@(.)$/, (_, s) => (s === 'R' ? '@L' : '@R'));
    for (const place of all.filter((p) => p.side !== null))
      for (const [key, other] of [
        ['ArrowUp', 'ArrowUp'],
        ['ArrowDown', 'ArrowDown'],
        ['ArrowLeft', 'ArrowRight'],
        ['ArrowRight', 'ArrowLeft'],
      ] as const) {
        const to = go(mirror(place.code)!, other);
        const here = go(place.code, key);
        // From the middle an arrow leads to the side it points to; only then the mirror holds.
        if (here?.includes('@') && to?.includes('@')) expect(to).toBe(mirror(here));
        else expect(to).toBe(here);
      }
  });
});

it('a tap finds the place whose cell it falls in, also where the outlines leave a gap', () => {
  expect(placeAt(anatomy, 'back', [90, -70])?.code).toBe('iliac-crest@R');
  expect(placeAt(anatomy, 'back', [-90, -70])?.code).toBe('iliac-crest@L');
  expect(placeAt(anatomy, 'back', [440, -700])).toBeUndefined();
});
