// Present, absent, unknown. What is unknown has no value but a dataAbsentReason, so that no reader can take it for a no.
import { type Presence } from '#core/finding.js';
import { codesIn } from './concept.js';
import { type CodeableConcept, type Observation } from './r4.js';
import { CODE_SYSTEM, DATA_ABSENT_REASON, SNOMED, YES_NO } from './system.js';

/** SNOMED CT qualifiers (mCODE, present-absent-unknown) beside our codes, for those who do not know ours. */
const SNOMED_OF = { present: '52101004', absent: '2667000' } as const;

/** The value, or the reason why there is none. */
export function valueOfPresence(
  presence: Presence,
): Pick<Observation, 'valueCodeableConcept'> | Pick<Observation, 'dataAbsentReason'> {
  if (presence === 'unknown')
    return { dataAbsentReason: { coding: [{ system: DATA_ABSENT_REASON, code: 'unknown' }], text: 'unknown' } };
  const coding = [
    { system: CODE_SYSTEM.presence, code: presence },
    { system: SNOMED, code: SNOMED_OF[presence] },
  ];
  return { valueCodeableConcept: { coding, text: presence } };
}

/** Codes of others that say yes or no outright. */
const MEANS: ReadonlyMap<string, Presence> = new Map([
  [`${YES_NO}|Y`, 'present'],
  [`${YES_NO}|N`, 'absent'],
  [`${SNOMED}|${SNOMED_OF.present}`, 'present'],
  [`${SNOMED}|${SNOMED_OF.absent}`, 'absent'],
  [`${SNOMED}|261665006`, 'unknown'],
]);

function presenceOfConcept(c: CodeableConcept): Presence | undefined {
  const [ours] = codesIn(c, CODE_SYSTEM.presence);
  const said = new Set<Presence>();
  if (ours === 'present' || ours === 'absent') said.add(ours);
  for (const coding of c.coding ?? []) {
    const meant = MEANS.get(`${coding.system}|${coding.code}`);
    if (meant) said.add(meant);
  }
  return said.size === 1 ? [...said][0] : undefined;
}

/**
 * What an observation says: undefined where it says neither yes nor no nor that it does not know. An observation
 * without a value says nothing; it is not read as a yes.
 */
export function presenceOfObservation(o: Observation): Presence | undefined {
  if (o.valueCodeableConcept) return presenceOfConcept(o.valueCodeableConcept);
  if (o.valueBoolean !== undefined) return o.valueBoolean ? 'present' : 'absent';
  return o.dataAbsentReason && !Object.keys(o).some((name) => name.startsWith('value')) ? 'unknown' : undefined;
}
