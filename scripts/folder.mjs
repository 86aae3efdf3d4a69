// A folder on disk in the shape that knowledge/parse reads.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} root */
export function folderOf(root) {
  const list = (path) => (existsSync(join(root, path)) ? readdirSync(join(root, path)).sort() : []);
  const all = (path = '') =>
    list(path).flatMap((name) => {
      const at = path ? `${path}/${name}` : name;
      return statSync(join(root, at)).isDirectory() ? all(at) : [at];
    });
  return { read: (path) => readFileSync(join(root, path), 'utf8'), list, all: () => all() };
}
