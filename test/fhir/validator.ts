// Validation as the server does it: the definitions that the build made, and the validator given R4's structures.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type OperationOutcomeIssue, type Resource, type StructureDefinition } from '#fhir/r4.js';
import { bindingsOf } from '#fhir/terminology.js';
import { type FhirDefinitions, type Validation, validateFhirOf } from '#fhir/validate-fhir.js';
import { knowledge } from '../pack.js';

// Node 20 has no WebSocket, which the package names while it loads.
if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket: class extends EventTarget {} });
const { evalFhirPathTyped, indexStructureDefinitionBundle, parseFhirPath, tryGetDataType, validateResource } =
  await import('@medplum/core');

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../dist/${path}`, import.meta.url)), 'utf8')) as T;

indexStructureDefinitionBundle(read<StructureDefinition[]>('definitions/structures.json'));

export const definitions = read<FhirDefinitions>('pack/fhir-definitions.json');
export const validate = validateFhirOf(
  { evalFhirPathTyped, parseFhirPath, tryGetDataType, validateResource } as unknown as Validation,
  definitions,
  bindingsOf(knowledge),
);

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
    validateResource(resource as never, { profile: profile as never });
    return [];
  } catch (error) {
    const { issue } = (error as { outcome: { issue: OperationOutcomeIssue[] } }).outcome;
    return issue.filter((i) => i.severity === 'error').map((i) => `${i.expression?.[0] ?? ''}: ${i.details?.text}`);
  }
}
