// `$assess` in: Parameters to what is asked, or to the issues that name the parameter, the value and the mend. What the
// parameters are is src/fhir/assess-operation.ts.

import { CAUDA_EQUINA_QUESTIONS, type CaudaEquinaQuestion, isCaudaEquinaQuestion } from '#core/cauda-equina.js';
import { closest } from '#core/closest.js';
import { type AssessOptions } from '#core/differential.js';
import { PRIOR_CHOICES } from '#core/knowledge.js';
import { resourcesOfBundle } from './bundle-resources.js';
import { shown } from './left-out.js';
import { issueOf } from './outcome.js';
import { type OperationOutcomeIssue, type Parameters, type ParametersParameter, type Resource } from './r4.js';

/** What `$assess` is asked. */
export interface AssessRequest {
  /** The resources of the case; or none, where the record is to be read. */
  readonly record?: readonly Resource[];
  /** Id of the Patient whose record is to be read, or whose case the resources are. */
  readonly subject?: string;
  /** Id of the Encounter. */
  readonly encounter?: string;
  readonly options: Required<Pick<AssessOptions, 'choice' | 'seed' | 'draws'>>;
  readonly couldNotAsk: Partial<Readonly<Record<CaudaEquinaQuestion, string>>>;
}

export type AssessRequestResult =
  | { readonly ok: true; readonly request: AssessRequest }
  | { readonly ok: false; readonly issues: readonly OperationOutcomeIssue[] };

/** As the command line has them, so that the same question has the same answer at every door. */
export const DEFAULTS: AssessRequest['options'] = { choice: 'pain-clinic', seed: 1, draws: 200 };
/** Fewer draws make a range that means nothing; more than 512 the reasoning does not take. */
export const LEAST_DRAWS = 50;
export const MOST_DRAWS = 512;
const MOST_SEED = 2_147_483_647;
const MOST_REASON = 500;

/** The request while it is read. */
interface Draft {
  record?: readonly Resource[];
  subject?: string;
  encounter?: string;
  options: AssessRequest['options'];
  couldNotAsk: Partial<Record<CaudaEquinaQuestion, string>>;
}
/** What is wrong with a parameter and how to mend it. */
type Refused = readonly [what: string, mend: string] | undefined;

const reference =
  (field: 'subject' | 'encounter', type: string) =>
  (p: ParametersParameter, draft: Draft): Refused => {
    // A reference to another server is to nobody of ours.
    const [, id] = new RegExp(`^${type}/([A-Za-z0-9.-]{1,64})$`).exec(p.valueReference?.reference ?? '') ?? [];
    if (id === undefined) return [`${field} is ${valueShown(p)}`, `give valueReference ${type}/id`];
    draft[field] = id;
    return undefined;
  };

const whole =
  (field: 'seed' | 'draws', least: number, most: number) =>
  (p: ParametersParameter, draft: Draft): Refused => {
    const value = p.valueInteger;
    if (value === undefined || !Number.isInteger(value) || value < least || value > most)
      return [`${field} is ${valueShown(p)}`, `give valueInteger from ${least} to ${most}`];
    draft.options = { ...draft.options, [field]: value };
    return undefined;
  };

function recordOf({ resource }: ParametersParameter, draft: Draft): Refused {
  if (resource?.resourceType !== 'Bundle')
    return ['record holds no Bundle', 'give resource: a Bundle of the resources of the case'];
  draft.record = resourcesOfBundle(resource);
  return undefined;
}

function settingOf(p: ParametersParameter, draft: Draft): Refused {
  const choice = PRIOR_CHOICES.find((x) => x === p.valueCode);
  if (!choice) return [`setting is ${valueShown(p)}`, `give valueCode: ${PRIOR_CHOICES.join(', ')}`];
  draft.options = { ...draft.options, choice };
  return undefined;
}

function couldNotAskOf(p: ParametersParameter, { couldNotAsk }: Draft): Refused {
  const part = (name: string): ParametersParameter | undefined => p.part?.find((x) => x.name === name);
  const question = part('question')?.valueCode;
  const reason = part('reason')?.valueString?.trim() ?? '';
  if (question === undefined || !isCaudaEquinaQuestion(question))
    return [
      `could-not-ask has the question ${shown(question)}`,
      `give part question, a valueCode: ${CAUDA_EQUINA_QUESTIONS.join(', ')}`,
    ];
  if (reason === '' || reason.length > MOST_REASON)
    return [
      `could-not-ask ${question} has ${reason === '' ? 'no reason' : 'a reason too long'}`,
      `give part reason, a valueString of 1 to ${MOST_REASON} characters: why it could not be asked`,
    ];
  if (couldNotAsk[question] !== undefined) return [`could-not-ask names ${question} twice`, 'keep one reason'];
  couldNotAsk[question] = reason;
  return undefined;
}

/** One reader a parameter; its name is its key. */
const READERS: Readonly<Record<string, (p: ParametersParameter, draft: Draft) => Refused>> = {
  record: recordOf,
  subject: reference('subject', 'Patient'),
  encounter: reference('encounter', 'Encounter'),
  setting: settingOf,
  seed: whole('seed', 0, MOST_SEED),
  draws: whole('draws', LEAST_DRAWS, MOST_DRAWS),
  'could-not-ask': couldNotAskOf,
};
const NAMES = Object.keys(READERS);

/** Reads the parameters of `$assess`; every issue at once. */
export function assessRequestFromParameters(parameters: Parameters): AssessRequestResult {
  const given = parameters.parameter ?? [];
  const draft: Draft = { options: DEFAULTS, couldNotAsk: {} };
  const issues = given.flatMap((p, i): OperationOutcomeIssue[] => {
    const where = `Parameters.parameter[${i}]`;
    if (!Object.hasOwn(READERS, p.name)) {
      const near = closest(p.name, NAMES);
      const mend = near ? `did you mean ${near}?` : `use one of ${NAMES.join(', ')}`;
      return [issueOf('unknown-parameter', { what: `unknown parameter: ${shown(p.name)}`, where, mend })];
    }
    if (p.name !== 'could-not-ask' && given.findIndex((x) => x.name === p.name) < i)
      return [issueOf('bad-parameter', { what: `${p.name} is given twice`, where, mend: 'keep one' })];
    const refused = READERS[p.name]!(p, draft);
    return refused ? [issueOf('bad-parameter', { what: refused[0], where, mend: refused[1] })] : [];
  });
  if (!given.some((p) => p.name === 'record' || p.name === 'subject'))
    issues.push(
      issueOf('bad-parameter', {
        what: 'neither record nor subject is given',
        where: 'Parameters.parameter',
        mend: 'give record, a Bundle of the case, or subject, whose record is read',
      }),
    );
  return issues.length > 0 ? { ok: false, issues } : { ok: true, request: draft };
}

/** Whatever value a parameter carries, for a message. */
const valueShown = (p: ParametersParameter): string =>
  shown(Object.entries(p).find(([name]) => name.startsWith('value'))?.[1]);
