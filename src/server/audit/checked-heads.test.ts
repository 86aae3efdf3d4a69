import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditKey, auditKey } from './audit-key.js';
import { checkedHeads } from './checked-heads.js';
import { type SignedHead, signHead, textOfHead } from './signed-head.js';

const folder = mkdtempSync(join(tmpdir(), 'cluneal-checked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let key: AuditKey;
beforeAll(() => {
  key = auditKey(join(folder, 'one.pem'), (count) => new Uint8Array(count).fill(1));
});
let other: AuditKey;
beforeAll(() => {
  other = auditKey(join(folder, 'two.pem'), (count) => new Uint8Array(count).fill(2));
});

const head = (seq: number, more: Partial<SignedHead> = {}, by = key): SignedHead =>
  signHead(by, { kind: 'head', clinic: 'c1', seq, hash: `${seq}`.padStart(64, '0'), at: 1000 + seq, ...more });
const texts = (...heads: readonly SignedHead[]) => heads.map(textOfHead);
const check = (heads: readonly SignedHead[], ledger: readonly string[] = [], by: typeof key | null = key) =>
  checkedHeads('c1', { heads, unreadable: [] }, ledger, by);
const seqs = (heads: readonly SignedHead[]) => heads.map((each) => each.seq);

describe('the heads of a clinic', () => {
  it('are those beside the key and those of the ledger, each once, by place', () => {
    const checked = check([head(5), head(9)], texts(head(5), head(7)));
    expect(seqs(checked.standing)).toEqual([5, 7, 9]);
    expect(checked).toMatchObject({ signed: 3, restored: [], faults: [] });
    expect(check([])).toEqual({ signed: 0, ofEarlierKeys: 0, standing: [], restored: [], faults: [] });
    expect(check([], [], null)).toEqual({ signed: 0, ofEarlierKeys: 0, standing: [], restored: [], faults: [] });
  });

  it('that differ at one place both stand: the chain can carry only one of them', () => {
    const two = [head(5), head(5, { hash: 'f'.repeat(64) })];
    expect(check(two).standing).toEqual(two);
  });

  it('are forged when they are of another clinic, another key or another content, and say which', () => {
    const forged = [head(1, { clinic: 'c2' }), head(2, {}, other), { ...head(3), hash: 'f'.repeat(64) }];
    const checked = check([...forged, head(4)], texts(head(6, { clinic: 'c3' })));
    expect(seqs(checked.standing)).toEqual([4]);
    expect(checked.signed).toBe(1);
    const fault = (seq: number, why: string) => ({
      type: 'head-forged',
      seq,
      message: `the head of row ${seq} ${why}`,
    });
    expect(checked.faults).toEqual([
      fault(1, 'is of another clinic'),
      fault(2, `was signed with another key (${other.id}, this one is ${key.id})`),
      fault(3, 'is not what was signed'),
      fault(6, 'is of another clinic'),
    ]);
  });

  it('that cannot be read are forged, beside the key by their line and in the ledger', () => {
    const checked = checkedHeads(
      'c1',
      { heads: [head(1)], unreadable: [2, 7] },
      ['spoilt', ...texts(head(2)), ''],
      key,
    );
    expect(checked.faults).toEqual([
      { type: 'head-forged', seq: 0, message: 'line 2 of the heads beside the key is no head' },
      { type: 'head-forged', seq: 0, message: 'line 7 of the heads beside the key is no head' },
      { type: 'head-forged', seq: 0, message: 'a head in the ledger cannot be read' },
    ]);
    expect(seqs(checked.standing)).toEqual([1, 2]);
  });

  it('cannot be checked without their key, from the first of them on', () => {
    const checked = check([head(9), head(5)], texts(head(7)), null);
    expect(checked).toEqual({
      ...{ signed: 0, ofEarlierKeys: 0, standing: [], restored: [] },
      faults: [{ type: 'key-missing', seq: 5, message: 'the heads cannot be checked: their key is not there' }],
    });
  });

  it('beyond a restore that came after them stand no more; those before it and after it do', () => {
    const restored = head(6, { kind: 'restored' });
    const checked = check([head(3), head(6), head(8), head(9), restored, head(7)], texts(head(3), head(7)));
    expect(seqs(checked.standing)).toEqual([3, 6, 6, 7]);
    expect(checked.restored).toEqual([restored]);
    expect(checked.faults).toEqual([]);
    expect(checked.signed).toBe(6);
  });

  it('all go with a restore to nothing, which itself lies on no row', () => {
    const checked = check([head(3), head(0, { kind: 'restored' }), head(2)]);
    expect(seqs(checked.standing)).toEqual([2]);
  });

  it('of the ledger alone outlast a restore: the ledger went back with the record', () => {
    expect(seqs(check([head(3, { kind: 'restored' })], texts(head(5))).standing)).toEqual([3, 5]);
  });

  it('of another key from before a restore are counted and not held against it; those after it are forged', () => {
    const ledger = texts(head(2, {}, other), head(5, {}, other), head(5, { clinic: 'c2' }, other), head(6, {}, other));
    const checked = check([head(5, { kind: 'restored' }), head(9)], ledger);
    expect(checked.ofEarlierKeys).toBe(2);
    expect(checked.faults.map(({ seq, message }) => [seq, message])).toEqual([
      [5, 'the head of row 5 is of another clinic'],
      [6, `the head of row 6 was signed with another key (${other.id}, this one is ${key.id})`],
    ]);
    expect(seqs(checked.standing)).toEqual([5, 9]);
    // Nobody takes over by a restore that another has signed.
    expect(check([head(5, { kind: 'restored' }, other)], texts(head(2, {}, other))).ofEarlierKeys).toBe(0);
    expect(check([head(5, { kind: 'restored', clinic: 'c2' })], texts(head(2, {}, other))).ofEarlierKeys).toBe(0);
    expect(check([head(5)], texts(head(2, {}, other))).ofEarlierKeys).toBe(0);
  });
});
