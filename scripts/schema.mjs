// JSON Schemas of the knowledge files, for completion in an editor; `--check` fails when they are stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import * as anatomy from '../dist/knowledge/anatomy-schema.js';
import * as schema from '../dist/knowledge/schema.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const FILES = {
  findings: schema.findingFile,
  disorder: schema.disorderFile,
  source: schema.sourceFile,
  'red-flag': schema.redFlagFile,
  controversies: schema.controversyFile,
  'not-taken': schema.notTakenFile,
  founding: schema.foundingFile,
  judgement: schema.judgementFile,
  patients: schema.patientFile,
  'anatomy-dimensions': anatomy.dimensionFile,
  'anatomy-outlines': anatomy.outlineFile,
  'anatomy-plate': anatomy.plateFile,
  'anatomy-points': anatomy.pointFile,
  'anatomy-regions': anatomy.regionFile,
  'anatomy-territories': anatomy.territoryFile,
  'anatomy-thresholds': anatomy.thresholdFile,
};
const check = process.argv.includes('--check');
mkdirSync(join(root, 'knowledge/schema'), { recursive: true });
for (const [name, zod] of Object.entries(FILES)) {
  const path = join(root, `knowledge/schema/${name}.schema.json`);
  const text = `${JSON.stringify(z.toJSONSchema(zod), null, 2)}\n`;
  if (!check) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`knowledge/schema/${name}.schema.json is stale: run node scripts/schema.mjs`);
    process.exitCode = 1;
  }
}
