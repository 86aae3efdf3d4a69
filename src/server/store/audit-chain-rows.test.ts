// A row of the chain to the last bit: the canonical text, what is bound by the hash, and what a text cannot hold.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  type AuditRow,
  checkedChain,
  EMPTY_CHAIN,
  FIRST_PREVIOUS,
  hashOfRow,
  linked,
  sha256,
} from './audit-chain.js';

const entry: AuditEntry = { actor: 'a', role: 'physician', policy: '1', action: 'read', outcome: 'success' };
const full: AuditEntry = {
  ...{ ...entry, onBehalfOf: 'p9', reason: 'why', client: '10.0.0.1', patient: 'p1' },
  ...{ type: 'Observation', id: 'o1', version: 3, payload: 'ff' },
};

describe('the hash of a row', () => {
  it('is SHA-256 over the domain, a NUL, the bytes of the hash before and the fields in their order', () => {
    const text = '["c1",1,5,"a","physician","p9","p1","read","Observation","o1",3,"success","why","10.0.0.1","1","ff"]';
    const bytes = Buffer.concat([Buffer.from('cluneal/audit/1\0'), Buffer.alloc(32), Buffer.from(text)]);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(linked('c1', EMPTY_CHAIN, 5, full).hash).toBe(expected);
    const short = '["c1",1,5,"a","physician",null,null,"read",null,null,null,"success",null,null,"1",null]';
    const after = Buffer.concat([Buffer.from('cluneal/audit/1\0'), Buffer.alloc(32, 0xab), Buffer.from(short)]);
    expect(hashOfRow('c1', { ...entry, seq: 1, at: 5, previous: 'ab'.repeat(32) })).toBe(
      createHash('sha256').update(after).digest('hex'),
    );
  });

  it('is another for another value of any field', () => {
    const row = { ...full, seq: 1, at: 5, previous: FIRST_PREVIOUS };
    const own = hashOfRow('c1', row);
    for (const name of Object.keys(row) as (keyof typeof row)[]) {
      const changed = name === 'previous' ? 'cd'.repeat(32) : typeof row[name] === 'number' ? 99 : `${row[name]}x`;
      expect(hashOfRow('c1', { ...row, [name]: changed } as never), name).not.toBe(own);
    }
    expect(hashOfRow('c2', row)).not.toBe(own);
  });

  it('tells a field that was not given from one that is empty', () => {
    for (const name of ['onBehalfOf', 'reason', 'client', 'patient', 'type', 'id', 'payload'] as const) {
      const row = { ...entry, seq: 1, at: 5, previous: FIRST_PREVIOUS };
      expect(hashOfRow('c1', { ...row, [name]: '' })).not.toBe(hashOfRow('c1', row));
    }
  });

  it('of a text is its SHA-256 in hex', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});

describe('the next row', () => {
  it('follows the head: place, time, hash; the first one follows zeros', () => {
    const first = linked('c1', EMPTY_CHAIN, 7, full);
    expect(first).toEqual({
      ...full,
      seq: 1,
      at: 7,
      previous: '0'.repeat(64),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const second = linked('c1', first, 9, entry);
    expect(second).toEqual({ ...entry, seq: 2, at: 9, previous: first.hash, hash: second.hash });
    expect(linked('c1', second, 3, entry).at).toBe(9);
    expect(linked('c1', second, 9, entry).at).toBe(9);
    expect(linked('c1', second, 10, entry).at).toBe(10);
  });

  it('holds what no database can hold as the sign for it, everywhere in a text, and nothing else', () => {
    const row = linked('c1', EMPTY_CHAIN, 1, { ...full, reason: 'a\0b\ud800c\udc00\0', actor: '\u{1f600}\ufffd' });
    expect(row.reason).toBe('a\ufffdb\ufffdc\ufffd\ufffd');
    expect(row.actor).toBe('\u{1f600}\ufffd');
    expect(row.version).toBe(3);
    expect(row.hash).toBe(hashOfRow('c1', row));
  });
});

describe('a checked chain', () => {
  const rows: AuditRow[] = [];
  beforeAll(() => {
    for (let i = 0; i < 5; i++) rows.push(linked('c1', rows.at(-1) ?? EMPTY_CHAIN, 10 + i, { ...entry, id: `${i}` }));
  });
  const check = (changed: readonly AuditRow[], head = EMPTY_CHAIN) => checkedChain('c1', head, changed);
  const headOf = (row: AuditRow) => ({ seq: row.seq, at: row.at, hash: row.hash });

  it('of no rows ends where it began, the first at place 0 with a hash of zeros', () => {
    expect(EMPTY_CHAIN).toEqual({ seq: 0, at: 0, hash: '0'.repeat(64) });
    expect(check([])).toEqual({ head: EMPTY_CHAIN, fault: null });
  });

  it('can be gone on with from any head', () => {
    expect(check(rows.slice(2), headOf(rows[1]!))).toEqual({ head: headOf(rows[4]!), fault: null });
  });

  it('stops at the first fault, with the head before it', () => {
    const before = headOf(rows[1]!);
    const at = (changed: AuditRow) => check([...rows.slice(0, 2), changed, ...rows.slice(3)]);
    expect(at({ ...rows[2]!, seq: 4 })).toEqual({ head: before, fault: { type: 'gap', seq: 4 } });
    expect(at({ ...rows[2]!, seq: 2 })).toEqual({ head: before, fault: { type: 'gap', seq: 2 } });
    expect(at({ ...rows[2]!, previous: 'ab'.repeat(32) })).toEqual({
      head: before,
      fault: { type: 'broken-link', seq: 3 },
    });
    expect(at({ ...rows[2]!, actor: 'x' })).toEqual({ head: before, fault: { type: 'changed', seq: 3 } });
    const early = { ...rows[2]!, at: 10 };
    expect(at({ ...early, hash: hashOfRow('c1', early) })).toEqual({
      head: before,
      fault: { type: 'time-reversed', seq: 3 },
    });
    // The same moment is no reversal.
    const same = { ...rows[2]!, at: 11 };
    expect(check([...rows.slice(0, 2), { ...same, hash: hashOfRow('c1', same) }]).fault).toBeNull();
  });
});
