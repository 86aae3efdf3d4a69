// Servers that are wrong on purpose, as real ones were: they show that the test would notice.
import { type Page, type Repository, type StoredVersion } from '#server/store/repository.js';
import { allowedOf, type Scope } from '#server/store/scope.js';

const ALL_OF = (scope: Scope, types: ReadonlySet<string>): Scope => ({
  ...scope,
  read: Object.fromEntries([...types].map((type) => [type, 'all'])),
});

/** Whether the scope reaches it: asked of the store, one by one, as a filter on the way out does. */
const shows =
  (inner: Repository, scope: Scope) =>
  async (version: StoredVersion): Promise<boolean> =>
    (await inner.read(scope, version.type, version.id)).ok;

async function kept<T>(list: readonly T[], keep: (item: T) => Promise<boolean>): Promise<readonly T[]> {
  const keeps = await Promise.all(list.map(keep));
  return list.filter((_, i) => keeps[i]);
}

/** Searches the whole record and then takes out of the answer what may not be seen. The totals it has counted before. */
export function postFiltering(inner: Repository, types: ReadonlySet<string>): Repository {
  return {
    ...inner,
    search: async (scope, query) => {
      const found = await inner.search(ALL_OF(scope, types), query);
      if (!found.ok) return found;
      const keep = shows(inner, scope);
      const entries = await kept(found.value.entries, keep);
      const included = await kept(found.value.included, keep);
      const page: Page = { ...found.value, entries, included };
      return { ok: true, value: page };
    },
  };
}

/** The same, and it counts again what is left: pages come out short, and chains have looked at everything. */
export function postFilteringCarefully(inner: Repository, types: ReadonlySet<string>): Repository {
  return {
    ...inner,
    search: async (scope, query) => {
      const found = await inner.search(ALL_OF(scope, types), { ...query, count: 200, total: 'none' });
      if (!found.ok) return found;
      const keep = shows(inner, scope);
      const entries = (await kept(found.value.entries, keep)).slice(0, query.count);
      const total = query.total === 'accurate' || query.count === 0 ? entries.length : null;
      const included = await kept(found.value.included, keep);
      return { ok: true, value: { ...found.value, entries, included, total, next: null } };
    },
  };
}

/** Right in everything but the total, which is that of all matches. */
export function countingAll(inner: Repository, types: ReadonlySet<string>): Repository {
  return {
    ...inner,
    search: async (scope, query) => {
      const found = await inner.search(scope, query);
      const all = await inner.search(ALL_OF(scope, types), { ...query, count: 0 });
      if (!found.ok || !all.ok || found.value.total === null) return found;
      return { ok: true, value: { ...found.value, total: all.value.total } };
    },
  };
}

/** Says of what is hidden that it is forbidden, and of what is absent that it is absent. */
export function tellingOfHidden(inner: Repository, types: ReadonlySet<string>): Repository {
  return {
    ...inner,
    read: async (scope, type, id) => {
      const found = await inner.read(scope, type, id);
      if (found.ok || found.refusal.type !== 'not-found' || allowedOf(scope.read, type).length === 0) return found;
      const there = await inner.read(ALL_OF(scope, types), type, id);
      return there.ok ? { ok: false, refusal: { type: 'forbidden' } } : found;
    },
  };
}
