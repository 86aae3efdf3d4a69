// The workstation with reload on every change, and the packs it reads.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, step } from './step.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const bin = (name) => join(root, 'node_modules/.bin', name);
step('compiling the layers', bin('tsc'), ['-b', 'src/core', 'src/knowledge']);
step('compiling the knowledge', process.execPath, ['scripts/pack.mjs']);
process.exit(run(bin('vite'), []));
