// The check that every resource passes before it is kept: R4's structures, R4's required codes, our profiles and codes.
import { type Knowledge } from '#core/knowledge.js';
import { Decimal, type JsonValue } from '#fhir/json-value.js';
import { bindingsOf } from '#fhir/terminology.js';
import { type FhirDefinitions, type ValidateFhir, validateFhirOf } from '#fhir/validate-fhir.js';
import { R4_VALIDATION } from '../store/fhirpath.js';
import { type Attempt, made, refuse } from './attempt.js';
import { isRecordType } from './served-types.js';

/**
 * Makes the check from dist/pack/fhir-definitions.json and the knowledge in use. Throws where R4's structures have not
 * been learnt (`definitionsOf`): without them everything would be refused.
 */
export function fhirValidation(definitions: FhirDefinitions, knowledge: Knowledge): ValidateFhir {
  if (!R4_VALIDATION.tryGetDataType('Observation'))
    throw new Error('the structures of R4 are not known yet: call definitionsOf before fhirValidation');
  return validateFhirOf(R4_VALIDATION, definitions, bindingsOf(knowledge), isRecordType);
}

/**
 * Values of a resource, objects and lists counted. A check takes about ten microseconds for each, and nobody else is
 * answered meanwhile; the largest official example of a served type has 1,655.
 */
export const MOST_VALUES = 5_000;

/** Refuses what would take too long to check in one piece. */
export function costRefusal(resource: JsonValue): Attempt<null> {
  if (valuesIn(resource, 0) <= MOST_VALUES) return made(null);
  return refuse('too-costly', {
    what: `a resource of more than ${MOST_VALUES} values`,
    mend: 'send it in parts; a Bundle resource by resource',
  });
}

/** Counts until the limit is passed. */
function valuesIn(value: JsonValue, before: number): number {
  let count = before + 1;
  if (typeof value !== 'object' || value === null || value instanceof Decimal) return count;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (count > MOST_VALUES) break;
    count = valuesIn(inner, count);
  }
  return count;
}
