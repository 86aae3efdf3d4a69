// Indexes anew what a step of the schema has named, from the texts alone: an index holds nothing that is not in them.
// A part at a time, each in its own transaction, so that one that was cut short goes on where it stopped.
import { isJsonObject } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type Definitions } from '../definitions.js';
import { indexValuesOf } from '../index-values.js';
import { type Connection } from './dialect.js';
import { sql } from './fragment.js';
import { type Indexed, indexing } from './indexing.js';
import { insertRows } from './insert-rows.js';

const AT_ONCE = 200;

interface NamedRow {
  readonly clinic: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated: number;
  readonly moment: number;
  readonly text: string;
}

/** Empties the table `reindex`. `bases` are the addresses that mean this server. */
export async function reindexed(
  connection: Connection,
  definitions: Definitions,
  bases: readonly string[],
): Promise<void> {
  for (;;) {
    const named =
      await connection.rows<NamedRow>(sql`SELECT n.clinic, n.type, n.id, r.version, r.updated, r.moment, v.text
      FROM reindex n JOIN resource r ON r.clinic = n.clinic AND r.type = n.type AND r.id = n.id
      JOIN version v ON v.clinic = n.clinic AND v.type = n.type AND v.id = n.id AND v.version = r.version
      ORDER BY n.clinic, n.type, n.id LIMIT ${AT_ONCE}`);
    if (named.length === 0) return;
    await connection.run(sql`BEGIN`);
    try {
      for (const row of named) await reindex(connection, definitions, bases, row);
      await connection.run(sql`COMMIT`);
    } catch (error) {
      await connection.run(sql`ROLLBACK`);
      throw error;
    }
  }
}

async function reindex(
  connection: Connection,
  definitions: Definitions,
  bases: readonly string[],
  { clinic, type, id, version, updated, moment, text }: NamedRow,
): Promise<void> {
  const read = readJson(text);
  if (!read.ok || !isJsonObject(read.value)) throw new Error(`version ${version} of ${type}/${id} is not a resource`);
  const indexes = indexing(connection);
  const values = indexValuesOf(definitions, read.value, type, id, bases);
  const current = sql`clinic = ${clinic} AND type = ${type} AND id = ${id}`;
  const about = await connection.rows<{ patient: string }>(
    sql`SELECT patient FROM compartment WHERE ${current} AND version = ${version}`,
  );
  const before: Indexed = { type, id, moment, patients: about.map((row) => row.patient) };
  await indexes.unindex(clinic, before, await indexes.listsOf(clinic, before));
  const after: Indexed = { type, id, moment: values.moment ?? updated, patients: values.patients };
  await connection.run(sql`DELETE FROM compartment WHERE ${current} AND version = ${version}`);
  const rows = after.patients.flatMap((patient) => [clinic, type, id, version, patient]);
  await insertRows(connection, 'compartment', 5, rows);
  await connection.run(sql`UPDATE resource SET moment = ${after.moment} WHERE ${current}`);
  await indexes.index(clinic, after, values, await indexes.listsOf(clinic, after));
  await connection.run(sql`DELETE FROM reindex WHERE ${current}`);
}
