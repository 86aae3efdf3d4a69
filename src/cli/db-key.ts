// cluneal db key: the words that open the backups, for paper.

import { keptBackupKey, keyIdOf, storedBackupKey, wordsOfKey } from '#server/operations/backup/backup-key.js';
import { type DataFolder, preparedDataFolder } from '#server/operations/data-folder.js';
import { writeDurably } from '#server/operations/durable-file.js';
import { qrText } from '#server/operations/qr-text.js';
import { type Arguments } from './arguments.js';
import { dataFolder, dataPath, inWords } from './data-place.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { type Terminal } from './terminal.js';

const WORDS_A_LINE = 6;

/** What is to be printed or copied by hand. Kept in a file it is one for --key-file: what is not a word is a note. */
export function keySheet(words: string, colour: boolean): string {
  const list = words.split(' ');
  const lines: string[] = [];
  for (let i = 0; i < list.length; i += WORDS_A_LINE) lines.push(`  ${list.slice(i, i + WORDS_A_LINE).join(' ')}`);
  return [
    '# The key of the backups. Whoever has it can read them; without it nobody can.',
    '# Keep it on paper, away from this machine.',
    '',
    ...lines,
    '',
    qrText(words, colour),
    '',
  ].join('\n');
}

/** Remembers that somebody has seen the key, so that nobody is warned any more. */
export const markShown = (folder: DataFolder, now: number): Promise<void> =>
  writeDurably(folder.backupKeyShown, `${new Date(now).toISOString()}\n`);

/** JSON: {id, words}; without --print the words are left out. */
export function dbKeyCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  return inWords(terminal, async () => {
    if (!args.print) {
      const key = await storedBackupKey(dataFolder(args, terminal));
      const id = key && keyIdOf(key);
      if (args.json) terminal.out(`${JSON.stringify({ id })}\n`);
      else
        terminal.out(
          id === null
            ? 'no backup key has been made yet: the first backup makes it, or --print does\n'
            : `backup key ${id}: --print shows it, to be written down\n`,
        );
      return EXIT.ok;
    }
    const folder = await preparedDataFolder(dataPath(args, terminal));
    const { key } = await keptBackupKey(folder);
    const words = wordsOfKey(key);
    terminal.out(args.json ? `${JSON.stringify({ id: keyIdOf(key), words })}\n` : keySheet(words, terminal.colour));
    await markShown(folder, terminal.machine.world.now());
    return EXIT.ok;
  });
}
