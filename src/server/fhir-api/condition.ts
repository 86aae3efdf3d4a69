// The condition of a conditional write: a search that must mean one resource.

import { saidValue } from '#fhir/said-value.js';
import { type Query } from '../store/query.js';
import { readQuery } from '../store/read-query.js';
import { type Reads, type StoredVersion } from '../store/repository.js';
import { type Asker, readContextOf } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { refusedBy } from './outcome-of-refusal.js';
import { type Pair, pairsOf } from './query-pairs.js';
import { RESULT_PARAMETERS } from './served-types.js';

/** Reads a condition; one without a filter would mean any resource of the type. */
export function conditionOf(asker: Asker, type: string, pairs: readonly Pair[]): Attempt<Query> {
  const form = pairs.find(([name]) => (RESULT_PARAMETERS as readonly string[]).includes(name));
  if (form)
    return refuse('unknown-parameter', { what: `${form[0]} has no meaning in a condition`, mend: 'leave it out' });
  const read = readQuery(type, pairs, readContextOf(asker));
  if (!read.ok) return { ok: false, refused: refusedBy(read.refusal) };
  if (read.value.filters.length > 0) return made(read.value);
  return refuse('bad-parameter', {
    what: `no condition that says which ${type} is meant`,
    mend: 'add search parameters, such as identifier, or name the id',
  });
}

/** Reads the condition of an If-None-Exist header, `identifier=a|1`. */
export function conditionOfHeader(asker: Asker, type: string, header: string): Attempt<Query> {
  const text = header.trim().replace(/^\?/, '');
  if (/^[^=?]*\?/.test(text))
    return refuse('bad-parameter', {
      what: `If-None-Exist holds the parameters of a search alone, not ${saidValue(text)}`,
      mend: 'leave out what stands before the question mark, and the question mark: identifier=system|value',
    });
  const pairs = pairsOf(text);
  return pairs.ok ? conditionOf(asker, type, pairs.value) : pairs;
}

/** The one visible match, null for none; several are refused. */
export async function matchOf(store: Reads, asker: Asker, query: Query): Promise<Attempt<StoredVersion | null>> {
  const found = await store.search(asker.scope, { ...query, count: 2 });
  if (!found.ok) return { ok: false, refused: refusedBy(found.refusal) };
  const { entries } = found.value;
  if (entries.length > 1) return { ok: false, refused: refusedBy({ type: 'multiple-matches' }) };
  return made(entries[0] ?? null);
}

/** What a condition meant was another resource a moment later. */
export const CHANGED_MEANWHILE = refuse('conflict', {
  what: 'what meets the condition changed while it was being checked; nothing was written',
  mend: 'send it again',
});
