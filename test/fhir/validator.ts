// Validation as the server does it: the definitions that the build made, and the validator given R4's structures.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type OperationOutcomeIssue, type Resource } from '#fhir/r4.js';
import { type FhirDefinitions } from '#fhir/validate-fhir.js';
import { fhirValidation } from '#server/fhir-api/fhir-validation.js';
import { learnStructures, R4_VALIDATION } from '#server/store/fhirpath.js';
import { knowledge } from '../pack.js';

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../dist/${path}`, import.meta.url)), 'utf8')) as T;

learnStructures(read<object[]>('definitions/structures.json'));

export const definitions = read<FhirDefinitions>('pack/fhir-definitions.json');
export const validate = fhirValidation(definitions, knowledge);

/** The errors of a resource, as a person reads them. */
export const errorsOf = (resource: unknown): string[] =>
  validate(resource as Resource)
    .filter((i: OperationOutcomeIssue) => i.severity === 'error')
    .map((i) => `${i.expression?.[0] ?? ''}: ${i.details?.text}`);

/** What the general validator itself says of a resource held to a profile with its whole snapshot. */
export function referenceErrors(resource: unknown, url: string): string[] {
  const profile = definitions.profiles.find((p) => p.url === url);
  if (!profile) throw new Error(`no such profile: ${url}`);
  try {
    R4_VALIDATION.validateResource(resource as Resource, { profile } as object);
    return [];
  } catch (error) {
    const { issue } = (error as { outcome: { issue: OperationOutcomeIssue[] } }).outcome;
    return issue.filter((i) => i.severity === 'error').map((i) => `${i.expression?.[0] ?? ''}: ${i.details?.text}`);
  }
}
