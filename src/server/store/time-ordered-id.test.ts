import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { timeOrderedId } from './time-ordered-id.js';

it('is a UUID of version 7 that carries its time and all that was random', () => {
  const now = Date.UTC(2026, 10, 28, 12, 34, 56, 789);
  const uuid = randomUUID();
  const id = timeOrderedId(now, uuid);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(now);
  expect(id.slice(15)).toBe(uuid.slice(15));
});

it('of two the later sorts behind', () => {
  for (let at = 1; at < 2 ** 47; at *= 3)
    expect(timeOrderedId(at, randomUUID()) < timeOrderedId(at + 1, randomUUID())).toBe(true);
});
