// A PostgreSQL as an operator names it: connecting to it from beside the server, and what its refusals mean in words.
import pg from 'pg';
import { POSTGRES } from '../store/postgres/postgres-dialect.js';
import { type Connection } from '../store/sql/dialect.js';
import { type Sql, sql } from '../store/sql/fragment.js';
import { OperatorError } from './data-folder.js';

const INT8 = 20;
const CONNECT_MS = 10_000;
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig;

/** The address without its password, for people to read. */
export function shownAddress(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    return `${searchParams.get('host') ?? hostname}${port && `:${port}`}${pathname}`;
  } catch {
    return 'an address that cannot be read';
  }
}

/** Throws in words when the address is none of PostgreSQL's: its driver would take anything, and look elsewhere. */
export function requirePostgresAddress(url: string): void {
  if (/^postgres(ql)?:\/\//i.test(url)) return;
  // The beginning alone: what follows may hold a password.
  const found = /^[a-z][a-z0-9+.-]{0,20}:\/\//i.exec(url)?.[0];
  throw new OperatorError(
    `CLUNEAL_DATABASE_URL must begin with postgres:// or postgresql://, and ${found ? `begins with ${found}` : 'has no such beginning'}: mend it, or unset it to keep the record in a file`,
  );
}

const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: start PostgreSQL, or mend host and port in CLUNEAL_DATABASE_URL',
  ENOENT: 'its socket is not there: start PostgreSQL, or mend the host in CLUNEAL_DATABASE_URL',
  ENOTFOUND: 'its name is not known: mend the host in CLUNEAL_DATABASE_URL, or the network',
  EAI_AGAIN: 'its name cannot be looked up now: check the network',
  ETIMEDOUT: 'it does not answer: check the network and its firewall',
  EHOSTUNREACH: 'there is no way to it: check the network',
  ENETUNREACH: 'there is no way to it: check the network',
  '28P01': 'the password is wrong: mend it in CLUNEAL_DATABASE_URL',
  '28000': 'this user may not connect: mend the user in CLUNEAL_DATABASE_URL, or pg_hba.conf',
  '3D000': 'there is no such database: make it with createdb, or mend the name in CLUNEAL_DATABASE_URL',
  '42501': 'this user may not make tables there: give it the rights, or make it the owner of the database',
  '53100': 'its disk is full: make room on it',
  '53300': 'it has no connection left: raise max_connections, or stop what uses it',
  '57P03': 'it is still starting: try again in a moment',
};

/** The error in words for an operator, where it tells of the server or the way to it; the error itself otherwise. */
export function postgresTrouble(error: unknown, url: string): unknown {
  const { code, message = '' } = (error ?? {}) as { readonly code?: string; readonly message?: string };
  const meaning =
    MEANINGS[code ?? ''] ??
    (/timeout|terminated|Invalid URL/i.test(message) ? `${message}: check CLUNEAL_DATABASE_URL and the server` : null);
  return meaning
    ? new OperatorError(`PostgreSQL at ${shownAddress(url)} cannot be reached: ${meaning}`, { cause: error })
    : error;
}

/** One connection; throws in words. */
export async function postgresClient(url: string): Promise<pg.Client> {
  requirePostgresAddress(url);
  try {
    const client = new pg.Client({
      connectionString: url,
      types,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: 'cluneal',
    });
    // A connection that breaks is told by the question that is asked over it.
    client.on('error', () => {});
    await client.connect();
    return client;
  } catch (error) {
    throw postgresTrouble(error, url);
  }
}

export function connectionOfClient(client: pg.Client): Connection {
  const compiled = (query: Sql) => {
    const { text, values } = POSTGRES.compile(query);
    return { text, values: values as unknown[] };
  };
  return {
    rows: async <T>(query: Sql) => (await client.query(compiled(query))).rows as T[],
    run: async (query) => {
      await client.query(compiled(query));
    },
  };
}

/** Throws in words while other programs are connected to the database: a server that runs would not see the change. */
export async function refuseOthers(connection: Connection, url: string): Promise<void> {
  const [found] = await connection.rows<{ others: number }>(sql`SELECT COUNT(*) AS others FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`);
  if (found!.others > 0)
    throw new OperatorError(
      `${found!.others} other programs are connected to PostgreSQL ${shownAddress(url)}: stop the server first`,
    );
}
