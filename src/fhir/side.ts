// The side of a finding as bodySite: our code, and SNOMED CT's laterality beside it for those who do not know ours
// (hl7.org/fhir/ValueSet/structure-laterality-vs). The finding's own code says where on that side.
import { type Side } from '#core/finding.js';
import { codesIn } from './concept.js';
import { type CodeableConcept } from './r4.js';
import { CODE_SYSTEM, SNOMED } from './system.js';

const SNOMED_OF: Readonly<Record<Side, string>> = { L: '7771000', R: '24028007', B: '51440002' };
/** The second row are the codes of R4's own bodysite-laterality: unilateral left and right. */
const SIDE_OF: Readonly<Record<string, Side>> = {
  ...{ '7771000': 'L', '24028007': 'R', '51440002': 'B' },
  ...{ '419161000': 'L', '419465000': 'R' },
};
const WORD: Readonly<Record<Side, string>> = { L: 'left', R: 'right', B: 'both sides' };

/** The bodySite of a side. */
export const bodySiteOfSide = (side: Side): CodeableConcept => ({
  coding: [
    { system: CODE_SYSTEM.side, code: side },
    { system: SNOMED, code: SNOMED_OF[side] },
  ],
  text: WORD[side],
});

/** What body sites say of the side: nothing at all, one side, or what cannot be trusted. */
export type SideReading = Side | 'none' | 'unknown-site' | 'conflicting';

/**
 * The side that body sites name together. Two sides in one reading are never made "both": bilateral must be said.
 * A site that names no side (a region) is 'unknown-site'.
 */
export function sideOfBodySites(sites: readonly CodeableConcept[]): SideReading {
  if (sites.length === 0) return 'none';
  const sides = new Set<Side>();
  for (const site of sites) {
    for (const code of codesIn(site, CODE_SYSTEM.side)) {
      if (code !== 'L' && code !== 'R' && code !== 'B') return 'unknown-site';
      sides.add(code);
    }
    for (const code of codesIn(site, SNOMED)) {
      const side = SIDE_OF[code];
      if (side) sides.add(side);
    }
  }
  if (sides.size > 1) return 'conflicting';
  return [...sides][0] ?? 'unknown-site';
}
