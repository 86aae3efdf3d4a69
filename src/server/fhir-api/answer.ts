// An answer before it is HTTP or an entry of a bundle: what it says, and what of the record leaves with it.
import { ALL_OK, outcomeOf } from '#fhir/outcome.js';
import { type OperationOutcomeIssue } from '#fhir/r4.js';
import { type Shown } from '../audit/read-audit.js';
import { type Reads, type StoredVersion, type Writes } from '../store/repository.js';
import { type Return } from './asked.js';
import { type Attempt } from './attempt.js';

export interface Answer {
  readonly status: 200 | 201 | 204 | 304;
  /** The version it is about: its ETag and Last-Modified; null for bundles. */
  readonly stored: StoredVersion | null;
  /** Whether Location names that version. */
  readonly located: boolean;
  readonly body: { readonly kind: 'none' } | { readonly kind: 'resource' | 'outcome'; readonly text: string };
  /** What the audit log is told before it leaves; null where the store has told it (writes). */
  readonly shown: Shown | null;
}

/** What is left to do of a request that was read and found good. */
export interface Deed {
  /** It reads before it writes: both belong in one transaction. */
  readonly together: boolean;
  perform(store: Reads & Writes): Promise<Attempt<Answer>>;
}

/** The address of a version below the API's. */
export const addressOf = ({ type, id, version }: StoredVersion): string => `${type}/${id}/_history/${version}`;
export const etagOf = ({ version }: StoredVersion): string => `W/"${version}"`;
/** As an HTTP date. */
export const lastModifiedOf = ({ updated }: StoredVersion): string => new Date(updated).toUTCString();
/** As a FHIR instant. */
export const instantOf = (ms: number): string => new Date(ms).toISOString();

/** What a write answers with. `issues` are what the check had to say without refusing. */
export function written(
  stored: StoredVersion,
  returns: Return,
  issues: readonly OperationOutcomeIssue[],
): Answer['body'] {
  if (returns === 'minimal' || (returns === 'representation' && stored.deleted)) return { kind: 'none' };
  if (returns === 'representation') return { kind: 'resource', text: stored.text };
  return { kind: 'outcome', text: JSON.stringify(issues.length > 0 ? outcomeOf(issues) : ALL_OK) };
}
