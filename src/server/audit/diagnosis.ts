// A row that does not follow the one before it: what was done to the chain there. Every row before it is known to be
// right. It may read the whole chain again; a chain is rarely broken.
import { type ChainHead } from '../store/audit-chain.js';
import { type ChainSource, type RecordedEnd } from './chain-source.js';
import { type AuditFault, type FaultType } from './fault.js';
import { type ChainRow, fieldsOf, hashAt, type RowFields } from './row-text.js';

const BATCH = 2_000;

/** Names what is wrong at `row`, the first that does not fit after `last`. */
export async function diagnosed(source: ChainSource, last: ChainHead, row: ChainRow): Promise<AuditFault> {
  if (row.seq !== last.seq + 1) return fault('deletion', last.seq + 1, `row ${last.seq + 1} is not there`);
  const next = (await source.rows(row.seq + 1, 1))[0];
  const fields = fieldsOf(row.body);
  const fits = (previous: string) =>
    fields !== null && hashAt(source.clinic, row.seq, { wall: row.wall, previous }, fields) === row.hash;
  if (fits(row.previous)) {
    if (row.previous === last.hash)
      return fault('time-reversal', row.seq, `row ${row.seq} is dated before the one before it`);
    // It fits itself; the row after it tells which of the two was made anew.
    return edited(last.seq > 0 && (!next || next.previous === row.hash) ? last.seq : row.seq);
  }
  // The first row of any chain follows the same zeros: its link does not tell where it comes from.
  if (fields && source.others.some((other) => hashAt(other, row.seq, row, fields) === row.hash))
    return spliced(row.seq);
  const around = await lookedAround(source, last, row);
  const linked = row.previous === last.hash || fits(last.hash);
  if (!linked && fields) {
    const home = homeOf(source.clinic, row, fields, around.end);
    if (home !== null) return misplaced(row, home, around, await source.recordedEnd());
    if (source.others.some((other) => homeOf(other, row, fields, around.end) !== null)) return spliced(row.seq);
  }
  if (around.rightful !== null) return inserted(row.seq);
  return linked || next?.previous === row.hash ? edited(row.seq) : spliced(row.seq);
}

const fault = (type: FaultType, seq: number, message: string): AuditFault => ({ type, seq, message });
const edited = (seq: number) => fault('edit', seq, `row ${seq} is not as it was written`);
const inserted = (seq: number) => fault('insertion', seq, `row ${seq} was put in`);
const spliced = (seq: number) => fault('splice', seq, `row ${seq} comes from another chain`);

/** A row of this chain that stands at a place not its own. */
function misplaced(
  row: ChainRow,
  home: number,
  { twin, rightful, end }: Around,
  recorded: RecordedEnd | null,
): AuditFault {
  if (twin !== null)
    // A copy: put between two rows or after the last, or written over the row that was here.
    return rightful !== null || row.seq > (recorded?.seq ?? end) ? inserted(row.seq) : edited(row.seq);
  // Another row stands where this one belongs, and fits: it was put in, and this one moved on.
  if (home < row.seq) return inserted(home);
  return rightful !== null
    ? fault('reorder', row.seq, `row ${home} stands in the place of row ${row.seq}`)
    : fault('deletion', row.seq, `row ${row.seq} was taken out and those after it moved up`);
}

interface Around {
  /** Where else the same row stands. */
  readonly twin: number | null;
  /** Where the row stands that belongs to the place. */
  readonly rightful: number | null;
  /** The last place. */
  readonly end: number;
}

async function lookedAround(source: ChainSource, last: ChainHead, row: ChainRow): Promise<Around> {
  let twin: number | null = null;
  let rightful: number | null = null;
  let end = 0;
  for (;;) {
    const rows = await source.rows(end + 1, BATCH);
    if (rows.length === 0) return { twin, rightful, end };
    for (const other of rows) {
      if (other.seq === row.seq) continue;
      if (other.hash === row.hash) twin ??= other.seq;
      if (other.previous !== last.hash) continue;
      const fields = fieldsOf(other.body);
      if (fields && hashAt(source.clinic, row.seq, other, fields) === other.hash) rightful ??= other.seq;
    }
    end = rows.at(-1)!.seq;
  }
}

/** The place in the clinic's chain at which the row was written; null when there is none as far as this chain goes. */
function homeOf(clinic: string, row: ChainRow, fields: RowFields, end: number): number | null {
  // A removed or an added row moves the others by little: from here outwards. Rows removed at the end lie beyond it.
  for (let far = 0; far <= end + BATCH; far++)
    for (const at of [row.seq + far, row.seq - far]) if (hashAt(clinic, at, row, fields) === row.hash) return at;
  return null;
}
