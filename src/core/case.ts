// One patient at one time: the allow-list of what may reach the reasoning. A case file's id and title name the
// disorder and its later course tells the answer; none of them has a place here, so none can leak in.
import { type DaySpan } from './duration.js';
import { type Finding, mirrorSide } from './finding.js';

export type Sex = 'F' | 'M';

/** What the reasoning may know of a patient. */
export interface PatientCase {
  readonly age: number | 'unknown';
  readonly sex: Sex | 'unknown';
  readonly duration: DaySpan | 'unknown';
  readonly findings: readonly Finding[];
  /** Worst or usual pain, 0-10. */
  readonly nrs: number | 'unknown';
  /** Free text; shown, not reasoned with. */
  readonly priorTreatments: readonly string[];
}

export const EMPTY_CASE: PatientCase = {
  age: 'unknown',
  sex: 'unknown',
  duration: 'unknown',
  findings: [],
  nrs: 'unknown',
  priorTreatments: [],
};

/** The same patient seen in a mirror. */
export function mirrorCase(c: PatientCase): PatientCase {
  return { ...c, findings: c.findings.map((f) => (f.side ? { ...f, side: mirrorSide(f.side) } : f)) };
}
