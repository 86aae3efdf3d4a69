// The rows by which a resource is found, and those of the lists it stands in (lists.ts): written with each version,
// taken away with it.
import { type IndexValues } from '../index-values.js';
import { type LabelKind } from '../scope.js';
import { type Connection, type SqlValue } from './dialect.js';
import { type Sql, sql } from './fragment.js';
import { insertRows } from './insert-rows.js';
import { isSorted, LISTED_CODE, labelsListed, listRowsOf, ofLabel, ofPatient } from './lists.js';
import { allowedCondition, oneOf } from './scope-condition.js';

const INDEXES: readonly Sql[] = ['token', 'string', 'date', 'number', 'reference', 'sort'].map((kind) =>
  sql.id(`${kind}_index`),
);

/** A resource and the version of it that is meant. */
export interface Indexed {
  readonly type: string;
  readonly id: string;
  readonly moment: number;
  readonly patients: readonly string[];
}

export interface Indexing {
  /** The lists a resource stands in, by its patients and by the labels as they are now. */
  listsOf(clinic: string, resource: Indexed): Promise<readonly string[]>;
  index(clinic: string, resource: Indexed, values: IndexValues, lists: readonly string[]): Promise<void>;
  /** Takes away what `index` wrote of it, in these lists. */
  unindex(clinic: string, resource: Indexed, lists: readonly string[]): Promise<void>;
  /** A patient joined some teams and left others: what is about the patient follows. The labels are changed already. */
  follow(clinic: string, patient: string, joined: readonly string[], left: readonly string[]): Promise<void>;
}

/** Over a connection whose transaction is open. */
export function indexing(connection: Connection): Indexing {
  async function listsOf(clinic: string, { type, id, patients }: Indexed): Promise<readonly string[]> {
    const kinds = labelsListed(type);
    const held = sql`SELECT kind, value FROM label WHERE clinic = ${clinic} AND type =`;
    const through = patients.length > 0 ? sql` UNION ALL ${held} 'Patient' AND ${oneOf(sql`id`, patients)}` : sql``;
    const labels = await connection.rows<{ kind: LabelKind; value: string }>(
      sql`${held} ${type} AND id = ${id}${through}`,
    );
    const own = labels.filter(({ kind }) => kinds.includes(kind)).map(({ kind, value }) => ofLabel(kind, value));
    return [...new Set([...patients.map(ofPatient), ...own])];
  }

  async function index(clinic: string, resource: Indexed, v: IndexValues, lists: readonly string[]): Promise<void> {
    const { type, id, moment } = resource;
    const listed = listRowsOf(type, v, moment);
    const insert = (table: string, columns: number, values: SqlValue[]) =>
      insertRows(connection, table, columns, values);
    // Value after value: this runs in every write.
    let n = 0;
    let rows: SqlValue[] = [];
    for (const t of v.token) rows.push(clinic, id, t.param, n++, t.code, t.system, t.twin ? 1 : 0, moment);
    await insert('token_index', 8, rows);
    [n, rows] = [0, []];
    for (const s of v.string) rows.push(clinic, id, s.param, n++, s.folded, s.exact);
    await insert('string_index', 6, rows);
    [n, rows] = [0, []];
    for (const d of v.date) rows.push(clinic, id, d.param, n++, d.low, d.high);
    await insert('date_index', 6, rows);
    [n, rows] = [0, []];
    for (const d of v.number) rows.push(clinic, id, d.param, n++, d.low, d.high, d.system, d.code, d.unit);
    await insert('number_index', 9, rows);
    [n, rows] = [0, []];
    for (const r of v.reference) rows.push(clinic, id, r.param, n++, r.type, r.id, moment);
    await insert('reference_index', 7, rows);
    rows = [];
    for (const s of v.sort) rows.push(clinic, id, s.param, s.key);
    await insert('sort_index', 4, rows);
    rows = [];
    for (const whose of lists)
      for (const r of listed) rows.push(clinic, whose, type, r.param, r.key, r.moment, id, r.system, r.twin ? 1 : 0);
    await insert('listing', 9, rows);
  }

  async function unindex(clinic: string, resource: Indexed, lists: readonly string[]): Promise<void> {
    await unlist(clinic, resource, lists);
    const { type, id } = resource;
    // The slash follows the full stop in every order of bytes: this is all of the type's parameters.
    for (const table of INDEXES)
      await connection.run(sql`DELETE FROM ${table} WHERE clinic = ${clinic} AND id = ${id}
        AND param >= ${`${type}.`} AND param < ${`${type}/`}`);
  }

  /** By what stands in the index of it: a list has no index by resource. */
  async function unlist(clinic: string, { type, id, moment }: Indexed, lists: readonly string[]): Promise<void> {
    if (lists.length === 0) return;
    const codes = await connection.rows<{ code: string }>(sql`SELECT DISTINCT code FROM token_index
      WHERE clinic = ${clinic} AND id = ${id} AND param = ${`${type}.${LISTED_CODE}`}`);
    const sorts = isSorted(type)
      ? await connection.rows<{ param: string; sort_key: string }>(sql`SELECT param, sort_key FROM sort_index
          WHERE clinic = ${clinic} AND id = ${id} AND param >= ${`${type}.`} AND param < ${`${type}/`}`)
      : [];
    const rows = [
      ['', '', moment] as const,
      ...codes.map(({ code }) => [LISTED_CODE, code, moment] as const),
      ...sorts.map(({ param, sort_key }) => [param.slice(type.length + 1), sort_key, 0] as const),
    ];
    for (const whose of lists)
      for (const [param, key, at] of rows)
        await connection.run(sql`DELETE FROM listing WHERE clinic = ${clinic} AND whose = ${whose} AND type = ${type}
          AND param = ${param} AND key = ${key} AND moment = ${at} AND id = ${id}`);
  }

  async function follow(
    clinic: string,
    patient: string,
    joined: readonly string[],
    left: readonly string[],
  ): Promise<void> {
    const about = sql`x.clinic = ${clinic} AND x.whose = ${ofPatient(patient)} AND x.type <> 'Patient'`;
    for (const team of joined)
      await connection.run(sql`INSERT INTO listing
        SELECT x.clinic, ${ofLabel('team', team)}, x.type, x.param, x.key, x.moment, x.id, x.system, x.twin
        FROM listing x WHERE ${about} ON CONFLICT DO NOTHING`);
    for (const team of left) {
      // Unless it is that team's through another patient, or by itself.
      const still = allowedCondition(clinic, [{ kind: 'team', values: [team] }]);
      await connection.run(sql`DELETE FROM listing WHERE clinic = ${clinic} AND whose = ${ofLabel('team', team)}
        AND (type, param, key, moment, id, system) IN (
          SELECT x.type, x.param, x.key, x.moment, x.id, x.system FROM listing x
          WHERE ${about} AND NOT EXISTS (SELECT 1 FROM resource r WHERE r.clinic = ${clinic} AND r.type = x.type
            AND r.id = x.id AND ${still}))`);
    }
  }

  return { listsOf, index, unindex, follow };
}
