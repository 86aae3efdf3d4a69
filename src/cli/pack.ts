// The compiled knowledge, found beside the program: dist/pack in the package, wherever the package lies.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type EvidencePack } from '#core/evidence-pack.js';
import { type Knowledge } from '#core/knowledge.js';

const ROOT = new URL('../../', import.meta.url);
/** The package's own folder. */
export const PACKAGE_FOLDER = fileURLToPath(ROOT);

export type PackResult<T> = { readonly ok: true; readonly pack: T } | { readonly ok: false; readonly message: string };

function loaded<T>(path: string): PackResult<T> {
  try {
    return { ok: true, pack: JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')) as T };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const what = missing ? 'is missing' : `cannot be read (${(error as Error).message})`;
    return { ok: false, message: `the compiled knowledge ${path} ${what}: run npm run build` };
  }
}

export const knowledgePack = (): PackResult<Knowledge> => loaded('dist/pack/knowledge.json');
export const anatomyPack = (): PackResult<Anatomy> => loaded('dist/pack/anatomy.json');
export const evidencePack = (): PackResult<EvidencePack> => loaded('dist/pack/evidence.json');

export function programVersion(): string {
  return (JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string }).version;
}
