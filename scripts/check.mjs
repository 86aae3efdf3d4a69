// Everything a machine can see without running the product: types and layers, lint and format, the knowledge rules,
// the architecture.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from './step.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const bin = (name) => join(root, 'node_modules/.bin', name);
step('types and layers', bin('tsc'), ['-b']);
step('lint and format', bin('biome'), ['ci', '--diagnostic-level=warn', '.']);
step('knowledge schemas', process.execPath, ['scripts/schema.mjs', '--check']);
step('knowledge rules', process.execPath, ['bin/cluneal.mjs', 'knowledge', 'check', '--quiet']);
step('architecture', bin('vitest'), ['run', '--project', 'unit', 'test/architecture.test.ts']);
