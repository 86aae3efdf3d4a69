// Rows of the log for one who may see some of them, newest first, page by page. The index leads by patient or by actor;
// times narrow it further, for they never go back in a chain. What no index knows is looked at row by row, and never
// more of them at once than a request may cost: such a page can be short, or empty, and still have a next one.

import { type AuditRow } from '../store/audit-chain.js';
import { meets, SPANS } from '../store/compare-range.js';
import { type DateValue } from '../store/query.js';
import { type AuditQuery, type Repository } from '../store/repository.js';
import { type AuditPage } from './read-audit.js';
import { type Onlooker, sees } from './shown-row.js';

type Rows = Pick<Repository, 'auditFound' | 'auditRows'>;

export interface RowsAsked {
  readonly patient?: string;
  readonly actor?: string;
  /** Alternatives of each; all of them hold. */
  readonly times: readonly (readonly DateValue[])[];
  /** What else must hold of a row. */
  readonly keep: (row: AuditRow) => boolean;
  readonly count: number;
  /** Only rows before this one. */
  readonly before?: number;
}

const BATCH = 200;
const MOST_LOOKED_AT = 5_000;

/** A page of what the onlooker may see and asked for. */
export async function foundRows(rows: Rows, clinic: string, onlooker: Onlooker, asked: RowsAsked): Promise<AuditPage> {
  const lead = leadOf(onlooker, asked);
  if (!lead) return { rows: [], next: null };
  const { from, before } = await placesOf(rows, clinic, asked);
  const found: AuditRow[] = [];
  let at = before;
  for (let looked = 0; looked < MOST_LOOKED_AT; ) {
    const batch = await rows.auditFound(clinic, { ...lead, count: BATCH, ...(at === undefined ? {} : { before: at }) });
    for (const row of batch) {
      if (row.seq < from) return { rows: found, next: null };
      at = row.seq;
      if (sees(onlooker, row) && inTime(row, asked.times) && asked.keep(row)) found.push(row);
      // One more row is looked for, so that a next page is not promised where there is none.
      if (found.length > asked.count) return { rows: found.slice(0, -1), next: found.at(-2)!.seq };
    }
    if (batch.length < BATCH) return { rows: found, next: null };
    looked += batch.length;
  }
  return { rows: found, next: at! };
}

/** The way in: what the onlooker may see, narrowed by what was asked; null where they have nothing in common. */
function leadOf({ view }: Onlooker, { patient, actor }: RowsAsked): Pick<AuditQuery, 'patient' | 'actor'> | null {
  const given = { ...(patient === undefined ? {} : { patient }), ...(actor === undefined ? {} : { actor }) };
  switch (view.kind) {
    case 'patients':
      // One at a time: the pages of several would have to be merged, and nobody is several patients.
      if (patient === undefined) return view.patients.length === 0 ? null : { ...given, patient: view.patients[0]! };
      return view.patients.includes(patient) ? given : null;
    case 'actor':
      return actor === undefined || actor === view.actor ? { ...given, actor: view.actor } : null;
    case 'metadata':
      // Whom a row is about and who did it is hidden, so it cannot be asked for either.
      return patient === undefined && actor === undefined ? {} : null;
    case 'all':
      return given;
    case 'none':
      return null;
  }
}

const inTime = ({ at }: AuditRow, times: RowsAsked['times']): boolean =>
  times.every((any) => any.some(({ prefix, low, high }) => meets(SPANS[prefix], { low: at, high: at }, { low, high })));

/** The part of the chain in which all rows of the asked times lie. */
async function placesOf(
  rows: Rows,
  clinic: string,
  { times, before }: RowsAsked,
): Promise<{ readonly from: number; readonly before: number | undefined }> {
  // Only a single value bounds; of alternatives each would be its own part.
  const bounds = times.flatMap((any) => (any.length === 1 ? [boundsOf(any[0]!)] : []));
  const low = Math.max(Number.NEGATIVE_INFINITY, ...bounds.map((b) => b.low));
  const high = Math.min(Number.POSITIVE_INFINITY, ...bounds.map((b) => b.high));
  const from = Number.isFinite(low) ? await placeOfTime(rows, clinic, low) : 1;
  if (!Number.isFinite(high)) return { from, before };
  const end = await placeOfTime(rows, clinic, high + 1);
  return { from, before: before === undefined ? end : Math.min(end, before) };
}

/** Times outside of these cannot meet the value. */
function boundsOf({ prefix, low, high }: DateValue): { readonly low: number; readonly high: number } {
  const lower = ['eq', 'ap', 'ge', 'gt', 'sa'].includes(prefix) ? low : Number.NEGATIVE_INFINITY;
  const upper = ['eq', 'ap', 'le', 'lt', 'eb'].includes(prefix) ? high : Number.POSITIVE_INFINITY;
  return { low: lower, high: upper };
}

/** `seq` of the first row at or after the time; one after the last where there is none. */
async function placeOfTime(rows: Rows, clinic: string, time: number): Promise<number> {
  let low = 1;
  let high = ((await rows.auditFound(clinic, { count: 1 }))[0]?.seq ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await rows.auditRows(clinic, middle, 1);
    if (row && row.at < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
