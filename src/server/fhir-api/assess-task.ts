// One `$assess`, from the resources of a case to the Parameters of its answer: what the reasoning thread does. Pure.
import { assessThroughGate, withoutProcedures } from '#core/gated-assessment.js';
import { type Model } from '#core/model.js';
import { caseForAssessment, parametersFromAnswer } from '#fhir/assess-answer.js';
import { type AssessRequest } from '#fhir/assess-request.js';
import { firstSubject } from '#fhir/case-from-resources.js';
import { type CodeBook } from '#fhir/code-book.js';
import { issueOf } from '#fhir/outcome.js';
import { type OperationOutcomeIssue, type Resource } from '#fhir/r4.js';

/** What crosses to the thread: text and plain values only. */
export interface AssessTask extends Pick<AssessRequest, 'options' | 'couldNotAsk'> {
  /** JSON list of resources that were checked before. */
  readonly resources: string;
  /** Id of the Patient; null: whoever the resources are about. */
  readonly subject: string | null;
  /** Id of the Encounter; null: all of them. */
  readonly encounter: string | null;
  /** The time of asking, as a FHIR instant. */
  readonly now: string;
  /** Ids of the two resources that are made; they are kept nowhere. */
  readonly ids: { readonly impression: string; readonly differential: string };
  /** Whether the asker may order procedures; else none is proposed. */
  readonly procedures: boolean;
}

export type AssessOutcome =
  | { readonly type: 'answered'; readonly parameters: string }
  | { readonly type: 'refused'; readonly issues: readonly OperationOutcomeIssue[] };

const LOCAL_PATIENT = /^Patient\/([A-Za-z0-9.-]{1,64})$/;

/** Reasons about one case. */
export function assessOutcome(task: AssessTask, model: Model, book: CodeBook): AssessOutcome {
  const resources = JSON.parse(task.resources) as readonly Resource[];
  const subject = task.subject ?? LOCAL_PATIENT.exec(firstSubject(resources) ?? '')?.[1];
  if (subject === undefined)
    return {
      type: 'refused',
      issues: [
        issueOf('bad-parameter', {
          what: 'record does not say whose case it is',
          where: 'Parameters.parameter',
          mend: 'put the Patient into the record, or give subject',
        }),
      ],
    };
  const of = { subject, ...(task.encounter === null ? {} : { encounter: task.encounter }) };
  const read = caseForAssessment(resources, book, { ...of, at: timeOfCase(resources, task) });
  if (!read.ok) return { type: 'refused', issues: read.issues };
  const whole = assessThroughGate(model, read.patient, task.options, task.couldNotAsk);
  const { choice: setting, seed, draws } = task.options;
  const parameters = parametersFromAnswer(
    task.procedures ? whole : withoutProcedures(whole, model.knowledge),
    read.leftOut,
    { knowledge: model.knowledge.version, setting, seed, draws, evidence: read.readFrom },
    model.knowledge,
    { ...of, at: task.now, idOf: (name) => task.ids[name as keyof AssessTask['ids']] },
  );
  return { type: 'answered', parameters: JSON.stringify(parameters) };
}

/** A case of an encounter is of the day when that began: ages and durations are counted to it. */
function timeOfCase(resources: readonly Resource[], { encounter, now }: AssessTask): string {
  for (const r of resources) {
    if (r.resourceType !== 'Encounter' || r.id !== encounter) continue;
    const start = r.period?.start ?? '';
    if (/^\d{4}-\d{2}-\d{2}/.test(start)) return start;
  }
  return now;
}
