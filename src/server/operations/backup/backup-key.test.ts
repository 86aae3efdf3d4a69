import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KEY_BYTES, keyIdOf, keyOfWords, wordsOfKey } from './backup-key.js';

const keys = fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES });

it('every key is seventeen words that give it back, however they are written down', () => {
  fc.assert(
    fc.property(keys, (key) => {
      const words = wordsOfKey(key);
      expect(words).toMatch(/^([bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz] ?){17}$/);
      for (const text of [
        words,
        words.toUpperCase(),
        words.replaceAll(' ', '\n'),
        ` ${words.replaceAll(' ', '-')}. `,
      ]) {
        const read = keyOfWords(text);
        expect(read.ok && Buffer.from(read.key).equals(Buffer.from(key))).toBe(true);
      }
    }),
  );
});

it('a word that was misread, left out or exchanged is noticed', () => {
  const words = wordsOfKey(randomBytes(KEY_BYTES)).split(' ');
  const message = (changed: readonly string[]) => {
    const read = keyOfWords(changed.join(' '));
    return read.ok ? 'read' : read.message;
  };
  expect(message(words.slice(1))).toBe('a backup key has 17 words, and these are 16');
  expect(message(['hello', ...words.slice(1)])).toBe('word 1 of the backup key cannot be one: hello');
  const other = words[0] === 'babab' ? 'dabab' : 'babab';
  expect(message([other, ...words.slice(1)])).toContain('does not fit the others');
});

it('its name tells nothing of it and is its own', () => {
  const [one, other] = [randomBytes(KEY_BYTES), randomBytes(KEY_BYTES)];
  expect(keyIdOf(one)).toMatch(/^[0-9a-f]{12}$/);
  expect(keyIdOf(one)).toBe(keyIdOf(one));
  expect(keyIdOf(one)).not.toBe(keyIdOf(other));
});
