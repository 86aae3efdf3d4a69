import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { smallDefinitions } from '../../../test/audit/small-definitions.js';
import { smallWorld } from '../../../test/audit/small-world.js';
import { type AuditEntry } from '../store/audit-chain.js';
import { memoryRepository } from '../store/memory/memory-repository.js';
import { refused } from '../store/refusal.js';
import { type Repository } from '../store/repository.js';
import { type AuditFiles, auditFiles } from './audit-files.js';
import { type AuditKey, auditKey } from './audit-key.js';
import { HEAD_KIND, type Heads, headsOver } from './heads.js';
import { readHeads } from './heads-file.js';
import { isSigned, type SignedHead, textOfHead } from './signed-head.js';
import { keepVerification } from './verified-file.js';

const root = mkdtempSync(join(tmpdir(), 'cluneal-signing-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let key: AuditKey;
beforeAll(() => {
  key = auditKey(join(root, 'key.pem'), (count) => new Uint8Array(count).fill(3));
});
const HOUR = 3_600_000;

let folders = 0;
let files: AuditFiles;
let world: ReturnType<typeof smallWorld>;
let store: Repository;
let open: Heads[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const folder = join(root, String(++folders));
  mkdirSync(folder);
  files = auditFiles(folder, 'clinic');
  world = smallWorld();
  store = memoryRepository(smallDefinitions(), world);
  open = [];
});
afterEach(async () => {
  for (const heads of open) await heads.close();
  vi.useRealTimers();
});

async function opened(
  repository: Parameters<typeof headsOver>[0]['repository'] = store,
  clinic = 'c1',
): Promise<Heads> {
  const heads = await headsOver({ repository, clinic, key, files, world });
  open.push(heads);
  return heads;
}
const entry: AuditEntry = { actor: 'a', role: 'physician', policy: '1', action: 'read', outcome: 'success' };
const happen = (count: number) =>
  store.audit(
    'c1',
    Array.from({ length: count }, () => entry),
  );
const seqs = (): number[] => readHeads(files.heads).heads.map((head) => head.seq);
/** Lets the server's clock go round once. */
async function look(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

describe('while the server runs', () => {
  it('the first row is signed within a second, and nothing before it', async () => {
    const heads = await opened();
    await look();
    expect(heads.last()).toBeNull();
    expect(existsSync(files.heads)).toBe(false);
    await happen(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(heads.last()).toBeNull();
    await look();
    expect(seqs()).toEqual([1]);
  });

  it('a head is signed after every thousand rows', async () => {
    await opened();
    await happen(1);
    await look();
    await happen(999);
    await look();
    expect(seqs()).toEqual([1]);
    await happen(1);
    await look();
    await look();
    expect(seqs()).toEqual([1, 1001]);
  });

  it('a head is signed each hour in which something happened', async () => {
    await opened();
    await happen(1);
    await look();
    world.clock += HOUR;
    await look();
    expect(seqs()).toEqual([1]);
    await happen(1);
    await look();
    expect(seqs()).toEqual([1, 2]);
    await happen(1);
    world.clock += HOUR - 100;
    await look();
    expect(seqs()).toEqual([1, 2]);
    world.clock += 100;
    await look();
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('a head is signed when asked for and at the end, once for one end', async () => {
    const heads = await opened();
    expect(await heads.sign()).toBeNull();
    await happen(3);
    const at = world.clock;
    const head = await heads.sign();
    expect(head).toMatchObject({ kind: 'head', clinic: 'c1', seq: 3, at, key: key.id });
    expect(isSigned(key, head!)).toBe(true);
    expect(head!.hash).toBe((await store.auditRows('c1', 3, 1))[0]!.hash);
    expect(await heads.sign()).toBe(head);
    expect(await Promise.all([heads.sign(), heads.sign()])).toEqual([head, head]);
    await happen(1);
    await heads.close();
    expect(seqs()).toEqual([3, 4]);
    await happen(2000);
    await look();
    expect(seqs()).toEqual([3, 4]);
  });

  it('each head stands beside the key and in the ledger, and its public half is given away', async () => {
    const heads = await opened();
    await happen(2);
    const first = await heads.sign();
    await happen(10);
    const second = await heads.sign();
    expect(readHeads(files.heads).heads).toEqual([first, second]);
    expect(await store.keptAll('c1', HEAD_KIND)).toEqual([
      { kind: 'audit-head', id: '0000000000000002', text: textOfHead(first!) },
      { kind: 'audit-head', id: '0000000000000012', text: textOfHead(second!) },
    ]);
    expect(heads.publicKey).toBe(key.publicPem);
    expect(heads.trouble()).toBeNull();
  });
});

describe('at the next start', () => {
  it('it goes on from the last head', async () => {
    await (await opened()).close();
    await happen(5);
    await (await opened()).close();
    const heads = await opened();
    expect(heads.last()!.seq).toBe(5);
    expect(heads.trouble()).toBeNull();
    await happen(999);
    await look();
    expect(seqs()).toEqual([5]);
    await happen(1);
    await look();
    expect(seqs()).toEqual([5, 1005]);
  });

  it.each([
    ['shorter than it was signed', 4],
    ['another than was signed', 5],
  ])('a chain that is %s is said at once', async (_, length) => {
    await happen(5);
    await (await opened()).close();
    store = memoryRepository(smallDefinitions(), world);
    await happen(length);
    const heads = await opened();
    expect(heads.trouble()).toBe('row 5 of the audit chain is not the one that was signed: run cluneal audit verify');
    await look();
    world.clock += 2 * HOUR;
    await look();
    expect(seqs()).toEqual([5]);
    // Asked for, the end is signed as it is now.
    expect((await heads.sign())!.hash).toBe((await store.auditRows('c1', length, 1))[0]!.hash);
    expect(seqs()).toEqual([5, length]);
  });

  it('a chain of another clinic is said at once', async () => {
    await happen(5);
    await (await opened()).close();
    await store.audit('c2', [entry]);
    expect((await opened(store, 'c2')).trouble()).toMatch(/^row 5 of the audit chain is not the one/);
  });

  it('a record that was put back from a backup says so under signature, and goes on', async () => {
    await happen(5);
    await (await opened()).close();
    store = memoryRepository(smallDefinitions(), world);
    await happen(3);
    const heads = await opened();
    const restored = await heads.restored();
    expect(restored).toMatchObject({ kind: 'restored', seq: 3, clinic: 'c1' });
    expect(isSigned(key, restored!)).toBe(true);
    expect(heads.trouble()).toBeNull();
    expect(heads.last()).toBe(restored);
    await happen(1);
    await heads.close();
    expect(seqs()).toEqual([5, 3, 4]);
    expect((await opened()).trouble()).toBeNull();
  });

  it('an empty record can be put back too', async () => {
    await happen(5);
    await (await opened()).close();
    store = memoryRepository(smallDefinitions(), world);
    const restored = await (await opened()).restored();
    expect(restored).toMatchObject({ kind: 'restored', seq: 0, hash: '' });
    expect((await opened()).trouble()).toBeNull();
  });
});

it('only the last row is read to see where the chain ends', async () => {
  await happen(9);
  const counts: number[] = [];
  const auditFound: Repository['auditFound'] = (clinic, query) => {
    counts.push(query.count);
    return store.auditFound(clinic, query);
  };
  const heads = await opened({ auditFound, auditRows: store.auditRows, transaction: store.transaction });
  await heads.sign();
  expect(counts).toEqual([1]);
});

describe('trouble', () => {
  it('with the record leaves the head beside the key, and is said until the next one is kept', async () => {
    let down = true;
    const transaction: Repository['transaction'] = (...args) =>
      down ? Promise.resolve(refused({ type: 'degraded', cause: 'disk-full' })) : store.transaction(...args);
    const heads = await opened({ ...store, auditFound: store.auditFound, auditRows: store.auditRows, transaction });
    await happen(1);
    await heads.sign();
    expect(seqs()).toEqual([1]);
    expect(heads.trouble()).toBe('the newest audit head stands beside the key only: the record takes no writes');
    down = false;
    await happen(1);
    await heads.sign();
    expect(heads.trouble()).toBeNull();
  });

  it('with the folder of keys is said, and tells nothing of the machine', async () => {
    const heads = await opened();
    await happen(1);
    mkdirSync(files.heads);
    await look();
    expect(heads.trouble()).toBe(
      'the newest audit head could not be written: check the disk of the keys, and its permissions',
    );
    expect(heads.last()).toBeNull();
    rmSync(files.heads, { recursive: true });
    await look();
    expect(seqs()).toEqual([1]);
    expect(heads.trouble()).toBeNull();
  });
});

describe('the last verification', () => {
  const verification = { clinic: 'c1', rows: 7, versions: 2, heads: 1, ofEarlierKeys: 0, lastHead: null, restored: [] };

  it('is what was kept beside the key for this clinic, or nothing', async () => {
    const heads = await opened();
    expect(heads.lastVerification()).toBeNull();
    keepVerification(files.verified, { ...verification, faults: [] }, 99);
    expect(heads.lastVerification()).toEqual({ at: 99, clinic: 'c1', rows: 7, fault: null });
    expect(statSync(files.verified).mode & 0o777).toBe(0o600);
    const faults = [
      { type: 'edit', seq: 4, message: 'm' },
      { type: 'deletion', seq: 5, message: 'n' },
    ] as const;
    keepVerification(files.verified, { ...verification, faults }, 100);
    expect(heads.lastVerification()).toEqual({ at: 100, clinic: 'c1', rows: 7, fault: { type: 'edit', seq: 4 } });
    keepVerification(files.verified, { ...verification, clinic: 'c2', faults: [] }, 101);
    expect(heads.lastVerification()).toBeNull();
    writeFileSync(files.verified, '{');
    expect(heads.lastVerification()).toBeNull();
  });
});

it('a head that is no head of ours does not stand in the ledger', async () => {
  const heads = await opened();
  await happen(1);
  const head = (await heads.sign()) as SignedHead;
  expect(JSON.parse((await store.kept('c1', HEAD_KIND, '0000000000000001'))!)).toEqual(head);
});
