// Our own definitions as FHIR resources: profiles and extensions, codes, value sets, operations. They say nothing of
// anybody; they come from the build and the knowledge in use and are in no store.
import { type Knowledge } from '#core/knowledge.js';
import { ASSESS_OPERATION } from '#fhir/assess-operation.js';
import { type CodeSystem, type OperationDefinition, type StructureDefinition, type ValueSet } from '#fhir/r4.js';
import { codeSystemsOf, valueSetsOf } from '#fhir/terminology.js';
import { type FhirDefinitions } from '#fhir/validate-fhir.js';

/** The types whose resources are ours by definition: read, and found by `url` and `_id`. */
export const CONFORMANCE_TYPES = ['CodeSystem', 'OperationDefinition', 'StructureDefinition', 'ValueSet'] as const;
export type ConformanceType = (typeof CONFORMANCE_TYPES)[number];
/** One of them, written once: it is asked for by anybody. */
export interface ConformanceResource {
  readonly id: string;
  readonly url: string;
  readonly text: string;
}
type Written = CodeSystem | OperationDefinition | StructureDefinition | ValueSet;

/** All of them by type and id. */
export function conformanceResources(
  fhir: FhirDefinitions,
  knowledge: Knowledge,
): Readonly<Record<ConformanceType, ReadonlyMap<string, ConformanceResource>>> {
  const byId = (resources: readonly Written[]) =>
    new Map(resources.map((r) => [r.id!, { id: r.id!, url: r.url!, text: JSON.stringify(r) }]));
  return {
    CodeSystem: byId(codeSystemsOf(knowledge)),
    OperationDefinition: byId([ASSESS_OPERATION]),
    StructureDefinition: byId(fhir.profiles),
    ValueSet: byId(valueSetsOf(knowledge)),
  };
}
