// A folder on disk in the shape that knowledge/parse reads.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Folder } from '#knowledge/parse.js';

export const folderOnDisk = (root: string): Folder => ({
  read: (path) => readFileSync(join(root, path), 'utf8'),
  list: (path) => (existsSync(join(root, path)) ? readdirSync(join(root, path)).sort() : []),
});
