import { expect, it } from 'vitest';
import { saidValue } from './said-value.js';

it('a value is said back as it is, when it is short and plain', () => {
  expect(saidValue('1970-13')).toBe('1970-13');
  expect(saidValue('Müller 李 \u{1f600}')).toBe('Müller 李 \u{1f600}');
  expect(saidValue('')).toBe('(nothing)');
});

it('of a long one the first 64 characters are said', () => {
  expect(saidValue('a'.repeat(64))).toBe('a'.repeat(64));
  expect(saidValue('a'.repeat(65))).toBe(`${'a'.repeat(64)}...`);
  expect(saidValue('\u{1f600}'.repeat(64))).toBe('\u{1f600}'.repeat(64));
  expect(saidValue('\u{1f600}'.repeat(65))).toBe(`${'\u{1f600}'.repeat(64)}...`);
});

it('what would control a terminal, a line or the direction of text is not said', () => {
  expect(saidValue('a\u001b[31m\r\nb\u202ec\u2028d\ud800')).toBe('a\ufffd[31m\ufffd\ufffdb\ufffdc\ufffdd\ufffd');
});
