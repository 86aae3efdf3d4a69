// A picture held against the reviewed one beside it. `PICTURES=write npm test -- pictures` writes them anew, to be looked
// at before they are committed; a difference leaves what was seen and what differs in .cache/pictures.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const here = dirname(fileURLToPath(import.meta.url));
const apart = join(here, '../../.cache/pictures');
const writing = process.env.PICTURES === 'write';

/** Share of pixels that may differ: another build of the browser smooths edges a little otherwise; a moved line does not pass. */
const MOST_DIFFERENT = 0.004;

export interface Compared {
  readonly name: string;
  /** Share of pixels that differ, or why the two cannot be compared. */
  readonly different: number | 'missing' | 'other size';
}

/** Compares a screenshot with `test/pictures/<name>.png`. */
export function comparePicture(name: string, shot: Buffer): Compared {
  const path = join(here, `${name}.png`);
  if (writing) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, shot);
    return { name, different: 0 };
  }
  mkdirSync(join(apart, dirname(name)), { recursive: true });
  if (!existsSync(path)) {
    writeFileSync(join(apart, `${name}.seen.png`), shot);
    return { name, different: 'missing' };
  }
  const held = PNG.sync.read(readFileSync(path));
  const seen = PNG.sync.read(shot);
  if (held.width !== seen.width || held.height !== seen.height) {
    writeFileSync(join(apart, `${name}.seen.png`), shot);
    return { name, different: 'other size' };
  }
  const diff = new PNG({ width: held.width, height: held.height });
  const count = pixelmatch(held.data, seen.data, diff.data, held.width, held.height, { threshold: 0.12 });
  const different = count / (held.width * held.height);
  if (different > MOST_DIFFERENT) {
    writeFileSync(join(apart, `${name}.seen.png`), shot);
    writeFileSync(join(apart, `${name}.diff.png`), PNG.sync.write(diff));
  }
  return { name, different };
}

export const isSame = (c: Compared): boolean => typeof c.different === 'number' && c.different <= MOST_DIFFERENT;
