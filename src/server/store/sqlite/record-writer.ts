// Writes batches of single writes into the record of one file, each batch one commit, over a connection of its own. It
// knows nothing of who asks: that is the writer's (writer.ts), which gives it one batch after another.
import { type Definitions } from '../definitions.js';
import { type DegradedCause } from '../refusal.js';
import { performed, type SingleOutcome, type SingleWrite } from '../single-write.js';
import { sqlWrites } from '../sql/sql-writes.js';
import { writesOver } from '../writing.js';
import { BACKSTOP_PAGES, Checkpoints } from './checkpoints.js';
import { SQLITE } from './sqlite-dialect.js';
import { sqliteFaultOf } from './sqlite-fault.js';
import { openedReader, openedWriterBeside, type Synchronous } from './sqlite-open.js';

/** One commit of one clinic. */
export interface Batch {
  readonly clinic: string;
  /** Addresses of this server's FHIR API. */
  readonly bases: readonly string[];
  /** `now`: milliseconds since 1970 UTC at which it is done. */
  readonly writes: readonly { readonly now: number; readonly write: SingleWrite }[];
}

/** What became of a batch. `fault`: the disk failed, and nothing of it is kept. `failed`: nothing either, by our mistake. */
export type BatchAnswer =
  | { readonly type: 'committed'; readonly outcomes: readonly SingleOutcome[] }
  | { readonly type: 'fault'; readonly cause: DegradedCause; readonly message: string }
  | { readonly type: 'failed'; readonly message: string };

export interface RecordWriter {
  perform(batch: Batch): Promise<BatchAnswer>;
  close(): Promise<void>;
}

/** Into this file, over connections that nobody else uses. */
export function recordWriter(path: string, definitions: Definitions, synchronous: Synchronous = 'FULL'): RecordWriter {
  const connection = openedWriterBeside(path, synchronous, BACKSTOP_PAGES);
  const checkpoints = new Checkpoints(openedReader(path));

  async function committed({ clinic, bases, writes }: Batch): Promise<readonly SingleOutcome[]> {
    const outcomes: SingleOutcome[] = [];
    connection.exec('BEGIN IMMEDIATE');
    const session = sqlWrites(connection, SQLITE);
    for (const { now, write } of writes) {
      const world = {
        now: () => now,
        newId: () => {
          throw new Error('a single write brings its id along');
        },
        bases,
      };
      try {
        outcomes.push({
          type: 'result',
          result: await performed(writesOver(session, clinic, definitions, world), write),
        });
      } catch (error) {
        if (sqliteFaultOf(error)) throw error;
        outcomes.push({ type: 'thrown', message: textOf(error) });
      }
    }
    await session.flush();
    connection.exec('COMMIT');
    checkpoints.committed();
    return outcomes;
  }

  // After a fault nothing more is written until the file has been let go and looked at: a batch that follows would
  // succeed without what the kernel has dropped of the one before.
  let broken: BatchAnswer | null = null;

  return {
    perform: async (batch) => {
      if (broken) return broken;
      try {
        return { type: 'committed', outcomes: await committed(batch) };
      } catch (error) {
        try {
          connection.exec('ROLLBACK');
        } catch {
          // SQLite has done so itself.
        }
        const cause = sqliteFaultOf(error);
        if (!cause) return { type: 'failed', message: textOf(error) };
        broken = { type: 'fault', cause, message: error instanceof Error ? error.message : String(error) };
        return broken;
      }
    },
    close: async () => {
      await checkpoints.close();
      connection.close();
    },
  };
}

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
