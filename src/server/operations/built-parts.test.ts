import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requireBuilt } from './built-parts.js';

it('a build that is missing is told in words, part by part', () => {
  expect(() => requireBuilt(mkdtempSync(join(tmpdir(), 'cluneal-')))).toThrow(
    /^nothing to serve: web\/index\.html, pack\/knowledge\.json, .*definitions\/searches\.json not found in .*: run npm run build first$/,
  );
});
