// What differs between the databases, seen from above: how a statement is compiled and a few words of SQL. Each kind
// fills it in one file (sqlite/sqlite-dialect.ts, postgres/postgres-dialect.ts).
import { type RawBuilder } from 'kysely';

export type SqlValue = string | number | null;
export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  compile(query: RawBuilder<unknown>): Statement;
  /** Joins in the order they are written, where the planner would not see it: the driving table comes first. */
  readonly joined: RawBuilder<unknown>;
  /** After a SELECT of the chain's head: makes other processes wait for this clinic's writer. */
  readonly locked: RawBuilder<unknown>;
  /** Words of the migrations. */
  readonly words: Readonly<Record<'text' | 'int' | 'real' | 'keyed', string>>;
}

/** A connection: statements one after another. */
export interface Connection {
  rows<T>(query: RawBuilder<unknown>): Promise<readonly T[]>;
  run(query: RawBuilder<unknown>): Promise<void>;
}
