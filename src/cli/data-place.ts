// Where a command finds the record: the data folder from the flags, the environment or the system, and the database.
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { type DataFolder, dataFolderAt, OperatorError, usualDataFolder } from '#server/operations/data-folder.js';
import { type RecordPlace, recordPlaceOf } from '#server/operations/open-record.js';
import { NewerSchema } from '#server/store/sql/migrate.js';
import { RecordInUse } from '#server/store/sqlite/sqlite-repository.js';
import { type Arguments } from './arguments.js';
import { complain } from './complain.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { printable, type Terminal } from './terminal.js';

/** The path a person wrote, from where they are. */
export const pathFrom = ({ machine }: Terminal, path: string): string =>
  isAbsolute(path) ? path : join(machine.here, path);

/** Where the data folder is; it need not exist. */
export function dataPath({ data }: Pick<Arguments, 'data'>, terminal: Terminal): string {
  const named = data ?? terminal.machine.data;
  return named ? pathFrom(terminal, named) : usualDataFolder(terminal.machine);
}

/** The folder, for a command that only reads. */
export const dataFolder = (args: Pick<Arguments, 'data'>, terminal: Terminal): DataFolder =>
  dataFolderAt(dataPath(args, terminal));

/** Where the record of the wanted kind is. */
export const recordPlace = (args: Pick<Arguments, 'data' | 'kind'>, terminal: Terminal): RecordPlace =>
  recordPlaceOf(dataFolder(args, terminal), args.kind, terminal.machine.databaseUrl);

/** The first line of the file, which nobody else need see on the screen. */
export async function passphraseIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(`the passphrase file ${path} cannot be read (${error.code}): check the path`);
  });
  const line = text.split(/\r?\n/)[0]!;
  if (line.length < 12)
    throw new OperatorError(`the passphrase in ${path} is shorter than 12 characters: take a longer one`);
  return line;
}

/** Runs the work; what the person at the machine can mend is told in one line, with exit code 1. */
export async function inWords(terminal: Terminal, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    const ours =
      error instanceof OperatorError ||
      error instanceof RecordInUse ||
      error instanceof NewerSchema ||
      /^the (record|audit)/.test((error as Error).message);
    if (!ours) throw error;
    return complain(terminal, [printable((error as Error).message)], EXIT.failure);
  }
}
