import { describe, expect, it } from 'vitest';
import { textOfBytes } from './text-of-bytes.js';

describe('bytes to text', () => {
  it('UTF-8, with or without a byte order mark', () => {
    expect(textOfBytes(Buffer.from('côté'))).toEqual({ ok: true, text: 'côté' });
    expect(textOfBytes(Buffer.from('\ufeffage: 5'))).toEqual({ ok: true, text: 'age: 5' });
  });

  it('refuses Latin-1 and names the line', () => {
    expect(textOfBytes(Buffer.from('age: 5\nnote: \u00e9\n', 'latin1'))).toMatchObject({ ok: false, line: 2 });
  });

  it('refuses UTF-16 and NUL characters', () => {
    expect(textOfBytes(Buffer.from('\ufeffage: 5', 'utf16le'))).toMatchObject({
      ok: false,
      message: 'is UTF-16, not UTF-8: save it as UTF-8',
    });
    expect(textOfBytes(Buffer.from('age: 5\nx\0y'))).toMatchObject({ ok: false, line: 2 });
  });
});
