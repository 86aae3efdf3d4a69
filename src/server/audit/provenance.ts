// A row of the audit chain that made a version, as a FHIR R4 Provenance of that version: who, in which role, under which
// rules, and for what was reasoned out also with which knowledge.

import { isJsonObject, type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { EXTENSION } from '#fhir/system.js';
import { type AuditRow } from '../store/audit-chain.js';
import { ACTIVITIES, AUTHOR, KNOWLEDGE_SYSTEM, policyAddress } from './audit-codes.js';
import { concept, referenceOf, roleConcept, whoOf } from './audit-event.js';
import { type Onlooker, seesPerson, seesResource } from './shown-row.js';

/** Types whose content says with which knowledge it was reasoned out. */
export const REASONED: ReadonlySet<string> = new Set(['RiskAssessment', 'ClinicalImpression']);

/** Whether a row has a Provenance that this onlooker may see: it made a version, and that may be named. */
export const hasProvenance = (row: AuditRow, onlooker: Onlooker): boolean =>
  Object.hasOwn(ACTIVITIES, row.action) &&
  row.outcome === 'success' &&
  row.type !== undefined &&
  row.id !== undefined &&
  row.version !== undefined &&
  seesPerson(onlooker) &&
  seesResource(onlooker, row);

/** The Provenance, named as the row is outside; `knowledge` is the version that the resource was reasoned out with, null where it was not or is hidden. */
export function provenanceOf(
  row: AuditRow,
  rowName: string,
  name: string | null,
  knowledge: string | null,
): JsonObject {
  const recorded = new Date(row.at).toISOString();
  return {
    resourceType: 'Provenance',
    id: `p-${rowName}`,
    meta: { versionId: '1', lastUpdated: recorded },
    target: [{ reference: referenceOf(row) }],
    recorded,
    policy: [policyAddress(row.policy)],
    activity: concept(ACTIVITIES[row.action]!),
    agent: [
      {
        type: concept(AUTHOR),
        role: [roleConcept(row.role)],
        who: whoOf(row, name),
        ...(row.onBehalfOf === undefined ? {} : { onBehalfOf: { reference: `Patient/${row.onBehalfOf}` } }),
      },
    ],
    ...(knowledge === null
      ? {}
      : {
          entity: [
            {
              role: 'source',
              what: { identifier: { system: KNOWLEDGE_SYSTEM, value: knowledge }, display: `knowledge ${knowledge}` },
            },
          ],
        }),
  };
}

/** The version of the knowledge that a resource says it was reasoned out with. */
export function knowledgeIn(resource: JsonObject): string | null {
  const basis = extensionsOf(resource).find((extension) => extension.url === EXTENSION.basis);
  const version = basis && extensionsOf(basis).find((extension) => extension.url === 'knowledge')?.valueString;
  return typeof version === 'string' ? version : null;
}

const extensionsOf = ({ extension }: JsonObject): readonly JsonObject[] =>
  Array.isArray(extension) ? extension.filter((each: JsonValue) => isJsonObject(each)) : [];
