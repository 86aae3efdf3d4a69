// $assess (src/fhir/assess-operation.ts): the differential of one case, from resources that are sent or from a patient's
// record. Nothing is kept; what was read is audited; the reasoning runs on its own thread.
import { setImmediate as breath } from 'node:timers/promises';
import { assessRequestFromParameters } from '#fhir/assess-request.js';
import { nameOfResource } from '#fhir/concept.js';
import { type JsonObject, plainFromJson } from '#fhir/json-value.js';
import { outcomeOf } from '#fhir/outcome.js';
import { type OperationOutcomeIssue, type Parameters, type Resource } from '#fhir/r4.js';
import { shapeIssues } from '#fhir/shape-check.js';
import { rowOf } from '../authorization/matrix.js';
import { R4_VALIDATION } from '../store/fhirpath.js';
import { type StoredVersion } from '../store/repository.js';
import { type Answer, instantOf } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { caseRecord, listText, MOST_OF_A_CASE } from './case-record.js';
import { costRefusal } from './fhir-validation.js';
import { isTelling } from './performing.js';
import { onlyKnown } from './query-pairs.js';
import { type Reasoning } from './reasoning-thread.js';

/** The row of the matrix that says who may ask. */
export const ASSESS_ACTION = 'see differential and impression';
/** The row that says to whom procedures may be proposed. */
const PROCEDURE_ACTION = 'order or record a block, a dose';

/** Milliseconds for which sent resources are checked before others have their turn. */
const TURN_MS = 8;

/** Asks the reasoning about the case in `body`, a Parameters. */
export async function assessing(
  asker: Asker,
  reasoning: Reasoning,
  body: JsonObject,
  asked: Asked,
): Promise<Attempt<Answer>> {
  const known = onlyKnown(asked.pairs, []);
  if (!known.ok) return known;
  const parameters = plainFromJson(body) as Parameters;
  const misshapen = shapeIssues(parameters, R4_VALIDATION);
  if (misshapen.length > 0) return refusedWith(misshapen);
  if (parameters.resourceType !== 'Parameters')
    return refuse('bad-element', { what: 'the body is no Parameters', mend: 'send a Parameters resource' });
  const read = assessRequestFromParameters(parameters);
  if (!read.ok) return refusedWith(read.issues);
  const { record, subject = null, encounter = null, options, couldNotAsk } = read.request;
  const found = record ? await checkedRecord(asker, record) : await recordOf(asker, subject!, encounter);
  if (!found.ok) return found;
  const { repository } = asker.open;
  const outcome = await reasoning.assess({
    ...{ resources: found.value.text, subject, encounter, now: instantOf(asker.now), options, couldNotAsk },
    ids: { impression: repository.newId(), differential: repository.newId() },
    procedures: rowOf(PROCEDURE_ACTION).cells[asker.principal.role] !== 'never',
  });
  switch (outcome.type) {
    case 'refused':
      return refusedWith(outcome.issues);
    case 'busy':
      return refuse(
        'throttled',
        { what: 'too many cases are being reasoned about', mend: 'try again in a second' },
        { 'retry-after': '1' },
      );
    case 'too-long':
      return refuse('took-too-long', {
        what: 'this case took too long to reason about',
        mend: 'ask with fewer findings or fewer draws',
      });
    case 'answered':
      return made({
        ...{ status: 200, stored: null, located: false, body: { kind: 'resource', text: outcome.parameters } },
        shown: {
          action: 'other',
          ...(record || subject === null ? {} : { type: 'Patient', id: subject }),
          versions: found.value.versions,
        },
      });
  }
}

interface FoundCase {
  /** JSON list of the resources. */
  readonly text: string;
  /** Those of the store. */
  readonly versions: readonly StoredVersion[];
}

/** Resources that were sent are held to what any resource is held to, each by itself, with others' turns between. */
async function checkedRecord({ open }: Asker, resources: readonly Resource[]): Promise<Attempt<FoundCase>> {
  if (resources.length > MOST_OF_A_CASE)
    return refuse('too-costly', {
      what: `${resources.length} resources, at most ${MOST_OF_A_CASE}`,
      mend: 'send what belongs to one case',
    });
  const issues: OperationOutcomeIssue[] = [];
  let since = open.world.elapsed();
  for (const resource of resources) {
    const cost = costRefusal(resource as unknown as JsonObject);
    if (!cost.ok) return cost;
    const errors = open.validate(resource).filter((i) => i.severity === 'error');
    issues.push(...errors.map((i) => named(i, resource)));
    if (open.world.elapsed() - since < TURN_MS) continue;
    await breath();
    since = open.world.elapsed();
  }
  return issues.length > 0 ? refusedWith(issues) : made({ text: JSON.stringify(resources), versions: [] });
}

async function recordOf(asker: Asker, subject: string, encounter: string | null): Promise<Attempt<FoundCase>> {
  const versions = await caseRecord(asker, subject, encounter);
  if (versions.ok) return made({ text: listText(versions.value), versions: versions.value });
  const { open, principal } = asker;
  if (isTelling(versions.refused)) open.readAudit.refused(principal, { action: 'other', type: 'Patient', id: subject });
  return versions;
}

const refusedWith = (issues: readonly OperationOutcomeIssue[]) =>
  ({ ok: false, refused: { outcome: outcomeOf(issues) } }) as const;

/** `Observation.status` of which of them. */
const named = (issue: OperationOutcomeIssue, resource: Resource): OperationOutcomeIssue => ({
  ...issue,
  details: { ...issue.details, text: `${nameOfResource(resource)}: ${issue.details?.text}` },
});
