// What differs between the databases, seen from above: how a statement is written and a few words of SQL. Each kind
// fills it in one file (sqlite/sqlite-dialect.ts, postgres/postgres-dialect.ts).
import { type Sql, type SqlValue } from './fragment.js';

export type { SqlValue };
/** What is asked of a connection. */
export type Query = Sql;
export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  compile(query: Query): Statement;
  /** Joins in the order they are written, where the planner would not see it: the driving table comes first. */
  readonly joined: Sql;
  /** After a SELECT of the chain's head: makes other processes wait for this clinic's writer. */
  readonly locked: Sql;
  readonly words: Words;
}

/** Words of the schema. */
export interface Words extends Readonly<Record<'text' | 'int' | 'real' | 'keyed', string>> {
  /** The text at a member of a JSON object that a column holds; the same words in an index and in a question. */
  readonly member: (column: string, name: string) => string;
}

/** A connection: statements one after another. */
export interface Connection {
  rows<T>(query: Query): Promise<readonly T[]>;
  run(query: Query): Promise<void>;
}
