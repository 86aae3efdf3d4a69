// What the build has made and the server reads once: the knowledge, FHIR's definitions, the codes to check against.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Knowledge } from '#core/knowledge.js';
import { type KnownCodes } from '#fhir/code-book.js';
import { type FhirDefinitions, type ValidateFhir } from '#fhir/validate-fhir.js';
import { fhirValidation } from '../fhir-api/fhir-validation.js';
import { type DefinitionFiles, type Definitions, definitionsOf } from '../store/definitions.js';
import { OperatorError } from './data-folder.js';

export interface BuiltParts {
  readonly knowledge: Knowledge;
  readonly definitions: Definitions;
  readonly validate: ValidateFhir;
  readonly fhir: FhirDefinitions;
  /** Codes of others for our findings. */
  readonly codes: KnownCodes;
}

const NEEDED = [
  'web/index.html',
  'pack/knowledge.json',
  'pack/evidence.json',
  'pack/patients.json',
  'pack/fhir-definitions.json',
  'definitions/structures.json',
  'definitions/searches.json',
];

const read = async <T>(root: string, path: string): Promise<T> =>
  JSON.parse(await readFile(join(root, path), 'utf8')) as T;

/** The definitions alone: what a record needs to be opened. */
export async function builtDefinitions(root: string): Promise<Definitions> {
  return definitionsOf({
    structures: await read<DefinitionFiles['structures']>(root, 'definitions/structures.json'),
    searches: await read<DefinitionFiles['searches']>(root, 'definitions/searches.json'),
  });
}

/** Throws in words when the `dist` folder lacks something. */
export function requireBuilt(root: string): void {
  const missing = NEEDED.filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0)
    throw new OperatorError(`nothing to serve: ${missing.join(', ')} not found in ${root}: run npm run build first`);
}

/** Reads them from the `dist` folder, which takes most of a start. */
export async function builtParts(root: string): Promise<BuiltParts> {
  const knowledge = await read<Knowledge>(root, 'pack/knowledge.json');
  // Before the validation, which reads what they teach.
  const definitions = await builtDefinitions(root);
  const fhir = await read<FhirDefinitions>(root, 'pack/fhir-definitions.json');
  const { findings: codes } = await read<{ findings: KnownCodes }>(root, 'pack/evidence.json');
  return {
    ...{ knowledge, definitions, fhir, codes },
    validate: fhirValidation(fhir, knowledge),
  };
}
