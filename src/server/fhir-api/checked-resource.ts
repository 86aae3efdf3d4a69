// What every resource passes before the store is asked: it is of the type, whole, free of what the server gives, valid,
// and the role may write it.
import { isJsonObject, type JsonObject, plainFromJson } from '#fhir/json-value.js';
import { outcomeOf } from '#fhir/outcome.js';
import { type OperationOutcomeIssue, type Resource } from '#fhir/r4.js';
import { allowedOf } from '../store/scope.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { costRefusal } from './fhir-validation.js';
import { refusedBy } from './outcome-of-refusal.js';
import { isPart } from './part.js';

/**
 * Checks a resource that is to stand in place of `before` (null for a new one). Warnings of the check come back; errors
 * are refused together.
 */
export function checkedResource(
  asker: Asker,
  type: string,
  resource: JsonObject,
  before: JsonObject | null,
): Attempt<readonly OperationOutcomeIssue[]> {
  const { open, principal, scope } = asker;
  const allowed = allowedOf(scope.write, type);
  if (allowed !== 'all' && allowed.length === 0) return { ok: false, refused: refusedBy({ type: 'forbidden' }) };
  if (resource.resourceType !== type)
    return refuse('bad-element', {
      what: `the resourceType is not ${type}`,
      where: 'resourceType',
      mend: `send a ${type}, or send it to the address of its type`,
    });
  if (isPart(resource))
    return refuse('broken-rule', {
      what: 'it is tagged SUBSETTED: a part of a resource would take the place of the whole',
      where: `${type}.meta.tag`,
      mend: 'read it without _summary and _elements, and change that',
    });
  if (isJsonObject(resource.meta) && resource.meta.security !== undefined)
    return refuse('broken-rule', {
      what: 'meta.security is not taken from whoever sends a resource: this server alone decides who sees it',
      where: `${type}.meta.security`,
      mend: 'leave it out',
    });
  const cost = costRefusal(resource);
  if (!cost.ok) return cost;
  const issues = open.validate(plainFromJson(resource) as Resource);
  if (issues.some(({ severity }) => severity === 'error' || severity === 'fatal'))
    return { ok: false, refused: { outcome: outcomeOf(issues) } };
  const objection = open.policy.objectionTo(principal, resource, before);
  if (objection !== null) return refuse('not-for-the-role', { what: objection });
  return made(issues);
}
