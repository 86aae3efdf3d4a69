// Every part of the audit log can be loaded by itself: one that throws while it loads is named by this test alone.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../src/server/audit', import.meta.url));
const parts = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

it.each(parts)('%s loads', async (name) => {
  expect(await import(`../../src/server/audit/${name.slice(0, -3)}.ts`)).toBeDefined();
});
