import fc from 'fast-check';
import { expect, it } from 'vitest';
import { POSTGRES } from '../postgres/postgres-dialect.js';
import { SQLITE } from '../sqlite/sqlite-dialect.js';
import { sql } from './fragment.js';

it('whatever a value is, it is a parameter and never a word of the statement', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 5 }), (values) => {
      const statement = sql`SELECT ${sql.join(values.map((v) => sql`(${v})`))} WHERE ${'a'} = x${sql.raw('.y')}`;
      const { text, values: bound } = SQLITE.compile(statement);
      expect(text).toBe(`SELECT ${values.map(() => '(?)').join(', ')} WHERE ? = x.y`);
      expect(bound).toEqual([...values, 'a']);
    }),
  );
});

it('pieces stand in pieces in their order, numbered where the database counts them', () => {
  const inner = sql`b = ${2} AND c IN (${sql.join([3, sql`${4} + ${5}`, 6])})`;
  const { text, values } = POSTGRES.compile(sql`SELECT ${sql.id('a"b')} FROM t WHERE a = ${1} AND ${inner} LIMIT ${7}`);
  expect(text).toBe('SELECT "a""b" FROM t WHERE a = $1 AND b = $2 AND c IN ($3, $4 + $5, $6) LIMIT $7');
  expect(values).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

it('a statement without pieces brings the same list of words each time, one with pieces its own', () => {
  const plain = (id: string) => sql`SELECT 1 FROM t WHERE id = ${id}`;
  expect([plain('a').fixed, plain('a').words === plain('b').words]).toEqual([true, true]);
  expect(sql`SELECT ${sql.raw('1')}`.fixed).toBe(false);
});
