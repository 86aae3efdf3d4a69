// Compiles knowledge/ to the packs that everything loads: dist/pack/{knowledge,evidence,patients}.json.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkKnowledge } from '../dist/knowledge/check.js';
import { compileKnowledge } from '../dist/knowledge/compile.js';
import { parseKnowledge } from '../dist/knowledge/parse.js';
import { folderOf } from './folder.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = folderOf(join(root, 'knowledge'));
const checked = checkKnowledge(folder, folderOf(root));
for (const e of checked.errors) console.error(`${e.rule}: knowledge/${e.file}: ${e.message}`);
if (checked.errors.length > 0) {
  console.error(`${checked.errors.length} errors in knowledge/: nothing was built`);
  process.exit(1);
}
const { files } = parseKnowledge(folder);
const hash = createHash('sha256');
for (const path of folder.all()) hash.update(path).update('\0').update(folder.read(path)).update('\0');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const packs = compileKnowledge(files, `${version}+${hash.digest('hex').slice(0, 12)}`);
mkdirSync(join(root, 'dist/pack'), { recursive: true });
for (const [name, pack] of Object.entries(packs))
  writeFileSync(join(root, `dist/pack/${name}.json`), JSON.stringify(pack));
