// Every refusal as an OperationOutcome (FHIR R4, OperationOutcome): one table of kinds, each with its HTTP status and
// FHIR issue type, and tiny constructors. An issue says what is wrong and with which value (`details.text`), where
// (`expression`), and how to mend it (`diagnostics`). Nothing of the machine - a path, SQL, a stack - has a way in.
import { type OperationOutcome, type OperationOutcomeIssue } from './r4.js';
import { CODE_SYSTEM } from './system.js';

type Issue = OperationOutcomeIssue['code'];

// biome-ignore format: one kind a line
const KINDS = {
  'bad-json':               [400, 'structure'],
  'bad-element':            [400, 'invalid'],
  'bad-parameter':          [400, 'value'],
  'unknown-parameter':      [400, 'not-supported'],
  'login-required':         [401, 'login'],
  'session-expired':        [401, 'expired'],
  forbidden:                [403, 'forbidden'],
  'not-for-the-role':       [403, 'business-rule'],
  'not-found':              [404, 'not-found'],
  'method-not-allowed':     [405, 'not-supported'],
  'not-acceptable':         [406, 'not-supported'],
  conflict:                 [409, 'conflict'],
  deleted:                  [410, 'deleted'],
  'version-conflict':       [412, 'conflict'],
  'multiple-matches':       [412, 'multiple-matches'],
  'too-large':              [413, 'too-long'],
  'unsupported-media-type': [415, 'not-supported'],
  misdirected:              [421, 'not-supported'],
  invalid:                  [422, 'invalid'],
  'missing-element':        [422, 'required'],
  'unbound-code':           [422, 'code-invalid'],
  'broken-rule':            [422, 'business-rule'],
  'too-costly':             [422, 'too-costly'],
  'version-required':       [428, 'required'],
  throttled:                [429, 'throttled'],
  'our-mistake':            [500, 'exception'],
  'not-implemented':        [501, 'not-supported'],
  'disk-full':              [503, 'no-store'],
  unavailable:              [503, 'transient'],
  'took-too-long':          [503, 'timeout'],
} as const satisfies Readonly<Record<string, readonly [number, Issue]>>;

/** What kind of refusal: decides the HTTP status and FHIR's issue type. */
export type RefusalKind = keyof typeof KINDS;
export const REFUSAL_KINDS: readonly RefusalKind[] = Object.keys(KINDS) as RefusalKind[];

/** What an issue tells. */
export interface Told {
  /** What is wrong, naming the thing and the value; lower case, no full stop. */
  readonly what: string;
  /** The element (FHIRPath, such as `Patient.birthDate`) or the parameter it is about. */
  readonly where?: string;
  /** How to mend it. */
  readonly mend?: string;
}

/** One issue of severity error; `warning` or `information` where nothing was refused. */
export function issueOf(
  kind: RefusalKind,
  { what, where, mend }: Told,
  severity: OperationOutcomeIssue['severity'] = 'error',
): OperationOutcomeIssue {
  return {
    severity,
    code: KINDS[kind][1],
    details: { coding: [{ system: CODE_SYSTEM.refusal, code: kind }], text: what },
    ...(mend === undefined ? {} : { diagnostics: mend }),
    ...(where === undefined ? {} : { expression: [where] }),
  };
}

/** The outcome that holds these issues, at least one. */
export function outcomeOf(issues: readonly OperationOutcomeIssue[]): OperationOutcome {
  if (issues.length === 0) throw new Error('an OperationOutcome needs an issue: use ALL_OK where nothing is wrong');
  return { resourceType: 'OperationOutcome', issue: [...issues] };
}

/** A refusal of one issue. */
export const refusal = (kind: RefusalKind, told: Told): OperationOutcome => outcomeOf([issueOf(kind, told)]);

const kindOf = (issue: OperationOutcomeIssue): RefusalKind | undefined =>
  issue.details?.coding?.find((c) => c.system === CODE_SYSTEM.refusal)?.code as RefusalKind | undefined;

/**
 * The HTTP status an outcome of ours is answered with: that of its gravest issue (the highest status), 200 where no
 * issue is an error.
 */
export function statusOf(outcome: OperationOutcome): number {
  const refused = outcome.issue.filter((i) => i.severity === 'error' || i.severity === 'fatal');
  const statuses = refused.map((issue): number => {
    const kind = kindOf(issue);
    if (!kind || !Object.hasOwn(KINDS, kind)) throw new Error(`an issue that outcome.ts did not make: ${issue.code}`);
    return KINDS[kind][0];
  });
  return statuses.length === 0 ? 200 : Math.max(...statuses);
}

/** Nothing is wrong; for `$validate` and deletes. */
export const ALL_OK: OperationOutcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'information', code: 'informational', details: { text: 'nothing to object to' } }],
};

/** Not there, or not to be seen by whoever asks: one answer, so that nobody learns that something exists. */
export const NOT_FOUND = refusal('not-found', {
  what: 'nothing here that you may see',
  mend: 'check the type and the id, and whether you are of the care team',
});

/** Our own failure; what it was stands in the log only. */
export const OUR_MISTAKE = refusal('our-mistake', {
  what: 'the server failed; nothing was changed by this request',
  mend: 'try again; if it comes back, tell whoever runs this server the time of this answer',
});
