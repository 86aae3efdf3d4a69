// The side in FHIR: what we write is read back, what others write is read where it is clear, and two sides are never
// made "both".
import { describe, expect, it } from 'vitest';
import { type Side } from '#core/finding.js';
import { type CodeableConcept } from './r4.js';
import { bodySiteOfSide, sideOfBodySites } from './side.js';
import { CODE_SYSTEM, SNOMED } from './system.js';

const SIDES: readonly Side[] = ['L', 'R', 'B'];
const site = (system: string, ...codes: readonly string[]): CodeableConcept => ({
  coding: codes.map((code) => ({ system, code })),
});

describe('a side', () => {
  it('is written with our code, SNOMED CT’s and a word', () => {
    const written = SIDES.map(bodySiteOfSide);
    expect(written.map((c) => c.text)).toEqual(['left', 'right', 'both sides']);
    expect(written.map((c) => c.coding)).toEqual(
      [
        ['L', '7771000'],
        ['R', '24028007'],
        ['B', '51440002'],
      ].map(([ours, theirs]) => [
        { system: CODE_SYSTEM.side, code: ours },
        { system: SNOMED, code: theirs },
      ]),
    );
  });

  it('is read back as it was written, and by either code alone', () => {
    for (const side of SIDES) {
      const written = bodySiteOfSide(side);
      expect(sideOfBodySites([written])).toBe(side);
      for (const coding of written.coding!) expect(sideOfBodySites([{ coding: [coding] }])).toBe(side);
    }
    expect(sideOfBodySites([site(SNOMED, '419161000')])).toBe('L');
    expect(sideOfBodySites([site(SNOMED, '419465000')])).toBe('R');
    expect(sideOfBodySites([site(SNOMED, '999'), bodySiteOfSide('L'), bodySiteOfSide('L')])).toBe('L');
  });

  it('that nobody named is none; a site that names none is unknown', () => {
    expect(sideOfBodySites([])).toBe('none');
    expect(sideOfBodySites([{ text: 'left' }])).toBe('unknown-site');
    expect(sideOfBodySites([site(SNOMED, '999')])).toBe('unknown-site');
    expect(sideOfBodySites([site('http://other', 'L')])).toBe('unknown-site');
    expect(sideOfBodySites([site(SNOMED, 'constructor')])).not.toBe('L');
  });

  it('of ours that is not one of the three is unknown, whatever stands beside it', () => {
    for (const code of ['l', 'left', ''])
      expect(sideOfBodySites([bodySiteOfSide('L'), site(CODE_SYSTEM.side, code)])).toBe('unknown-site');
  });

  it('that is named twice and differently conflicts: bilateral must be said', () => {
    for (const one of SIDES)
      for (const two of SIDES) {
        const expected = one === two ? one : 'conflicting';
        expect(sideOfBodySites([bodySiteOfSide(one), bodySiteOfSide(two)])).toBe(expected);
        const mixed = { coding: [bodySiteOfSide(one).coding![0]!, bodySiteOfSide(two).coding![1]!] };
        expect(sideOfBodySites([mixed])).toBe(expected);
      }
  });
});
