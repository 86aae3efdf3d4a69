// The addresses that this server has ever had, kept in the record: an absolute reference to one of them means a resource
// here, also when the index is made anew after the server has moved.
import { type Repository } from '../store/repository.js';
import { sql } from '../store/sql/fragment.js';
import { NoRecord, openRecordReadOnly, type RecordPlace } from './open-record.js';

/** The ledger's kind; the id is the address. */
const KIND = 'address';
/** The step of the schema that brought the ledger. */
const LEDGER_STEP = 2;

/** Those that the record knows; none where there is no record yet. */
export async function knownBases(place: RecordPlace): Promise<readonly string[]> {
  try {
    const record = await openRecordReadOnly(place);
    try {
      if (record.schema < LEDGER_STEP) return [];
      const rows = await record.connection.rows<{ id: string }>(
        sql`SELECT DISTINCT id FROM ledger WHERE kind = ${KIND} ORDER BY id`,
      );
      return rows.map((row) => row.id);
    } finally {
      await record.close();
    }
  } catch (error) {
    if (error instanceof NoRecord) return [];
    throw error;
  }
}

/** Keeps those that are new. */
export async function rememberBases(repository: Repository, clinic: string, bases: readonly string[]): Promise<void> {
  const known = new Set((await repository.keptAll(clinic, KIND)).map((entry) => entry.id));
  const added = bases.filter((base) => !known.has(base));
  if (added.length === 0) return;
  await repository.transaction(clinic, async (tx) => {
    for (const id of added) await tx.keep(clinic, { kind: KIND, id, text: '{}' });
    return { ok: true, value: null };
  });
}
