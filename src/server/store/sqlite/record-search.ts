// Searches the record of one file, each on one state of it, over a connection of its own.
import { type Query } from '../query.js';
import { pageOf } from '../reading.js';
import { type Scope } from '../scope.js';
import { type ReadSession, type VersionKey } from '../session.js';
import { sqlReads } from '../sql/sql-reads.js';
import { type SearchAnswer } from './search-thread.js';
import { type SqliteConnection } from './sqlite-connection.js';
import { SQLITE } from './sqlite-dialect.js';
import { sqliteFaultOf } from './sqlite-fault.js';

export interface RecordSearch {
  /** Never rejects. */
  found(scope: Scope, query: Query): Promise<SearchAnswer>;
  /** Never rejects. */
  patientsIn(clinic: string, keys: readonly VersionKey[]): Promise<SearchAnswer>;
  close(): void;
}

/** `open` opens a connection that nobody else uses; it is closed with the search, or after a fault. */
export function recordSearch(open: () => SqliteConnection): RecordSearch {
  let connection: SqliteConnection | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  async function answered(work: (session: ReadSession) => Promise<SearchAnswer>): Promise<SearchAnswer> {
    try {
      connection ??= open();
      connection.exec('BEGIN');
      const answer = await work(sqlReads(connection, SQLITE));
      connection.exec('COMMIT');
      return answer;
    } catch (error) {
      // What its transaction holds is not known.
      connection?.close();
      connection = null;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const cause = sqliteFaultOf(error);
      return cause ? { type: 'fault', cause, message } : { type: 'failed', message };
    }
  }

  /** One after another: they share the connection's transaction. */
  function inTurn(work: (session: ReadSession) => Promise<SearchAnswer>): Promise<SearchAnswer> {
    const answer = turn.then(() => answered(work));
    turn = answer;
    return answer;
  }

  return {
    found: (scope, query) => inTurn(async (session) => ({ type: 'found', page: await pageOf(session, scope, query) })),
    patientsIn: (clinic, keys) =>
      inTurn(async (session) => ({ type: 'patients', patients: await session.patientsIn(clinic, keys) })),
    close: () => {
      connection?.close();
      connection = null;
    },
  };
}
