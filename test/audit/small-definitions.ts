// Definitions of three types and one reference, for tests that need to know whom a resource is about and nothing else:
// all of R4 takes seconds to read.
import { type Definitions, definitionsOf } from '#server/store/definitions.js';

const element = (path: string, type: string, max = '1') => ({ path, min: 0, max, type: [{ code: type }] });
const structure = (type: string, elements: readonly object[] = []) => ({
  ...{ resourceType: 'StructureDefinition', url: `http://hl7.org/fhir/StructureDefinition/${type}`, name: type },
  ...{ status: 'active', kind: 'resource', abstract: false, type },
  snapshot: { element: [{ path: type, min: 0, max: '*' }, ...elements] },
});

export const smallDefinitions = (): Definitions =>
  definitionsOf({
    structures: [
      structure('Patient'),
      structure('Device'),
      structure('Observation', [element('Observation.subject', 'Reference')]),
    ],
    searches: {
      parameters: [
        {
          code: 'patient',
          base: ['Observation'],
          type: 'reference',
          expression: 'Observation.subject',
          target: ['Patient'],
        },
      ],
      compartment: { Observation: ['patient'] },
    },
  });
