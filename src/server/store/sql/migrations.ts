// The schema, one numbered step after another; a step that has been released is never changed. The subset that SQLite
// and PostgreSQL 15 to 18 share, and Citus can distribute: the clinic leads every key, ids and times come from the
// application, nothing counts by itself.
import { type Words } from './dialect.js';

/** What every index row begins with; `param` holds the type, so `id` is enough beside it. */
const indexed = (w: Words) =>
  `clinic ${w.text} NOT NULL, id ${w.text} NOT NULL, param ${w.text} NOT NULL, n ${w.int} NOT NULL`;
const INDEX_KEY = 'PRIMARY KEY (clinic, id, param, n)';

const first = (w: Words): readonly string[] => [
  // Current versions; `moment` is the resource's own date.
  `CREATE TABLE resource (clinic ${w.text} NOT NULL, type ${w.text} NOT NULL, id ${w.text} NOT NULL,
    version ${w.int} NOT NULL, seq ${w.int} NOT NULL, updated ${w.int} NOT NULL, moment ${w.int} NOT NULL,
    deleted ${w.int} NOT NULL, PRIMARY KEY (clinic, type, id)) ${w.keyed}`,
  'CREATE INDEX resource_moment ON resource (clinic, type, deleted, moment, id)',
  'CREATE INDEX resource_updated ON resource (clinic, type, deleted, updated, id)',
  `CREATE TABLE version (clinic ${w.text} NOT NULL, type ${w.text} NOT NULL, id ${w.text} NOT NULL,
    version ${w.int} NOT NULL, seq ${w.int} NOT NULL, updated ${w.int} NOT NULL, deleted ${w.int} NOT NULL,
    text ${w.text} NOT NULL, PRIMARY KEY (clinic, type, id, version))`,
  'CREATE UNIQUE INDEX version_seq ON version (clinic, seq)',
  'CREATE INDEX version_type_seq ON version (clinic, type, seq)',
  // Which patients a version is about; of every version, for history is guarded by it too.
  `CREATE TABLE compartment (clinic ${w.text} NOT NULL, type ${w.text} NOT NULL, id ${w.text} NOT NULL,
    version ${w.int} NOT NULL, patient ${w.text} NOT NULL, PRIMARY KEY (clinic, type, id, version, patient)) ${w.keyed}`,
  'CREATE INDEX compartment_patient ON compartment (clinic, patient, type, id, version)',
  `CREATE TABLE label (clinic ${w.text} NOT NULL, type ${w.text} NOT NULL, id ${w.text} NOT NULL,
    kind ${w.text} NOT NULL, value ${w.text} NOT NULL, PRIMARY KEY (clinic, type, id, kind, value)) ${w.keyed}`,
  'CREATE INDEX label_value ON label (clinic, kind, value, type, id)',
  `CREATE TABLE token_index (${indexed(w)}, code ${w.text} NOT NULL, system ${w.text} NOT NULL,
    twin ${w.int} NOT NULL, moment ${w.int} NOT NULL, ${INDEX_KEY}) ${w.keyed}`,
  'CREATE INDEX token_code ON token_index (clinic, param, code, moment, id, system, twin)',
  `CREATE TABLE string_index (${indexed(w)}, folded ${w.text} NOT NULL, exact ${w.text} NOT NULL, ${INDEX_KEY}) ${w.keyed}`,
  'CREATE INDEX string_folded ON string_index (clinic, param, folded, id, exact)',
  `CREATE TABLE date_index (${indexed(w)}, low ${w.int} NOT NULL, high ${w.int} NOT NULL, ${INDEX_KEY}) ${w.keyed}`,
  'CREATE INDEX date_low ON date_index (clinic, param, low, high, id)',
  'CREATE INDEX date_high ON date_index (clinic, param, high, low, id)',
  `CREATE TABLE number_index (${indexed(w)}, low ${w.real} NOT NULL, high ${w.real} NOT NULL, system ${w.text} NOT NULL,
    code ${w.text} NOT NULL, unit ${w.text} NOT NULL, ${INDEX_KEY}) ${w.keyed}`,
  'CREATE INDEX number_low ON number_index (clinic, param, low, high, id, code, unit, system)',
  'CREATE INDEX number_high ON number_index (clinic, param, high, low, id, code, unit, system)',
  `CREATE TABLE reference_index (${indexed(w)}, target_type ${w.text} NOT NULL, target_id ${w.text} NOT NULL,
    moment ${w.int} NOT NULL, ${INDEX_KEY}) ${w.keyed}`,
  'CREATE INDEX reference_target ON reference_index (clinic, param, target_type, target_id, moment, id)',
  `CREATE TABLE sort_index (clinic ${w.text} NOT NULL, id ${w.text} NOT NULL, param ${w.text} NOT NULL,
    sort_key ${w.text} NOT NULL, PRIMARY KEY (clinic, id, param)) ${w.keyed}`,
  'CREATE INDEX sort_order ON sort_index (clinic, param, sort_key, id)',
  // The chain; see audit-chain.ts. The head is a row of its own, which a writer locks.
  `CREATE TABLE audit (clinic ${w.text} NOT NULL, seq ${w.int} NOT NULL, wall ${w.int} NOT NULL, body ${w.text} NOT NULL,
    previous ${w.text} NOT NULL, hash ${w.text} NOT NULL, PRIMARY KEY (clinic, seq))`,
  `CREATE TABLE audit_head (clinic ${w.text} NOT NULL, seq ${w.int} NOT NULL, wall ${w.int} NOT NULL,
    hash ${w.text} NOT NULL, PRIMARY KEY (clinic))`,
];

/**
 * What the server keeps of its own; the chain by patient and by actor, read from its rows, which never change; the lists
 * pages are read from (lists.ts). Indexes that no search is read from are gone. Resources that are indexed by what an
 * older program saw in them are named, and indexed anew before the record opens (reindex.ts).
 */
const second = (w: Words): readonly string[] => [
  `CREATE TABLE ledger (clinic ${w.text} NOT NULL, kind ${w.text} NOT NULL, id ${w.text} NOT NULL,
    text ${w.text} NOT NULL, PRIMARY KEY (clinic, kind, id)) ${w.keyed}`,
  ...['patient', 'actor'].map((name) => `CREATE INDEX audit_${name} ON audit (clinic, ${w.member('body', name)}, seq)`),
  `CREATE TABLE listing (clinic ${w.text} NOT NULL, whose ${w.text} NOT NULL, type ${w.text} NOT NULL,
    param ${w.text} NOT NULL, key ${w.text} NOT NULL, moment ${w.int} NOT NULL, id ${w.text} NOT NULL,
    system ${w.text} NOT NULL, twin ${w.int} NOT NULL,
    PRIMARY KEY (clinic, whose, type, param, key, moment, id, system)) ${w.keyed}`,
  'DROP INDEX compartment_patient',
  'DROP INDEX date_high',
  'DROP INDEX number_high',
  `CREATE TABLE reindex (clinic ${w.text} NOT NULL, type ${w.text} NOT NULL, id ${w.text} NOT NULL,
    PRIMARY KEY (clinic, type, id)) ${w.keyed}`,
  'INSERT INTO reindex SELECT clinic, type, id FROM resource WHERE deleted = 0',
];

/** The steps; the schema's number is how many have run. */
export const MIGRATIONS: readonly ((words: Words) => readonly string[])[] = [first, second];
