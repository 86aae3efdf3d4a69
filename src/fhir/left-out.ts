// What a map did not take from a resource, and why. A case read from a record is never silently poorer than the record.
import { issueOf, type RefusalKind } from './outcome.js';
import { type OperationOutcomeIssue } from './r4.js';

export type LeftOutType =
  /** Not about this patient, or of another encounter. */
  | 'not-of-this-case'
  /** Entered in error, not done, or a modifier that we do not know: it must not be read. */
  | 'not-to-be-read'
  /** A code, type or element that has no place in a case. */
  | 'no-place-in-a-case'
  /** A value that is neither yes, no nor unknown, out of range, or two values where one is meant. */
  | 'unreadable'
  /** Read, but less exactly than it was written, or beside another that was taken. */
  | 'read-in-part';

export interface LeftOut {
  readonly type: LeftOutType;
  /** `Observation/5` */
  readonly resource: string;
  /** Element it is about, as FHIRPath: `Observation.value`. */
  readonly element: string;
  readonly value: string;
  /** What was not taken and why, lower case. */
  readonly message: string;
  /** What would make it readable; empty where nothing would. */
  readonly mend: string;
}

/** A value as a message shows it: short, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** As an issue of an OperationOutcome: information, or a warning where something about this patient was not read. */
export function issueOfLeftOut(l: LeftOut): OperationOutcomeIssue {
  const kind: RefusalKind = l.type === 'no-place-in-a-case' ? 'unknown-parameter' : 'bad-element';
  const mild = l.type === 'no-place-in-a-case' || l.type === 'not-of-this-case';
  return issueOf(
    kind,
    { what: `${l.resource}: ${l.message}`, where: l.element, ...(l.mend === '' ? {} : { mend: l.mend }) },
    mild ? 'information' : 'warning',
  );
}
