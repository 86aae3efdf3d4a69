// What the commands that run the clinic's server may know of the machine. main.ts reads it from the process; nothing else
// does.
import { type Surroundings } from '#server/operations/data-folder.js';
import { type ServerWorld } from '#server/world.js';

export interface Machine extends Surroundings {
  readonly world: ServerWorld;
  /** The environment's CLUNEAL_DATA: the data folder, where --data names none. */
  readonly data: string | undefined;
  /** The environment's CLUNEAL_DATABASE_URL: the PostgreSQL that holds the clinic's record. */
  readonly databaseUrl: string | undefined;
  /** The words that start this program again: node and its file. */
  readonly self: readonly string[];
  readonly nodeVersion: string;
  /** Where relative paths begin. */
  readonly here: string;
}
