// Names of rows: they lead back, tell nothing, and stay the same.
import { describe, expect, it } from 'vitest';
import { smallDefinitions } from '../../../test/audit/small-definitions.js';
import { smallWorld } from '../../../test/audit/small-world.js';
import { memoryRepository } from '../store/memory/memory-repository.js';
import { refused } from '../store/refusal.js';
import { AuditUnavailable } from './read-audit.js';
import { NAMES_KIND, rowNamesOf, rowNamesUnder } from './row-names.js';

const bytes = (n: number) => (count: number) => new Uint8Array(count).fill(n);
const names = rowNamesUnder(bytes(7)(16));
const PLACES = [1, 2, 3, 255, 256, 1_000_000, 2 ** 32, Number.MAX_SAFE_INTEGER];

describe('a name', () => {
  it('leads back to its place, and only as what it is', () => {
    for (const place of PLACES) {
      expect(names.placeOf(names.nameOf(place))).toBe(place);
      expect(names.placeOfCursor(names.cursorOf(place))).toBe(place);
      expect(names.placeOf(names.cursorOf(place))).toBeNull();
      expect(names.placeOfCursor(names.nameOf(place))).toBeNull();
      expect(names.nameOf(place)).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('is one block of AES-128 over what it is for and the place', () => {
    // Known answer, made with openssl enc -aes-128-ecb over 0000000000000001 0000000000000001 and a key of zeros.
    expect(rowNamesUnder(new Uint8Array(16)).nameOf(1)).toBe('daacdaf76b0cffc0fa1498a35ebe1dfc');
  });

  it('tells neither the order nor the distance of rows', () => {
    const list = Array.from({ length: 400 }, (_, i) => BigInt(`0x${names.nameOf(i + 1)}`));
    expect(new Set(list).size).toBe(400);
    const rises = list.filter((name, i) => i > 0 && name > list[i - 1]!).length;
    expect(rises).toBeGreaterThan(150);
    expect(rises).toBeLessThan(250);
  });

  it('under another key is another, and means nothing here', () => {
    const other = rowNamesUnder(bytes(8)(16));
    expect(other.nameOf(1)).not.toBe(names.nameOf(1));
    expect(names.placeOf(other.nameOf(1))).toBeNull();
  });

  it('is nothing else: no number, no shorter or longer text, no capitals', () => {
    const name = names.nameOf(1);
    for (const text of [
      '',
      '1',
      'x',
      name.slice(1),
      `${name}0`,
      `${name}\n`,
      name.toUpperCase(),
      `g${name.slice(1)}`,
      '0'.repeat(32),
    ])
      expect([text, names.placeOf(text), names.placeOfCursor(text)]).toEqual([text, null, null]);
  });
});

describe('the names of a clinic', () => {
  const opened = () => memoryRepository(smallDefinitions(), smallWorld());

  it('have a key of their own, made once and kept with the record', async () => {
    const repository = opened();
    const asked: number[] = [];
    const random = (count: number) => {
      asked.push(count);
      return bytes(7)(count);
    };
    const first = await rowNamesOf({ repository, clinic: 'c1', world: { random } });
    expect(first.nameOf(1)).toBe(names.nameOf(1));
    expect(await rowNamesOf({ repository, clinic: 'c1', world: { random: bytes(9) } })).toBe(first);
    expect(asked).toEqual([16]);
    expect(NAMES_KIND).toBe('audit-names');
    expect(await repository.kept('c1', NAMES_KIND, 'key')).toBe('07'.repeat(16));
    const other = await rowNamesOf({ repository, clinic: 'c2', world: { random: bytes(9) } });
    expect(other.nameOf(1)).not.toBe(first.nameOf(1));
    // At the next start: another repository over the same ledger.
    const again = { ...repository };
    expect((await rowNamesOf({ repository: again, clinic: 'c1', world: { random: bytes(9) } })).nameOf(1)).toBe(
      first.nameOf(1),
    );
    expect(await repository.auditRows('c1', 1, 9)).toEqual([]);
  });

  it('of two servers that start at once are those of the first', async () => {
    const repository = opened();
    const [one, two] = [{ ...repository }, { ...repository }];
    const both = await Promise.all([
      rowNamesOf({ repository: one, clinic: 'c1', world: { random: bytes(1) } }),
      rowNamesOf({ repository: two, clinic: 'c1', world: { random: bytes(2) } }),
    ]);
    expect(both[0].nameOf(5)).toBe(both[1].nameOf(5));
    expect(both[0].nameOf(5)).toBe(rowNamesUnder(bytes(1)(16)).nameOf(5));
  });

  it('cannot be made where the record takes no writes, and can when it does again', async () => {
    const repository = opened();
    let down = true;
    const failing = {
      kept: repository.kept,
      transaction: ((...args: Parameters<typeof repository.transaction>) =>
        down
          ? Promise.resolve(refused({ type: 'degraded', cause: 'disk-full' }))
          : repository.transaction(...args)) as typeof repository.transaction,
    };
    const asked = () => rowNamesOf({ repository: failing, clinic: 'c1', world: { random: bytes(7) } });
    await expect(asked()).rejects.toMatchObject({ constructor: AuditUnavailable, why: 'disk' });
    down = false;
    expect((await asked()).nameOf(1)).toBe(names.nameOf(1));
    // Once they are made, they are known to a record that takes no writes.
    down = true;
    const again = rowNamesOf({ repository: { ...failing }, clinic: 'c1', world: { random: bytes(9) } });
    expect((await again).nameOf(1)).toBe(names.nameOf(1));
  });
});
