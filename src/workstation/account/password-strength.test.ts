import { expect, it } from 'vitest';
import { strengthOf } from './password-strength.js';

it('a short password is weak whatever is in it', () => {
  expect(strengthOf('Zx7!qL9#v')).toBe(0);
});

it('length alone makes no strength: one letter, a count or a well-known word is weak', () => {
  for (const easy of ['aaaaaaaaaaaaaaaa', '1234567890123', 'passwordpassword1', 'qwertyqwerty'])
    expect([easy, strengthOf(easy)]).toEqual([easy, 0]);
});

it('four unrelated words are strong', () => {
  expect(strengthOf('lantern ferry onyx mouse')).toBe(3);
});

it('the own name and login in it count for little', () => {
  const typed = 'aiko.tanaka2026';
  expect(strengthOf(typed)).toBeGreaterThan(0);
  expect(strengthOf(typed, ['Dr Aiko Tanaka', 'aiko.tanaka'])).toBe(0);
});
