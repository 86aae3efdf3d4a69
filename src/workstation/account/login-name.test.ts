import { expect, it } from 'vitest';
import { isLogin, loginFrom } from './login-name.js';

it('a name suggests a login without title, accents and middle names', () => {
  expect(loginFrom('Dr Aiko Tanaka')).toBe('aiko.tanaka');
  expect(loginFrom('José María Ünal, PT')).toBe('jose.unal');
  expect(loginFrom('Okafor')).toBe('okafor');
});

it('a name without Latin letters suggests nothing', () => {
  expect(loginFrom('田中 愛子')).toBe('');
});

it('whatever is suggested is a login', () => {
  for (const name of ['Dr Aiko Tanaka', "O'Brien", `${'x'.repeat(60)} ${'y'.repeat(60)}`])
    expect([name, isLogin(loginFrom(name))]).toEqual([name, true]);
});
