import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type AuditEntry, EMPTY_CHAIN, linked } from '../store/audit-chain.js';
import { type ChainRow, fieldOf, fieldsOf, fieldText, hashAt } from './row-text.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '"', '\\', '\\"', 'a\\', '","actor":"x', '\n\t\u0001', '{}', 'é\u{1f600}'),
);
const entries = fc.record<AuditEntry>(
  {
    ...{ actor: text, role: text, policy: text, onBehalfOf: text, reason: text, client: text },
    action: fc.constantFrom('read' as const, 'create' as const, 'other' as const),
    outcome: fc.constantFrom('success' as const, 'refused' as const),
    ...{ patient: text, type: text, id: text, payload: text },
    version: fc.integer({ min: -5, max: 2 ** 31 }),
  },
  { requiredKeys: ['actor', 'role', 'policy', 'action', 'outcome'] },
);

/** As the store keeps a row. */
function storedRow(clinic: string, at: number, entry: AuditEntry): ChainRow {
  const { seq, at: wall, previous, hash, ...body } = linked(clinic, EMPTY_CHAIN, at, entry);
  return { seq, wall, previous, hash, body: JSON.stringify(body) };
}

const hashOf = (clinic: string, row: ChainRow): string | null => hashAt(clinic, row.seq, row, fieldsOf(row.body)!);

describe('a row read as text', () => {
  it('has the hash that the chain gave it, whatever it holds', () => {
    fc.assert(
      fc.property(entries, text, fc.nat(), (entry, clinic, at) => {
        const row = storedRow(clinic, at, entry);
        expect(hashOf(clinic, row)).toBe(row.hash);
      }),
      { numRuns: 500 },
    );
  });

  it('gives back each field, and null for one that was not given', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const kept = JSON.parse(storedRow('c1', 1, entry).body) as AuditEntry;
        const fields = fieldsOf(JSON.stringify(kept))!;
        for (const name of ['actor', 'role', 'onBehalfOf', 'patient', 'action', 'type', 'id', 'version'] as const)
          expect(fieldOf(fields, name)).toEqual(kept[name] ?? null);
        for (const name of ['outcome', 'reason', 'client', 'policy', 'payload'] as const) {
          expect(fieldOf(fields, name)).toEqual(kept[name] ?? null);
          expect(fieldText(fields, name)).toBe(JSON.stringify(kept[name] ?? null));
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a space', '{"actor":"a", "role":"r"}'],
    ['a space before a value', '{"actor": "a"}'],
    ['an unknown member', '{"actor":"a","note":"x"}'],
    ['a member twice', '{"actor":"a","actor":"b"}'],
    ['a member that is nothing', '{"actor":"a","reason":null}'],
    ['a value that is none of ours', '{"actor":true}'],
    ['a list', '{"actor":["a"]}'],
    ['a number with a point', '{"version":1.5}'],
    ['a number with more behind it', '{"version":12a}'],
    ['a value without quotes', '{"actor":a}'],
    ['a text that does not end', '{"actor":"a'],
    ['a text whose last quote is escaped', '{"actor":"a\\"}'],
    ['something after the end', '{"actor":"a"}x'],
    ['no end', '{"actor":"a"'],
    ['another end', '{"actor":"a"]'],
    ['nothing in it', '{}'],
    ['no object', '"actor"'],
    ['another beginning', '["actor":"a"}'],
    ['a comma first', ',"actor":"a"}'],
    ['a second brace for a comma', '{"actor":"a"{"role":"r"}'],
    ['a name without its quote', '{"actor:"a"}'],
    ['another sign for the quote after a name', '{"actorx:"a"}'],
    ['another sign for the quote before a name', '{xactor":"a"}'],
    ['another sign for the quote of a second name', '{"role":"r",xactor":"a"}'],
    ['an end and nothing before it', '}'],
    ['a longer name', '{"actor_":"a"}'],
    ['no text at all', ''],
  ])('is refused with %s: the store does not write so', (_, body) => {
    expect(fieldsOf(body)).toBeNull();
  });

  it('has another hash in another clinic, at another place, at another time and after another row', () => {
    const row = storedRow('c1', 5, { actor: 'a', role: 'r', policy: 'p', action: 'read', outcome: 'success' });
    const fields = fieldsOf(row.body)!;
    const hashes = [
      hashAt('c1', 1, row, fields),
      hashAt('c2', 1, row, fields),
      hashAt('c1', 2, row, fields),
      hashAt('c1', 1, { ...row, wall: 6 }, fields),
      hashAt('c1', 1, { ...row, previous: 'ab'.repeat(32) }, fields),
    ];
    expect(new Set(hashes).size).toBe(5);
  });

  it('has no hash after what is no hash', () => {
    const row = storedRow('c1', 5, { actor: 'a', role: 'r', policy: 'p', action: 'read', outcome: 'success' });
    for (const previous of ['', 'ab', 'ab'.repeat(33), 'zz'.repeat(32), `${'ab'.repeat(31)}zz`, `${'ab'.repeat(32)}a`])
      expect(hashAt('c1', 1, { ...row, previous }, fieldsOf(row.body)!)).toBeNull();
  });

  it('may be longer in bytes than in signs, from the very first', async () => {
    vi.resetModules();
    const fresh = await import('./row-text.js');
    const row = storedRow('c1', 5, {
      actor: '\u4e00'.repeat(2_000),
      role: 'r',
      policy: 'p',
      action: 'read',
      outcome: 'success',
    });
    expect(fresh.hashAt('c1', 1, row, fresh.fieldsOf(row.body)!)).toBe(row.hash);
  });

  it('may be long: one of a megabyte is followed by a short one', () => {
    const of = (actor: string) =>
      storedRow('c1', 5, { actor, role: 'r', policy: 'p', action: 'read', outcome: 'success' });
    for (const row of [of('a'), of('\u4e00'.repeat(400_000)), of('b'), of('x'.repeat(5_000))])
      expect(hashOf('c1', row)).toBe(row.hash);
  });
});
