// What was chosen at the first start, kept so that the next start does not ask again.
import { readFile } from 'node:fs/promises';
import { type RecordKind } from '../open-clinic.js';
import { type DataFolder, OperatorError } from './data-folder.js';
import { writeDurably } from './durable-file.js';

/** The record that was opened last; null before the first choice. */
export async function rememberedChoice(folder: DataFolder): Promise<RecordKind | null> {
  let text: string;
  try {
    text = await readFile(folder.state, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A part of the path that is a file is told of by whoever makes the folder.
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new OperatorError(
      `${folder.state} cannot be read (${code}): give it to the user that starts Cluneal and let that user read it (chmod 600), or remove it and start with --clinic or --demo`,
      { cause: error },
    );
  }
  const choice = choiceIn(text);
  if (choice === undefined)
    throw new OperatorError(
      `${folder.state} is not as Cluneal wrote it: remove it, and start with --clinic or --demo to say which record to open`,
    );
  return choice;
}

function choiceIn(text: string): RecordKind | undefined {
  try {
    const { record } = JSON.parse(text) as { record?: unknown };
    return record === 'demo' || record === 'clinic' ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Durable before it returns. */
export function rememberChoice(folder: DataFolder, record: RecordKind): Promise<void> {
  return writeDurably(folder.state, `${JSON.stringify({ record })}\n`);
}
