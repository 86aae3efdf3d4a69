// What must hold of a record after any accident: the file is sound, the chain is whole, every version has its row and
// every row its version, and everything acknowledged is there as it was acknowledged.
import { readFileSync } from 'node:fs';
import { checkedChain, EMPTY_CHAIN, sha256 } from '#server/store/audit-chain.js';
import { definitionsOf } from '#server/store/definitions.js';
import { sql } from '#server/store/sql/fragment.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';

let known;
const definitions = () => {
  known ??= definitionsOf({
    structures: JSON.parse(readFileSync('dist/definitions/structures.json', 'utf8')),
    searches: JSON.parse(readFileSync('dist/definitions/searches.json', 'utf8')),
  });
  return known;
};
/** Deeds that make a version. */
const WRITES = new Set(['create', 'update', 'delete']);
const world = { now: () => Date.now(), newId: () => 'none', bases: [] };

/**
 * Opens the record at `path` as the product does and checks it against the acknowledged lines, each `type id version`
 * and, where the text is known, its SHA-256.
 * @returns {Promise<{ faults: string[], lost: number, versions: number }>}
 */
export async function checkedRecord(path, acks) {
  const faults = [];
  let lost = 0;
  let versions = 0;
  try {
    const store = await sqliteRepository({ path, definitions: definitions(), world });
    const connection = sqliteConnection(path);
    const clinics = await connection.rows(sql`SELECT clinic FROM audit_head`);
    const payloads = new Map();
    for (const { clinic } of clinics) {
      let head = EMPTY_CHAIN;
      for (;;) {
        const rows = await store.auditRows(clinic, head.seq + 1, 5_000);
        if (rows.length === 0) break;
        const checked = checkedChain(clinic, head, rows);
        if (checked.fault) {
          faults.push(`chain ${checked.fault.type} at ${checked.fault.seq}`);
          break;
        }
        head = checked.head;
        for (const row of rows)
          if (WRITES.has(row.action)) payloads.set(`${row.type} ${row.id} ${row.version}`, row.payload);
      }
    }
    await store.close();
    const [sound] = connection.pragma('integrity_check');
    if (sound.integrity_check !== 'ok') faults.push(`integrity ${sound.integrity_check}`);
    const kept = await connection.rows(sql`SELECT type, id, version, text FROM version`);
    connection.close();
    versions = kept.length;
    if (kept.length !== payloads.size) faults.push(`${kept.length} versions, ${payloads.size} rows of the chain`);
    for (const { type, id, version, text } of kept)
      if (payloads.get(`${type} ${id} ${version}`) !== sha256(text))
        faults.push('a version that its row does not bind');
    for (const line of acks) {
      const [type, id, version, payload] = line.split(' ');
      const found = payloads.get(`${type} ${id} ${version}`);
      if (found === undefined || (payload !== undefined && found !== payload)) lost++;
    }
  } catch (error) {
    faults.push(`unreadable: ${error.message}`);
  }
  return { faults, lost, versions };
}
