// Folders for a test file, taken away when its process ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
process.once('exit', () => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

/** A new empty folder. */
export function temporary(name: string): string {
  const path = mkdtempSync(join(tmpdir(), `cluneal-${name}-`));
  made.push(path);
  return path;
}
