// The key of the backups: 32 bytes, kept in a file beside the records and on paper. On paper it is words: 16 bits each
// as five letters that can be spoken (proquints: Wilkerson 2009), the last of them a check of the others.
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type DataFolder, OperatorError } from '../data-folder.js';
import { writeOnce } from '../durable-file.js';

export const KEY_BYTES = 32;
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';
const sha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

function wordOf(bits: number): string {
  const c = (shift: number) => CONSONANTS[(bits >> shift) & 15]!;
  const v = (shift: number) => VOWELS[(bits >> shift) & 3]!;
  return c(12) + v(10) + c(6) + v(4) + c(0);
}

function bitsOf(word: string): number | null {
  if (word.length !== 5) return null;
  const c = (i: number) => CONSONANTS.indexOf(word[i]!);
  const v = (i: number) => VOWELS.indexOf(word[i]!);
  const parts = [c(0), v(1), c(2), v(3), c(4)] as const;
  if (parts.some((part) => part < 0)) return null;
  return (parts[0] << 12) | (parts[1] << 10) | (parts[2] << 6) | (parts[3] << 4) | parts[4];
}

const checkOf = (key: Uint8Array): number => sha256('cluneal/backup-key-check\0', key).readUInt16BE(0);

/** The key as seventeen words. */
export function wordsOfKey(key: Uint8Array): string {
  const bytes = Buffer.from(key);
  const words: string[] = [];
  for (let i = 0; i < KEY_BYTES; i += 2) words.push(wordOf(bytes.readUInt16BE(i)));
  return [...words, wordOf(checkOf(key))].join(' ');
}

export type KeyResult =
  | { readonly ok: true; readonly key: Uint8Array }
  | { readonly ok: false; readonly message: string };

/** The key that the words stand for; case, line breaks and hyphens do not count. */
export function keyOfWords(text: string): KeyResult {
  const words = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  const most = KEY_BYTES / 2 + 1;
  if (words.length !== most)
    return { ok: false, message: `a backup key has ${most} words, and these are ${words.length}` };
  const bits = words.map(bitsOf);
  const wrong = bits.indexOf(null);
  if (wrong >= 0)
    return { ok: false, message: `word ${wrong + 1} of the backup key cannot be one: ${words[wrong]!.slice(0, 20)}` };
  const key = Buffer.alloc(KEY_BYTES);
  for (const [i, value] of bits.slice(0, -1).entries()) key.writeUInt16BE(value!, 2 * i);
  return checkOf(key) === bits.at(-1)
    ? { ok: true, key }
    : { ok: false, message: 'a word of the backup key is mistaken: its last word does not fit the others' };
}

/** Names a key without telling it. */
export const keyIdOf = (key: Uint8Array): string => sha256('cluneal/backup-key-id\0', key).toString('hex').slice(0, 12);

const NOTE = '# The key of the backups. Whoever has it can read them; without it nobody can. Keep a copy on paper.';
const withoutNotes = (text: string) => text.replace(/^#.*$/gm, '');

/** The key in the data folder, or null where none has been made. */
export async function storedBackupKey(folder: DataFolder): Promise<Uint8Array | null> {
  let text: string;
  try {
    text = await readFile(folder.backupKey, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new OperatorError(
      `the backup key ${folder.backupKey} cannot be read (${code}): give it to the user that starts Cluneal (chmod 600)`,
      { cause: error },
    );
  }
  return keyOfFile(text, folder.backupKey);
}

/** The key that a file of words holds; throws in words when it does not. */
export function keyOfFile(text: string, path: string): Uint8Array {
  const read = keyOfWords(withoutNotes(text));
  if (!read.ok) throw new OperatorError(`${path}: ${read.message}`);
  return read.key;
}

/** Keeps a key where there is none; the key that is kept afterwards, and whether it is new. */
export async function keptBackupKey(
  folder: DataFolder,
  key: Uint8Array = randomBytes(KEY_BYTES),
): Promise<{ readonly key: Uint8Array; readonly made: boolean }> {
  const made = await writeOnce(folder.backupKey, `${NOTE}\n${wordsOfKey(key)}\n`);
  return { key: (await storedBackupKey(folder))!, made };
}
