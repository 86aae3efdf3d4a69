// Builds what runs: the layers (tsc), the knowledge packs, the FHIR definitions, the workstation (vite).
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from './step.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules/.bin', name);
process.chdir(root);
step('compiling the layers', bin('tsc'), ['-b', 'src/core', 'src/knowledge', 'src/fhir', 'src/server', 'src/cli']);
step('compiling the knowledge', process.execPath, ['scripts/pack.mjs']);
step('compacting the FHIR definitions', process.execPath, ['scripts/definitions.mjs']);
step('building the workstation', bin('vite'), ['build', '--logLevel', 'warn']);
