// Carries what was committed from the write-ahead log into the file, over a connection of its own and on a thread of the
// driver. Done within a commit, as SQLite does it by itself, it holds up everybody who writes for a tenth of a second.
// Nothing is lost when it fails or never comes: the log has it all, and when that has grown long (BACKSTOP_PAGES) the
// next commit does it.
import { type SqliteConnection } from './sqlite-connection.js';

/** Commits after which it is worth the flushes. */
const EVERY = 32;

/**
 * Pages of the log after which a commit does it itself: 32 MB. Under load the log begins anew only then, for it is never
 * carried over to its end beside somebody who writes.
 */
export const BACKSTOP_PAGES = 8_000;

export class Checkpoints {
  #since = 0;
  #running: Promise<void> | null = null;
  readonly #connection: SqliteConnection;

  /** The connection is this one's own, and closed with it. */
  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  /** To be told of each commit. */
  committed(): void {
    this.#since++;
    if (this.#since < EVERY || this.#running) return;
    this.#since = 0;
    this.#running = this.#connection
      .execApart('PRAGMA wal_checkpoint(PASSIVE)')
      // A disk that fails tells the next writer.
      .catch(() => {})
      .finally(() => {
        this.#running = null;
      });
  }

  async close(): Promise<void> {
    await this.#running;
    this.#connection.close();
  }
}
