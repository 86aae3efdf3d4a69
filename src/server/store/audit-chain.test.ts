import { expect, it } from 'vitest';
import { seededRandom } from '#core/random.js';
import { type AuditRow, checkedChain, EMPTY_CHAIN, hashOfRow, linked } from './audit-chain.js';

const rows: AuditRow[] = [];
for (let i = 0; i < 60; i++) {
  const head = rows.at(-1) ?? EMPTY_CHAIN;
  rows.push(
    linked('c1', head, 1000 + i, {
      ...{ actor: `a${i % 3}`, role: 'physician', policy: '1', action: 'read', outcome: 'success' },
      ...{ type: 'Patient', id: `p${i}`, patient: `p${i}` },
    }),
  );
}
const faultOf = (changed: readonly AuditRow[]) => checkedChain('c1', EMPTY_CHAIN, changed).fault;

it('a whole chain has no fault and ends where it ends', () => {
  expect(checkedChain('c1', EMPTY_CHAIN, rows)).toEqual({
    head: { seq: 60, at: 1059, hash: rows[59]!.hash },
    fault: null,
  });
});

it('an edit, a removal, a swap, a copy and another clinic are found at their first row', () => {
  const random = seededRandom(1, 'tamper');
  for (let trial = 0; trial < 300; trial++) {
    const at = 1 + Math.floor(random.uniform() * 57);
    const row = rows[at]!;
    const with_ = (changed: AuditRow) => rows.map((r, i) => (i === at ? changed : r));
    expect(faultOf(with_({ ...row, actor: 'x' }))).toEqual({ type: 'changed', seq: row.seq });
    expect(faultOf(with_({ ...row, patient: 'p0' }))).toEqual({ type: 'changed', seq: row.seq });
    // Hashed again, the row fits itself and no longer its successor.
    const forged = { ...row, reason: 'x' };
    expect(faultOf(with_({ ...forged, hash: hashOfRow('c1', forged) }))).toEqual({
      type: 'broken-link',
      seq: row.seq + 1,
    });
    expect(faultOf(rows.filter((r) => r !== row))).toEqual({ type: 'gap', seq: row.seq + 1 });
    const swapped = [...rows.slice(0, at), rows[at + 1]!, row, ...rows.slice(at + 2)];
    expect(faultOf(swapped)).toEqual({ type: 'gap', seq: row.seq + 1 });
    expect(faultOf([...rows.slice(0, at), rows[at - 1]!, ...rows.slice(at)])?.type).toBe('gap');
  }
  expect(checkedChain('c2', EMPTY_CHAIN, rows).fault).toEqual({ type: 'changed', seq: 1 });
});

it('a clock that goes back is held, and a row dated before its predecessor is named', () => {
  const next = linked('c1', rows[59]!, 5, { ...rows[0]! });
  expect(next.at).toBe(1059);
  const early = { ...next, at: 5 };
  expect(faultOf([...rows, { ...early, hash: hashOfRow('c1', early) }])).toEqual({ type: 'time-reversed', seq: 61 });
});
