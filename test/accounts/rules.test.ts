// What is taken as a login, a name, a password and a PIN.

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey } from '#server/accounts/address-key.js';
import { foldedLogin, loginFrom } from '#server/accounts/login-name.js';
import { passwordHasher } from '#server/accounts/password-hasher.js';
import { passwordFrom, preparedPassword } from '#server/accounts/password-rules.js';
import { pinFrom } from '#server/accounts/pin-rules.js';
import { isCode, keyOfCode, keyOfToken, newCode, newToken } from '#server/accounts/secret-text.js';
import { nameFrom, sameName } from '#server/accounts/shown-name.js';

const world = {
  random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  now: () => 0,
  elapsed: () => 0,
  newId: () => 'x',
};
const taken = (answer: { readonly ok: boolean }) => answer.ok;

describe('logins', () => {
  it('one name is one person, however it is typed', () => {
    for (const [typed, kept] of [
      ['  Ono ', 'ono'],
      ['ＯＮＯ', 'ono'],
      ['Groß', 'gross'],
      ['ΟΔΟΣ', 'οδος'],
      ['οδοσ', 'οδος'],
      ['e\u0301tienne', '\u00e9tienne'],
      ['Ono   Aiko', 'ono aiko'],
      ['大野', '大野'],
    ] as const)
      expect([typed, loginFrom(typed)]).toEqual([typed, { ok: true, value: kept }]);
  });

  it('folding twice is folding once, and case never matters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const once = foldedLogin(text);
        expect(foldedLogin(once)).toBe(once);
        expect(foldedLogin(text.toUpperCase())).toBe(foldedLogin(text.toUpperCase().toLowerCase()));
      }),
      { numRuns: 2000 },
    );
  });

  it('2 to 64 characters that can be seen', () => {
    expect(
      ['a', '', '   ', 'x'.repeat(65), 'a\u200bb', 'a\u0000b', '\u202eab'].map((t) => taken(loginFrom(t))),
    ).toEqual(Array(7).fill(false));
    expect(['ab', 'x'.repeat(64), '\u{1f600}\u{1f600}'].map((t) => taken(loginFrom(t)))).toEqual([true, true, true]);
  });
});

describe('names', () => {
  it('any script, single spaces, and nothing that turns the text around', () => {
    expect(nameFrom('  Dr  Aiko\tOno ', 'the name')).toEqual({ ok: true, value: 'Dr Aiko Ono' });
    expect(taken(nameFrom('آرزو', 'the name'))).toBe(true);
    for (const wrong of ['', '  ', 'x'.repeat(101), 'a\u202eb', 'a\u0007b'])
      expect([wrong, taken(nameFrom(wrong, 'the name'))]).toEqual([wrong, false]);
    expect([sameName('Hill', 'HILL'), sameName('Hill', 'Ｈill'), sameName('Hill', 'Hull')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('passwords', () => {
  it('length is all that is asked of the characters: any Unicode from twelve on', () => {
    for (const good of ['lantern ferry onyx mouse', 'うえおかきくけこさしすせ', 'aaaaaaaabcde', '!£$%^&*()_+-'])
      expect([good, taken(passwordFrom(good, []))]).toEqual([good, true]);
    for (const short of ['', 'lantern fer', '🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂'])
      expect([short, taken(passwordFrom(short, []))]).toEqual([short, false]);
  });

  it('typed composed or not, full width or half, it is the same password', () => {
    expect(preparedPassword('ｌantern fe\u0301rry')).toBe(preparedPassword('lantern f\u00e9rry'));
  });

  it('more than 1,024 bytes are refused, before and after they are normalised', () => {
    expect(taken(passwordFrom('ab'.repeat(512), []))).toBe(false);
    expect(taken(passwordFrom(`xyz ${'ab c'.repeat(256)}`, []))).toBe(false);
    expect(preparedPassword('x'.repeat(1024))).not.toBeNull();
    expect(preparedPassword('x'.repeat(1025))).toBeNull();
    // One sign of three bytes that becomes eighteen letters of two or three.
    expect(preparedPassword('\ufdfa'.repeat(100))).toBeNull();
  });

  it('the first that are guessed are refused', () => {
    for (const common of [
      ...['password1234', 'PassWord 1234!', 'qwertyuiop12', 'Correct-Horse-Battery-Staple', 'aaaaaaaaaaaa'],
      ...['abcabcabcabc', 'abcdefghijkl', '987654321098', '!!!!!!!!!!!!', 'ab!ab!ab!ab!', 'poiuytrewqpo'.slice(0, 10)],
    ])
      expect([common, taken(passwordFrom(common, []))]).toEqual([common, false]);
    expect(taken(passwordFrom('lkjhgfdsapoi', []))).toBe(false);
  });

  it('neither the login nor a name that everybody knows', () => {
    const known = ['ono.aiko.2026', 'Dr Aiko Ono-Fujita', 'Hill Clinic Town', ''];
    for (const same of ['Ono Aiko 2026', 'draikoonofujita', 'HILL-CLINIC-TOWN'])
      expect([same, taken(passwordFrom(same, known))]).toEqual([same, false]);
    expect(taken(passwordFrom('Hill Clinic Town 7', known))).toBe(true);
  });

  it('is kept as argon2id with 64 MiB and three passes, and never twice the same', async () => {
    const hasher = passwordHasher(world);
    const [one, two] = [await hasher.hash('lantern ferry'), await hasher.hash('lantern ferry')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(one).not.toBe(two);
    expect(await hasher.matches(one as string, 'lantern ferry')).toBe(true);
    expect(await hasher.matches(one as string, 'lantern ferrz')).toBe(false);
    expect(await hasher.matches(null, '')).toBe(false);
    expect(hasher.done).toBe(5);
  });

  it('two hashes run at once, some wait, and more are turned away', async () => {
    const hasher = passwordHasher(world, { memoryCost: 1024, timeCost: 1 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => hasher.hash('x')));
    expect(answers.filter((a) => a === 'busy')).toHaveLength(10);
    expect(hasher.done).toBe(50);
    // Afterwards there is room again.
    expect(await hasher.hash('x')).toMatch(/argon2id/);
  });
});

describe('PINs', () => {
  it('4 to 8 digits that are not the first to be tried', () => {
    for (const pin of ['2749', '83105', '90210847', '２７４９'])
      expect([pin, taken(pinFrom(pin))]).toEqual([pin, true]);
    for (const pin of [
      '274',
      '123456789',
      '27a9',
      '',
      '1111',
      '1212',
      '123123',
      '1234',
      '4321',
      '5678',
      '0123',
      '2580',
    ])
      expect([pin, taken(pinFrom(pin))]).toEqual([pin, false]);
  });
});

describe('tokens and codes', () => {
  it('a token has 256 bits and is kept as a hash only', () => {
    const token = newToken(world);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(keyOfToken(token)).toMatch(/^[0-9a-f]{64}$/);
    for (const none of ['', 'x', `${token}x`, token.slice(1), `${token.slice(1)}!`])
      expect(keyOfToken(none)).toBeNull();
  });

  it('a code is read out and typed as people do', () => {
    const code = newCode(world);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/);
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(keyOfCode(typed)).toBe(keyOfCode(code));
    expect([isCode(code, ` ${typed} `), isCode(code, newCode(world)), isCode(code, '')]).toEqual([true, false, false]);
  });
});

it('addresses are counted as whoever has them does', () => {
  for (const [address, key] of [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['nowhere', 'nowhere'],
  ] as const)
    expect([address, addressKey(address)]).toEqual([address, key]);
});
