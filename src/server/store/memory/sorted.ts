// Order and paging in memory, as the databases do them: by the keys, then by id in the direction of the last key.
import { type Cursor, NEWEST_FIRST, type SortKey } from '../query.js';
import { type NewVersion } from '../session.js';
import { NO_KEY } from '../sortable.js';
import { compareText } from '../text-key.js';

const keyOf = (row: NewVersion, { by, param }: SortKey): string | number =>
  by === 'moment'
    ? row.moment
    : by === 'updated'
      ? row.updated
      : by === 'id'
        ? row.id
        : (row.values!.sort.find((s) => s.param === param)?.key ?? NO_KEY);

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));

/** The rows of one page and where the next begins. */
export function pageOf(
  rows: readonly NewVersion[],
  sort: readonly SortKey[],
  count: number,
  after: Cursor | undefined,
): { readonly rows: readonly NewVersion[]; readonly next: Cursor | null } {
  const keys = sort.length > 0 ? sort : NEWEST_FIRST;
  const place = (row: NewVersion): Cursor => ({ keys: keys.map((key) => keyOf(row, key)), id: row.id });
  const order = (a: Cursor, b: Cursor): number => {
    for (const [i, key] of keys.entries()) {
      const difference = compare(a.keys[i]!, b.keys[i]!);
      if (difference !== 0) return key.descending ? -difference : difference;
    }
    return (keys.at(-1)!.descending ? -1 : 1) * compareText(a.id, b.id);
  };
  const ordered = rows
    .map((row) => ({ row, at: place(row) }))
    .filter(({ at }) => !after || order(at, after) > 0)
    .sort((a, b) => order(a.at, b.at));
  const page = ordered.slice(0, count);
  return { rows: page.map((p) => p.row), next: ordered.length > count ? page.at(-1)!.at : null };
}
