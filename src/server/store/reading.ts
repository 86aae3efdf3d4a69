// The rules of reading, the same for every kind of store.
import { MOST_INCLUDED, MOST_ROWS, type Query } from './query.js';
import { done, NOT_FOUND, type Result, refused } from './refusal.js';
import { type HistoryPage, type Page, type Reads, type StoredVersion } from './repository.js';
import { allowedOf, type Scope } from './scope.js';
import { type ReadSession } from './session.js';

/** The reads over one session. */
export function readsOver(session: ReadSession): Reads {
  const told = (found: StoredVersion | null): Result<StoredVersion> =>
    !found ? refused(NOT_FOUND) : found.deleted ? refused({ type: 'deleted', version: found.version }) : done(found);
  return {
    read: async (scope, type, id) => told(await session.current(scope.clinic, allowedOf(scope.read, type), type, id)),
    vread: async (scope, type, id, version) =>
      told(await session.version(scope.clinic, allowedOf(scope.read, type), type, id, version)),
    history: async (scope, query): Promise<Result<HistoryPage>> => {
      if (query.id !== undefined && query.type === undefined) throw new Error('history of an id needs its type');
      const page = await session.history(scope, { ...query, count: Math.min(query.count, MOST_ROWS) });
      // A resource always has a version: an empty first page of its history means hidden or absent.
      if (query.id !== undefined && query.before === undefined && page.entries.length === 0) return refused(NOT_FOUND);
      return done(page);
    },
    search: async (scope, query) => done(await pageOf(session, scope, query)),
  };
}

/** One page of a search, with what it includes. */
export async function pageOf(session: ReadSession, scope: Scope, query: Query): Promise<Page> {
  const count = Math.min(query.count, MOST_ROWS);
  const total = query.total === 'accurate' || count === 0 ? await session.count(scope, query) : null;
  if (count === 0) return { entries: [], included: [], includedCut: false, total, next: null };
  const { entries, next } = await session.search(scope, { ...query, count });
  const seen = new Set(entries.map(keyOf));
  const included: StoredVersion[] = [];
  let cut = false;
  for (const [direction, includes] of [
    ['include', query.include],
    ['revinclude', query.revinclude],
  ] as const)
    for (const include of entries.length > 0 ? includes : []) {
      const rows = { direction, type: query.type, ids: entries.map((e) => e.id) };
      for (const found of await session.included(scope, rows, include, MOST_INCLUDED)) {
        if (seen.has(keyOf(found))) continue;
        if (included.length >= MOST_INCLUDED) cut = true;
        else included.push(found);
        seen.add(keyOf(found));
      }
    }
  return { entries, included, includedCut: cut, total, next };
}

const keyOf = ({ type, id }: StoredVersion): string => `${type}/${id}`;
