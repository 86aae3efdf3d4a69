import { describe, expect, it } from 'vitest';
import { sha256 } from '../store/audit-chain.js';
import { queryHash } from './query-hash.js';

describe('the hash of a query', () => {
  it('is the same however the parameters are ordered and written', () => {
    expect(queryHash('b=2&a=%C3%A4')).toBe(queryHash('a=ä&b=2'));
    expect(queryHash('a=x+y')).toBe(queryHash('a=x%20y'));
  });

  it('differs with every name, value and repetition', () => {
    const queries = ['', 'a', 'a=1', 'a=2', 'b=1', 'a=1&a=1', 'a=1&b=1', 'a:exact=1', 'a=1%26b%3D1'];
    expect(new Set(queries.map(queryHash)).size).toBe(queries.length - 0);
  });

  it('is the SHA-256 of the names with the hashes of the values', () => {
    expect(queryHash('b=2&a=1')).toBe(sha256(`cluneal/query/1\na=${sha256('1')}\nb=${sha256('2')}`));
  });
});
