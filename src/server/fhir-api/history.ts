// History of a resource, a type and the whole server (R4 3.1.0.9), newest first. The link to the next page names the
// last version that was shown: the clinic's own count of changes would tell how many of them were hidden.
import { saidValue } from '#fhir/said-value.js';
import { spanOf } from '../store/date-range.js';
import { MOST_ROWS } from '../store/query.js';
import { type HistoryQuery, type Reads, type StoredVersion } from '../store/repository.js';
import { allowedOf } from '../store/scope.js';
import { type Answer, type Deed, etagOf, instantOf } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { bundleText, entryMembers, linkMember } from './bundle-text.js';
import { CURSOR, type HistoryPlace, NOT_OUR_CURSOR, placeOfWord, wordOfPlace } from './cursor.js';
import { refusedBy } from './outcome-of-refusal.js';
import { onlyKnown, onlyValue, type Pair, queryOf } from './query-pairs.js';
import { notForThisRole } from './searching.js';

const PAGE = 20;

/** Of what: nothing named is the whole server. */
export interface HistoryOf {
  readonly type?: string;
  readonly id?: string;
}

interface Wanted {
  readonly count: number;
  /** Milliseconds since 1970 UTC: older changes are left out. */
  readonly since: number;
  readonly place: HistoryPlace | null;
}

/** Makes the deed of a history. */
export function historyOf(asker: Asker, of: HistoryOf, asked: Asked): Attempt<Deed> {
  const wanted = wantedOf(asked.pairs);
  if (!wanted.ok) return wanted;
  const { place } = wanted.value;
  if (place && ((of.type !== undefined && of.type !== place.type) || (of.id !== undefined && of.id !== place.id)))
    return NOT_OUR_CURSOR;
  if (of.type !== undefined && of.id === undefined && notAllowed(asker, of.type)) return notForThisRole(asker, of.type);
  return made({
    together: false,
    perform: async (store) => {
      const before = place ? await seqOf(store, asker, place) : undefined;
      if (before === null) return NOT_OUR_CURSOR;
      const query: HistoryQuery = {
        ...of,
        count: wanted.value.count,
        ...(before === undefined ? {} : { before }),
      };
      const page = await store.history(asker.scope, query);
      if (!page.ok) return { ok: false, refused: refusedBy(page.refusal) };
      // Times never go back in a clinic's order of changes: what follows the first older one is older too.
      const entries = page.value.entries.filter(({ updated }) => updated >= wanted.value.since);
      const more = page.value.next !== null && entries.length === page.value.entries.length;
      return made(answerOf(asker, of, asked, entries, more));
    },
  });
}

const notAllowed = ({ scope }: Asker, type: string): boolean => {
  const allowed = allowedOf(scope.read, type);
  return allowed !== 'all' && allowed.length === 0;
};

function wantedOf(pairs: readonly Pair[]): Attempt<Wanted> {
  const known = onlyKnown(pairs, ['_count', '_since', CURSOR]);
  if (!known.ok) return known;
  const count = countOf(pairs, PAGE);
  if (!count.ok) return count;
  const since = sinceOf(pairs);
  if (!since.ok) return since;
  const word = onlyValue(pairs, CURSOR);
  if (!word.ok) return word;
  if (word.value === null) return made({ count: count.value, since: since.value, place: null });
  const place = placeOfWord(word.value);
  return place.ok ? made({ count: count.value, since: since.value, place: place.value }) : place;
}

/** `_count` of a page that is not of a search: 1 and more, at most what the store gives. */
export function countOf(pairs: readonly Pair[], otherwise: number): Attempt<number> {
  const said = onlyValue(pairs, '_count');
  if (!said.ok) return said;
  if (said.value === null) return made(otherwise);
  if (/^[1-9]\d{0,8}$/.test(said.value)) return made(Math.min(Number(said.value), MOST_ROWS));
  return refuse('bad-parameter', {
    what: `_count must be a whole number of at least 1, not ${saidValue(said.value)}`,
    mend: `write it as ${otherwise}, or leave it out`,
  });
}

/** `_since` in milliseconds since 1970 UTC; everything where it is not given. */
export function sinceOf(pairs: readonly Pair[]): Attempt<number> {
  const said = onlyValue(pairs, '_since');
  if (!said.ok) return said;
  if (said.value === null) return made(Number.NEGATIVE_INFINITY);
  const span = spanOf(said.value);
  if (span) return made(span.low);
  return refuse('bad-parameter', {
    what: `_since must be an instant, not ${saidValue(said.value)}`,
    mend: 'write it as 2026-11-24T10:00:00Z, its plus sign as %2B',
  });
}

/** Where the place stands in the clinic's order; null when it cannot be seen (any more). */
async function seqOf(store: Reads, { scope }: Asker, { type, id, version }: HistoryPlace): Promise<number | null> {
  const read = await store.vread(scope, type, id, version);
  if (read.ok) return read.value.seq;
  if (read.refusal.type !== 'deleted') return null;
  // A delete has nothing to read, but it has its place in the history.
  let before: number | undefined;
  for (;;) {
    const page = await store.history(scope, {
      type,
      id,
      count: MOST_ROWS,
      ...(before === undefined ? {} : { before }),
    });
    if (!page.ok) return null;
    const found = page.value.entries.find((entry) => entry.version === version);
    if (found) return found.seq;
    if (page.value.next === null) return null;
    before = page.value.next;
  }
}

function answerOf(
  { base }: Asker,
  of: HistoryOf,
  { pairs, query }: Asked,
  entries: readonly StoredVersion[],
  more: boolean,
): Answer {
  const path = [base, of.type, of.id, '_history'].filter((part) => part !== undefined).join('/');
  const bare = pairs.filter(([name]) => name !== CURSOR);
  const linkTo = (with_: readonly Pair[]) => (with_.length === 0 ? path : `${path}?${queryOf(with_)}`);
  const last = entries.at(-1);
  const links = {
    self: linkTo(pairs),
    first: linkTo(bare),
    ...(more && last ? { next: linkTo([...bare, [CURSOR, wordOfPlace(last)]]) } : {}),
  };
  const text = bundleText('history', [linkMember(links), ...entryMembers(entries.map((e) => entryText(base, e)))]);
  return {
    ...{ status: 200, stored: null, located: false, body: { kind: 'resource', text } },
    shown: { action: 'history', ...of, ...(query === '' ? {} : { query }), versions: entries },
  };
}

function entryText(base: string, stored: StoredVersion): string {
  const { type, id, version, deleted, updated, text } = stored;
  const [method, url, status] = deleted
    ? ['DELETE', `${type}/${id}`, '204 No Content']
    : version === 1
      ? ['POST', type, '201 Created']
      : ['PUT', `${type}/${id}`, '200 OK'];
  const response = { status, etag: etagOf(stored), lastModified: instantOf(updated) };
  return `{"fullUrl":${JSON.stringify(`${base}/${type}/${id}`)}${deleted ? '' : `,"resource":${text}`},"request":${JSON.stringify({ method, url })},"response":${JSON.stringify(response)}}`;
}
