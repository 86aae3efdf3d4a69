// cluneal audit verify over a real record, whole and tampered with, and while the server writes to it.
import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { auditFiles } from '#server/audit/audit-files.js';
import { dataFolderAt } from '#server/operations/data-folder.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { keptRecord, note, tamperedFolder } from '../../test/audit/kept-record.js';
import { smallDefinitions } from '../../test/audit/small-definitions.js';
import { smallWorld } from '../../test/audit/small-world.js';
import { auditVerifyCommand } from './audit-verify.js';
import { type Terminal } from './terminal.js';

const record = await keptRecord(30);
afterAll(() => rmSync(record.folder.root, { recursive: true, force: true }));

async function verify(folder = record.folder, { json = false, stop = new AbortController().signal, ticks = 500 } = {}) {
  let out = '';
  let err = '';
  let clock = 0;
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    now: () => {
      clock += ticks;
      return clock;
    },
    breathe: async () => {},
    stop,
  } as unknown as Terminal;
  const place = { folder, kinds: ['clinic', 'demo'], databaseUrl: undefined, now: () => 42 } as const;
  const code = await auditVerifyCommand({ json, quiet: false }, terminal, place);
  return { code, out, err };
}
const { rows, versions, heads } = record.kept;

describe('a chain that holds', () => {
  it('is told with rows, versions, rate and the last signed head, and exits 0', async () => {
    const { code, out, err } = await verify();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [first, looked, head] = out.split('\n');
    expect(first).toBe('clinic: the audit log holds');
    expect(looked).toBe(
      `  ${rows.length} rows and ${versions.length} versions in 0.5 s, ${rows.length * 2} rows a second`,
    );
    expect(head).toMatch(
      new RegExp(
        `^ {2}last signed head: audit ${heads.at(-1)!.seq} · [0-9a-f]{4}( [0-9a-f]{4}){3} · 2026-11-24 00:00 UTC$`,
      ),
    );
    // The other clinic of this record has no head; its own lines follow.
    expect(out).toContain('no signed head yet');
  });

  it('is told to programs in a stable shape, and kept beside the key', async () => {
    const { code, out } = await verify(record.folder, { json: true, ticks: 0 });
    expect(code).toBe(0);
    const { records } = JSON.parse(out);
    expect(records[0]).toEqual({
      ...{ kind: 'clinic', clinic: 'c1', rows: rows.length, versions: versions.length, heads: heads.length },
      ...{ ofEarlierKeys: 0, lastHead: heads.at(-1), restored: [], faults: [], seconds: 0 },
      rowsPerSecond: rows.length * 1000,
    });
    expect(records.map((r: { clinic: string }) => r.clinic)).toEqual(['c1', 'c2']);
  });

  it('is read while a server has it open and writes', async () => {
    const folder = await tamperedFolder(record, record.kept);
    let made = 0;
    const world = { ...smallWorld(), newId: () => `y-${++made}` };
    const store = await sqliteRepository({ path: folder.recordFile('clinic'), definitions: smallDefinitions(), world });
    const scope = { clinic: 'c1', read: { Patient: 'all' }, write: { Patient: 'all' } } as const;
    const write = () => store.create(scope, { resourceType: 'Patient' }, { note });
    const writing = Promise.all(Array.from({ length: 200 }, write));
    const { code, out } = await verify(folder);
    await writing;
    expect([code, out]).toEqual([0, expect.stringContaining('clinic: the audit log holds')]);
    const after = await verify(folder, { json: true });
    expect(JSON.parse(after.out).records[0].rows).toBe(rows.length + 200);
    await store.close();
    rmSync(folder.root, { recursive: true, force: true });
  });
});

describe('a chain that does not hold', () => {
  it('is told with the fault and its first row, and exits 3', async () => {
    const kept = { ...record.kept, rows: rows.filter((r) => r.seq !== 17) };
    const folder = await tamperedFolder(record, kept);
    const { code, out } = await verify(folder);
    expect(code).toBe(3);
    expect(out.split('\n').slice(0, 3)).toEqual([
      'clinic: the audit log does not hold',
      '  deletion at row 17: row 17 is not there',
      expect.stringMatching(/^ {2}16 rows and/),
    ]);
    expect(JSON.parse((await verify(folder, { json: true })).out).records[0].faults).toEqual([
      { type: 'deletion', seq: 17, message: 'row 17 is not there' },
    ]);
    rmSync(folder.root, { recursive: true, force: true });
  });

  it('is found even when the clinic was taken out of the record altogether', async () => {
    const kept = { ...record.kept, rows: [], versions: [], end: null, ledger: [] };
    const folder = await tamperedFolder(record, kept);
    const { code, out } = await verify(folder);
    expect([code, out]).toEqual([
      3,
      expect.stringContaining(`truncation at row 1: the chain ends at row 0, and ${heads.at(-1)!.seq} were written`),
    ]);
    rmSync(folder.root, { recursive: true, force: true });
  });

  it('is found when its heads were spoilt or their key taken away', async () => {
    const folder = await tamperedFolder(record, record.kept);
    const files = auditFiles(folder.keys, 'clinic');
    writeFileSync(files.heads, 'spoilt\n');
    expect(await verify(folder)).toMatchObject({
      code: 3,
      out: expect.stringContaining('head-forged at row 0: line 1 of the heads beside the key is no head'),
    });
    rmSync(files.key);
    const { code, out } = await verify(folder);
    expect([code, out]).toEqual([3, expect.stringContaining('key-missing at row')]);
    expect(out).toContain(
      `  there are signed heads, and their key is gone: put ${files.key} back from where it was kept`,
    );
    expect(out.split('\n')[0]).toBe('clinic: the audit log does not hold');
    rmSync(folder.root, { recursive: true, force: true });
  });
});

it('no record at all is said, and exits 1', async () => {
  const { code, out, err } = await verify(dataFolderAt('/nowhere\u001b'));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toBe('cluneal: no record in /nowhere\\u001b: name the data folder with --data\n');
});

it('it stops when it is told to', async () => {
  expect(await verify(record.folder, { stop: AbortSignal.abort() })).toEqual({ code: 130, out: '', err: '' });
});
