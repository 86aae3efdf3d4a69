// What is said of a tampered chain, on small chains in memory: every kind of tampering at random places, and the plain
// cases one by one. The same kinds through a real record's file: test/audit/tamper.test.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#core/random.js';
import { type Kept, sourceOf } from '../../../test/audit/kept.js';
import { TAMPERINGS, type Tamperable } from '../../../test/audit/tampering.js';
import { type AuditEntry, EMPTY_CHAIN, linked, sha256 } from '../store/audit-chain.js';
import { type StoredVersion } from '../store/repository.js';
import { type AuditKey, auditKey } from './audit-key.js';
import { diagnosed } from './diagnosis.js';
import { type ChainRow, fieldsOf, hashAt } from './row-text.js';
import { signHead } from './signed-head.js';
import { verified } from './verify.js';

const folder = mkdtempSync(join(tmpdir(), 'cluneal-diagnosis-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let key: AuditKey;
let record: Tamperable;

function rowsOf(clinic: string, count: number): { readonly rows: ChainRow[]; readonly versions: StoredVersion[] } {
  let head = EMPTY_CHAIN;
  const rows: ChainRow[] = [];
  const versions: StoredVersion[] = [];
  for (let i = 0; i < count; i++) {
    const text = `{"n":${i}}`;
    const read: AuditEntry = { actor: `a${i % 3}`, role: 'r', policy: '1', action: 'read', outcome: 'success' };
    const entry: AuditEntry =
      i % 3 === 0 ? { ...read, action: 'create', type: 'T', id: `t${i}`, version: 1, payload: sha256(text) } : read;
    const row = linked(clinic, head, 1_000_000 + 3 * i, entry);
    head = row;
    const { seq, at, previous, hash, ...body } = row;
    rows.push({ seq, wall: at, previous, hash, body: JSON.stringify(body) });
    if (i % 3 === 0) versions.push({ type: 'T', id: `t${i}`, version: 1, seq, updated: at, deleted: false, text });
  }
  return { rows, versions };
}

beforeAll(() => {
  key = auditKey(join(folder, 'key.pem'), (count) => new Uint8Array(count).fill(1));
  const { rows, versions } = rowsOf('c1', 40);
  const heads = [9, 20, 33, 40].map((seq) =>
    signHead(key, { kind: 'head', clinic: 'c1', seq, hash: rows[seq - 1]!.hash, at: seq }),
  );
  const kept: Kept = { clinic: 'c1', rows, versions, end: rows.at(-1)!, heads, ledger: heads };
  record = { kept, foreign: rowsOf('c2', 37).rows };
});

describe.each(Object.entries(TAMPERINGS))('%s', (name, tamper) => {
  it('is named and pointed at, wherever it is done', async () => {
    const random = seededRandom(3, name);
    const wrong: unknown[] = [];
    for (let trial = 0; trial < 60; trial++) {
      const tampered = tamper(record, random);
      if (!tampered) continue;
      const { kept, type, seq } = tampered;
      const { faults } = await verified({ source: sourceOf(kept), kept: { heads: kept.heads, unreadable: [] }, key });
      if (faults[0]?.type !== type || faults[0].seq !== seq) wrong.push({ type, seq, faults });
      if (!(faults[0]?.message.length ?? 0)) wrong.push('no words');
    }
    expect(wrong).toEqual([]);
  });
});

describe('a row that does not follow', () => {
  const headAt = (seq: number) => {
    const row = record.kept.rows[seq - 1];
    return row ? { seq, at: row.wall, hash: row.hash } : EMPTY_CHAIN;
  };
  const fitting = (row: ChainRow, clinic = 'c1'): ChainRow => ({
    ...row,
    hash: hashAt(clinic, row.seq, row, fieldsOf(row.body)!)!,
  });
  /** What is said of the row at a place after some rows were changed. */
  const said = async (
    change: (rows: ChainRow[]) => readonly ChainRow[],
    last: number,
    more: Partial<Kept> = {},
    others = ['c2'],
  ) => {
    const rows = change(record.kept.rows.slice(0, 12)).map((r) => r);
    const source = sourceOf({ ...record.kept, rows, end: rows.at(-1) ?? null, ...more }, others);
    const [row] = rows.filter((r) => r.seq > last);
    const { type, seq, message } = await diagnosed(source, headAt(last), row!);
    return [type, seq, message];
  };
  const put = (row: ChainRow) => (rows: ChainRow[]) => rows.map((r) => (r.seq === row.seq ? row : r));
  const at = (seq: number) => record.kept.rows[seq - 1]!;

  it('after a gap was preceded by one that is gone', async () => {
    expect(await said((rows) => rows.filter((r) => r.seq !== 5), 4)).toEqual(['deletion', 5, 'row 5 is not there']);
    expect(await said((rows) => rows.slice(1), 0)).toEqual(['deletion', 1, 'row 1 is not there']);
  });

  it('and fits itself and the one before is dated before it', async () => {
    const early = fitting({ ...at(5), wall: at(4).wall - 1 });
    expect(await said(put(early), 4)).toEqual(['time-reversal', 5, 'row 5 is dated before the one before it']);
  });

  it('and fits itself alone was edited itself, or the one before it was', async () => {
    const itself = fitting({ ...at(5), previous: 'ab'.repeat(32) });
    expect(await said(put(itself), 4)).toEqual(['edit', 5, 'row 5 is not as it was written']);
    // The next row still names the hash of this one: it is the one before that was made anew.
    const before = fitting({ ...at(4), wall: at(4).wall + 1 });
    const rows = record.kept.rows.map((r) => (r.seq === 4 ? before : r));
    const source = sourceOf({ ...record.kept, rows });
    expect(await diagnosed(source, { seq: 4, at: before.wall, hash: before.hash }, rows[4]!)).toMatchObject({
      type: 'edit',
      seq: 4,
    });
    const end = sourceOf({ ...record.kept, rows: rows.slice(0, 5) });
    expect(await diagnosed(end, { seq: 4, at: before.wall, hash: before.hash }, rows[4]!)).toMatchObject({
      type: 'edit',
      seq: 4,
    });
    // Before the first there is none.
    const first = fitting({ ...at(1), previous: 'ab'.repeat(32) });
    expect(await said((all) => put(first)(all).slice(0, 1), 0)).toEqual(['edit', 1, 'row 1 is not as it was written']);
  });

  it('and does not fit itself was edited where its neighbours still know it', async () => {
    const edited = ['edit', 5, 'row 5 is not as it was written'];
    expect(await said(put({ ...at(5), wall: 7 }), 4)).toEqual(edited);
    expect(await said(put({ ...at(5), hash: 'ab'.repeat(32) }), 4)).toEqual(edited);
    expect(await said(put({ ...at(5), previous: 'ab'.repeat(32) }), 4)).toEqual(edited);
    expect(await said(put({ ...at(5), previous: 'ab'.repeat(32), wall: 7 }), 4)).toEqual(edited);
    expect(await said(put({ ...at(5), body: 'spoilt' }), 4)).toEqual(edited);
    expect(await said(put({ ...at(5), body: 'spoilt', previous: 'ab'.repeat(32) }), 4)).toEqual(edited);
    // A row after it that claims its place and does not fit it is no rightful one.
    for (const claimant of [
      { ...at(6), previous: at(4).hash },
      { ...at(6), previous: at(4).hash, body: 'spoilt' },
    ])
      expect(await said((rows) => put(claimant)(put({ ...at(5), wall: 7 })(rows)), 4)).toEqual(edited);
    // The last row has no neighbour after it.
    expect(await said(put({ ...at(12), wall: 7 }), 11)).toEqual(['edit', 12, 'row 12 is not as it was written']);
  });

  it('and that no neighbour knows comes from another chain, known or not', async () => {
    const spliced = ['splice', 5, 'row 5 comes from another chain'];
    const [same, moved] = [record.foreign[4]!, { ...record.foreign[20]!, seq: 5 }];
    for (const foreign of [same, moved]) {
      expect(await said(put(foreign), 4)).toEqual(spliced);
      expect(await said(put(foreign), 4, {}, [])).toEqual(spliced);
      expect(await said(put(foreign), 4, {}, ['c3', 'c2'])).toEqual(spliced);
    }
    expect(await said(put({ ...record.foreign[11]! }), 11, {}, [])).toEqual([
      'splice',
      12,
      'row 12 comes from another chain',
    ]);
    // Put in between, it is known by the clinic it comes from; where that is not known, by what it has moved.
    const between = (rows: ChainRow[]) => [
      ...rows.slice(0, 4),
      same,
      ...rows.slice(4).map((r) => ({ ...r, seq: r.seq + 1 })),
    ];
    expect(await said(between, 4)).toEqual(spliced);
    expect(await said(between, 4, {}, [])).toEqual(['insertion', 5, 'row 5 was put in']);
    expect(await said(put({ ...same, body: 'spoilt' }), 4)).toEqual(spliced);
  });

  it('and belongs elsewhere was moved, or stands where another was taken out, put in or overwritten', async () => {
    const swapped = (rows: ChainRow[]) =>
      rows.map((r) => (r.seq === 5 ? { ...at(9), seq: 5 } : r.seq === 9 ? { ...at(5), seq: 9 } : r));
    expect(await said(swapped, 4)).toEqual(['reorder', 5, 'row 9 stands in the place of row 5']);
    const closed = (rows: ChainRow[]) =>
      rows.filter((r) => r.seq !== 5).map((r) => (r.seq > 5 ? { ...r, seq: r.seq - 1 } : r));
    expect(await said(closed, 4)).toEqual(['deletion', 5, 'row 5 was taken out and those after it moved up']);
    const opened = (row: ChainRow) => (rows: ChainRow[]) => [
      ...rows.slice(0, 4),
      { ...row, seq: 5 },
      ...rows.slice(4).map((r) => ({ ...r, seq: r.seq + 1 })),
    ];
    expect(await said(opened(at(2)), 4)).toEqual(['insertion', 5, 'row 5 was put in']);
    expect(await said(opened(at(11)), 4)).toEqual(['insertion', 5, 'row 5 was put in']);
    // One that was made to fit its place is found by the row it has moved.
    const made = fitting({ ...at(5), wall: at(4).wall, previous: at(4).hash });
    const source = sourceOf({ ...record.kept, rows: opened(made)(record.kept.rows.slice(0, 12)) });
    const [, moved] = await source.rows(5, 2);
    expect(await diagnosed(source, { seq: 5, at: made.wall, hash: made.hash }, moved!)).toMatchObject({
      type: 'insertion',
      seq: 5,
    });
    expect(await said(put({ ...at(2), seq: 5 }), 4)).toEqual(['edit', 5, 'row 5 is not as it was written']);
    expect(await said(put({ ...at(11), seq: 5 }), 4)).toEqual(['edit', 5, 'row 5 is not as it was written']);
    expect(await said(put({ ...at(2), seq: 12 }), 11)).toEqual(['edit', 12, 'row 12 is not as it was written']);
    // Beyond the end that the store knows, a copy was added.
    expect(await said(put({ ...at(2), seq: 12 }), 11, { end: at(11) })).toEqual(['insertion', 12, 'row 12 was put in']);
    expect(await said(put({ ...at(2), seq: 12 }), 11, { end: null })).toEqual([
      'edit',
      12,
      'row 12 is not as it was written',
    ]);
  });

  it('is found to belong to rows that are no longer there, far beyond the end', async () => {
    const short = (rows: ChainRow[]) => [...rows.slice(0, 4), { ...at(40), seq: 5 }];
    expect(await said(short, 4)).toEqual(['deletion', 5, 'row 5 was taken out and those after it moved up']);
  });
});
