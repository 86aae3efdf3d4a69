// Connections for reads that need several statements to see one state: a few, made when they are needed, waited for when
// all are in use.
import { type SqliteConnection } from './sqlite-connection.js';

const MOST = 4;

interface Waiting {
  resolve(connection: SqliteConnection): void;
  reject(error: unknown): void;
}

export class Snapshots {
  #idle: SqliteConnection[] = [];
  #made = 0;
  #closed = false;
  readonly #waiting: Waiting[] = [];
  readonly #open: () => SqliteConnection;

  constructor(open: () => SqliteConnection) {
    this.#open = open;
  }

  /** Runs the work on one state of the record. */
  async read<T>(work: (connection: SqliteConnection) => Promise<T>): Promise<T> {
    const connection = this.#idle.pop() ?? (await this.#another());
    let sound = false;
    try {
      connection.exec('BEGIN');
      const result = await work(connection);
      connection.exec('COMMIT');
      sound = true;
      return result;
    } finally {
      this.#back(connection, sound);
    }
  }

  /** Those in use are closed when they come back. */
  close(): void {
    this.#closed = true;
    for (const connection of this.#idle) connection.close();
    this.#idle = [];
  }

  #another(): Promise<SqliteConnection> {
    if (this.#made >= MOST) return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    const connection = this.#open();
    this.#made++;
    return Promise.resolve(connection);
  }

  #back(connection: SqliteConnection, sound: boolean): void {
    const next = this.#waiting.shift();
    if (sound && next) {
      next.resolve(connection);
      return;
    }
    if (sound && !this.#closed) {
      this.#idle.push(connection);
      return;
    }
    // What its transaction holds is not known.
    connection.close();
    this.#made--;
    if (!next) return;
    try {
      const fresh = this.#open();
      this.#made++;
      next.resolve(fresh);
    } catch (error) {
      next.reject(error);
    }
  }
}
