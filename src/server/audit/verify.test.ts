// What tampering cannot show: how much is looked at, in what order faults are told, and what is not a fault.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, EMPTY_CHAIN, linked, sha256 } from '../store/audit-chain.js';
import { type StoredVersion } from '../store/repository.js';
import { type AuditKey, auditKey } from './audit-key.js';
import { type ChainSource } from './chain-source.js';
import { type ChainRow } from './row-text.js';
import { type SignedHead, signHead } from './signed-head.js';
import { type VerifyOptions, verified } from './verify.js';

const folder = mkdtempSync(join(tmpdir(), 'cluneal-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let key: AuditKey;
beforeAll(() => {
  key = auditKey(join(folder, 'key.pem'), (count) => new Uint8Array(count).fill(1));
});
const entry: AuditEntry = { actor: 'a', role: 'physician', policy: '1', action: 'read', outcome: 'success' };

/** A chain of these entries; a write's version is made from its payload as text. */
function chainOf(entries: readonly AuditEntry[]): { readonly rows: ChainRow[]; readonly versions: StoredVersion[] } {
  let head = EMPTY_CHAIN;
  const rows: ChainRow[] = [];
  const versions: StoredVersion[] = [];
  for (const each of entries) {
    const made = each.version !== undefined && each.payload !== undefined && each.action !== 'vread';
    const row = linked('c1', head, 1000 + rows.length, made ? { ...each, payload: sha256(each.payload!) } : each);
    head = row;
    const { seq, at, previous, hash, ...body } = row;
    rows.push({ seq, wall: at, previous, hash, body: JSON.stringify(body) });
    const { type = '', id = '', version = 0 } = each;
    if (made && each.outcome === 'success')
      versions.push({ type, id, version, seq, updated: at, deleted: each.action === 'delete', text: each.payload! });
  }
  return { rows, versions };
}

interface Parts {
  readonly rows: readonly ChainRow[];
  readonly versions?: readonly StoredVersion[];
  readonly end?: { readonly seq: number; readonly hash: string } | null;
  readonly stale?: Awaited<ReturnType<ChainSource['stale']>>;
  readonly ledger?: readonly string[];
}

function check(
  { rows, versions = [], end = rows.at(-1) ?? null, stale = [], ledger = [] }: Parts,
  heads: readonly SignedHead[] = [],
  more: Partial<VerifyOptions> = {},
) {
  const source: ChainSource = {
    ...{ clinic: 'c1', others: [] },
    recordedEnd: async () => end,
    rows: async (from, count) => rows.filter((r) => r.seq >= from).slice(0, count),
    versions: async (from, count) => versions.filter((v) => v.seq >= from).slice(0, count),
    stale: async (count) => stale.slice(0, count),
    headTexts: async () => ledger,
  };
  return verified({ source, kept: { heads, unreadable: [] }, key, ...more });
}
const signed = ({ seq, hash }: Pick<ChainRow, 'seq' | 'hash'>): SignedHead =>
  signHead(key, { kind: 'head', clinic: 'c1', seq, hash, at: 5 });
const write = (action: 'create' | 'update' | 'delete', version: number, text = `text ${version}`): AuditEntry => ({
  ...{ ...entry, action, type: 'Patient', id: 'p1', version, payload: text },
});

describe('a chain that holds', () => {
  it('may be empty', async () => {
    expect(await check({ rows: [] })).toEqual({
      ...{ clinic: 'c1', rows: 0, versions: 0, heads: 0, ofEarlierKeys: 0, lastHead: null, restored: [], faults: [] },
    });
    expect((await check({ rows: [], end: { seq: 0, hash: EMPTY_CHAIN.hash } })).faults).toEqual([]);
  });

  it('is read to its end, in batches, and others may run between them', async () => {
    const { rows } = chainOf(Array.from({ length: 5_001 }, () => entry));
    const breaths: number[] = [];
    const breathe = async (done: number) => void breaths.push(done);
    const whole = await check({ rows }, [signed(rows[9]!), signed(rows[2_000]!)], { breathe });
    expect(whole).toMatchObject({ rows: 5_001, heads: 2, faults: [], lastHead: { seq: 2_001 } });
    expect(breaths).toEqual([2_000, 4_000, 5_001]);
    const stop = check({ rows }, [], { breathe: () => Promise.reject(new Error('stopped')) });
    await expect(stop).rejects.toThrow('stopped');
  });

  it('holds every version to its row, hundreds of them', async () => {
    const { rows, versions } = chainOf(
      Array.from({ length: 1_203 }, (_, i) => write(i === 0 ? 'create' : 'update', i + 1)),
    );
    expect(await check({ rows, versions })).toMatchObject({ rows: 1_203, versions: 1_203, faults: [] });
  });

  it('may tell of writes that make no version: those of accounts, and those that were refused or failed', async () => {
    const { rows, versions } = chainOf([
      { ...entry, action: 'create', type: 'Account', id: 'k1' },
      { ...entry, action: 'update', type: 'Account', id: 'k1', payload: sha256('x') },
      { ...entry, action: 'delete', type: 'Account', id: 'k1', version: 3 },
      { ...write('update', 2), outcome: 'refused' },
      { ...write('update', 2), outcome: 'failed' },
      { ...entry, action: 'vread', type: 'Patient', id: 'p1', version: 1, payload: sha256('query') },
      write('create', 1),
      write('delete', 2, ''),
    ]);
    expect(versions).toHaveLength(2);
    expect(await check({ rows, versions })).toMatchObject({ versions: 2, faults: [] });
  });

  it('can be read from a place on: what stands before is not looked at, what follows is', async () => {
    const { rows, versions } = chainOf([write('create', 1), entry, entry, entry]);
    const from = { seq: 2, at: rows[1]!.wall, hash: rows[1]!.hash };
    const wrong = signed({ seq: 1, hash: 'f'.repeat(64) });
    expect(await check({ rows, versions }, [wrong, signed(rows[1]!)], { from })).toMatchObject({
      rows: 2,
      versions: 0,
      faults: [],
    });
    const later = signed({ seq: 4, hash: 'f'.repeat(64) });
    const { faults } = await check({ rows, versions }, [wrong, signed(rows[1]!), later], { from });
    expect(faults).toMatchObject([{ type: 'rewrite', seq: 4 }]);
  });

  it('says so of a record that was put back from a backup', async () => {
    const { rows } = chainOf(Array.from({ length: 9 }, () => entry));
    const restored = signHead(key, { kind: 'restored', clinic: 'c1', seq: 6, hash: rows[5]!.hash, at: 9 });
    const gone = signed({ seq: 8, hash: 'f'.repeat(64) });
    const whole = await check({ rows }, [signed(rows[5]!), gone, restored, signed(rows[6]!)]);
    expect(whole).toMatchObject({ faults: [], heads: 4, restored: [restored], lastHead: { seq: 7 } });
  });
});

describe('faults', () => {
  it('are told in the order of the rows, those of the chain before those of the record', async () => {
    const { rows, versions } = chainOf([write('create', 1), entry, write('update', 2), entry, entry]);
    const altered = versions.map((v) => ({ ...v, text: 'other' }));
    const edited = rows.map((r) => (r.seq === 4 ? { ...r, wall: 1 } : r));
    const forged = { ...signed(rows[2]!), at: 77 };
    const { faults, rows: seen } = await check({ rows: edited, versions: altered }, [forged]);
    expect(faults.map(({ type, seq }) => [type, seq])).toEqual([
      ['version-altered', 1],
      ['head-forged', 3],
      ['version-altered', 3],
      ['edit', 4],
    ]);
    expect(seen).toBe(3);
    expect(faults[0]!.message).toBe('Patient/p1, version 1, is not what was written');
  });

  it('are twenty at most: the first say enough', async () => {
    const { rows, versions } = chainOf(Array.from({ length: 50 }, (_, i) => write('update', i + 1)));
    const { faults } = await check({ rows, versions: versions.map((v) => ({ ...v, text: 'other' })) });
    expect(faults.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('beyond a broken row are not told: nothing is known of what should be there', async () => {
    const { rows, versions } = chainOf([entry, write('create', 1), entry]);
    const edited = rows.map((r) => (r.seq === 1 ? { ...r, hash: 'ab'.repeat(32) } : r));
    const { faults } = await check({
      rows: edited,
      versions,
      end: { seq: 9, hash: 'x' },
      stale: [{ type: 'T', id: 'i', seq: 2 }],
    });
    expect(faults.map(({ type, seq }) => [type, seq])).toEqual([['edit', 1]]);
    expect((await check({ rows: edited, versions: [] }, [signed(rows[0]!)])).faults.map(({ type }) => type)).toEqual([
      'edit',
    ]);
  });

  it('of a resource that is shown in an older version are told with its name', async () => {
    const { rows, versions } = chainOf([write('create', 1)]);
    const stale = [{ type: 'Patient', id: 'p1', seq: 1 }];
    expect((await check({ rows, versions, stale })).faults).toEqual([
      { type: 'current-altered', seq: 1, message: 'Patient/p1 is shown in another version than its newest' },
    ]);
    const more = Array.from({ length: 30 }, (_, i) => ({ type: 'Patient', id: `p${i}`, seq: 1 }));
    expect((await check({ rows, versions, stale: more })).faults).toHaveLength(20);
  });

  it('of missing rows say how many were written', async () => {
    const { rows } = chainOf([entry, entry, entry]);
    const truncation = { type: 'truncation', seq: 2, message: 'the chain ends at row 1, and 3 were written' };
    expect((await check({ rows: rows.slice(0, 1), end: rows[2]! })).faults).toEqual([truncation]);
    expect((await check({ rows: rows.slice(0, 1), end: rows[0]! }, [signed(rows[2]!)])).faults).toEqual([truncation]);
    expect((await check({ rows: [], end: null }, [signed(rows[2]!)])).faults).toMatchObject([
      { type: 'truncation', seq: 1 },
    ]);
    expect((await check({ rows: [], end: null })).faults).toEqual([]);
  });

  it('of added rows say where the store ended', async () => {
    const { rows } = chainOf([entry, entry, entry]);
    expect((await check({ rows, end: rows[1]! })).faults).toEqual([
      { type: 'insertion', seq: 3, message: 'rows were added after 2, past the store' },
    ]);
    expect((await check({ rows, end: { ...rows[2]!, hash: 'ab'.repeat(32) } })).faults).toMatchObject([
      { type: 'insertion', seq: 4 },
    ]);
    // A record without an end of its own is held to its heads alone.
    expect((await check({ rows, end: null })).faults).toEqual([]);
  });

  it('of a version that no row tells of name it, wherever it stands', async () => {
    const { rows, versions } = chainOf([write('create', 1), entry, write('update', 2)]);
    const stray = (seq: number): StoredVersion => ({ ...versions[0]!, id: 'x', version: 7, seq });
    const { faults, versions: read } = await check({
      rows,
      versions: [versions[0]!, stray(2), versions[1]!, stray(9)],
    });
    expect(faults).toEqual([
      { type: 'version-unrecorded', seq: 2, message: 'no row of the chain tells of Patient/x, version 7' },
      { type: 'version-unrecorded', seq: 9, message: 'no row of the chain tells of Patient/x, version 7' },
    ]);
    expect(read).toBe(4);
    const missing = await check({ rows, versions: [versions[1]!] });
    expect(missing.faults).toEqual([
      { type: 'version-missing', seq: 1, message: 'Patient/p1, version 1, is not there' },
    ]);
  });

  it('of a version that no row tells of are told beside rows that make none', async () => {
    const { rows, versions } = chainOf([write('create', 1), entry, entry, entry]);
    const stray: StoredVersion = { ...versions[0]!, id: 'x', version: 7, seq: 2 };
    expect((await check({ rows, versions: [versions[0]!, stray] })).faults.map(({ type, seq }) => [type, seq])).toEqual(
      [['version-unrecorded', 2]],
    );
  });

  it('of a row that is linked and numbered further on is the row left out', async () => {
    const { rows } = chainOf([entry, entry]);
    const { seq, at, previous, hash, ...body } = linked('c1', { seq: 3, at: 2_000, hash: rows[1]!.hash }, 2_000, entry);
    const further: ChainRow = { seq, wall: at, previous, hash, body: JSON.stringify(body) };
    expect((await check({ rows: [...rows, further] })).faults).toMatchObject([{ type: 'deletion', seq: 3 }]);
  });

  it('of a chain that does not carry what was signed end the reading', async () => {
    const { rows } = chainOf([entry, entry]);
    const other = signed({ seq: 1, hash: 'f'.repeat(64) });
    const { faults, rows: read } = await check({ rows, end: { seq: 9, hash: 'x' } }, [other]);
    expect([faults.map(({ type }) => type), read]).toEqual([['rewrite'], 1]);
  });

  it('of two heads at one place: the chain carries one of them', async () => {
    const { rows } = chainOf([entry, entry]);
    const other = signed({ seq: 1, hash: 'f'.repeat(64) });
    for (const heads of [
      [signed(rows[0]!), other],
      [other, signed(rows[0]!)],
    ])
      expect((await check({ rows }, heads)).faults).toMatchObject([{ type: 'rewrite', seq: 1 }]);
    expect((await check({ rows }, [other])).faults[0]!.message).toBe(
      'row 1 is not the one that was signed: it, or some before it, is written anew',
    );
    expect((await check({ rows }, [signed(rows[0]!), signed(rows[0]!)])).faults).toEqual([]);
  });

  it('of heads without a key are told, and the chain is read all the same', async () => {
    const { rows } = chainOf([entry, entry]);
    const without = await check({ rows }, [signed(rows[1]!)], { key: null });
    expect(without).toMatchObject({ rows: 2, heads: 0, faults: [{ type: 'key-missing', seq: 2 }] });
    expect((await check({ rows }, [], { key: null })).faults).toEqual([]);
  });
});
