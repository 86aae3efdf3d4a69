// Whatever is done to a chain behind the product's back is found, named and pointed at. Each kind at random places of a
// real record's rows, most of them in memory, some through the file of a copy. AUDIT_TRIALS=1000 is the long form.
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#core/random.js';
import { verifiedRecord } from '#server/audit/record-to-verify.js';
import { type Verification, verified } from '#server/audit/verify.js';
import { EMPTY_CHAIN } from '#server/store/audit-chain.js';
import { sourceOf } from './kept.js';
import { keptRecord, tamperedFolder } from './kept-record.js';
import { TAMPERINGS, type Tampered } from './tampering.js';

const TRIALS = Number(process.env.AUDIT_TRIALS ?? 40);
const THROUGH_THE_FILE = 2;
const record = await keptRecord(160);
afterAll(() => rmSync(record.folder.root, { recursive: true, force: true }));

/** Verifies from a little before the place on: what stands before it is right. */
function found({ kept, seq, from: first = seq }: Tampered, back: number): Promise<Verification> {
  const start = Math.min(first, kept.rows.length + 1) - 1 - back;
  const row = record.kept.rows[start - 1];
  const from = row && start > 0 ? { seq: row.seq, at: row.wall, hash: row.hash } : EMPTY_CHAIN;
  return verified({ source: sourceOf(kept), kept: { heads: kept.heads, unreadable: [] }, key: record.key, from });
}

describe('a record as the product made it', () => {
  it('holds, in memory and in its file, in both its clinics', async () => {
    const { kept, key } = record;
    const whole = await verified({ source: sourceOf(kept), kept: { heads: kept.heads, unreadable: [] }, key });
    expect(whole).toMatchObject({ clinic: 'c1', faults: [], rows: kept.rows.length, versions: kept.versions.length });
    expect(whole.heads).toBe(kept.heads.length);
    expect(whole.lastHead).toEqual(kept.heads.at(-1));
    expect(kept.heads.length).toBeGreaterThan(10);
    expect(kept.ledger).toEqual(kept.heads);
    const inFile = await verifiedRecord({ folder: record.folder, kind: 'clinic', databaseUrl: undefined }, 1);
    expect(inFile!.map(({ clinic, faults }) => ({ clinic, faults }))).toEqual([
      { clinic: 'c1', faults: [] },
      { clinic: 'c2', faults: [] },
    ]);
    expect(inFile![0]).toEqual(whole);
  });
});

describe.each(Object.entries(TAMPERINGS))('%s', (name, tamper) => {
  it('is found, named and pointed at', async () => {
    const random = seededRandom(1, name);
    const wrong: unknown[] = [];
    for (let trial = 0; trial < TRIALS; trial++) {
      const tampered = tamper(record, random);
      if (!tampered) continue;
      const { faults } = await found(tampered, Math.floor(random.uniform() * 20));
      const { type, seq } = tampered;
      if (faults[0]?.type !== type || faults[0]?.seq !== seq)
        wrong.push({ trial, type, seq, faults: faults.slice(0, 2) });
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  it('is found in the file too', async () => {
    const random = seededRandom(2, name);
    for (let trial = 0; trial < THROUGH_THE_FILE; trial++) {
      const tampered = tamper(record, random);
      if (!tampered) continue;
      const folder = await tamperedFolder(record, tampered.kept);
      const [verification] = (await verifiedRecord({ folder, kind: 'clinic', databaseUrl: undefined }, 1))!;
      rmSync(folder.root, { recursive: true, force: true });
      expect(verification!.faults[0]).toMatchObject({ type: tampered.type, seq: tampered.seq });
    }
  }, 60_000);
});
