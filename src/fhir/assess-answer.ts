// `$assess` between and out: resources to a case that may be reasoned with, and an answer to Parameters.
import { caseFromRecord } from '#core/case-record.js';
import { textOfFinding } from '#core/finding.js';
import { type GatedAssessment } from '#core/gated-assessment.js';
import { type Knowledge } from '#core/knowledge.js';
import { NOTICE } from '#core/wording.js';
import { type AnswerBasis } from './assessment-basis.js';
import { type CaseContext } from './case-context.js';
import { type CaseReading, caseFromResources, type ReadOptions } from './case-from-resources.js';
import { clinicalImpressionFromAnswer } from './clinical-impression.js';
import { type CodeBook } from './code-book.js';
import { issueOfLeftOut, type LeftOut } from './left-out.js';
import { issueOf, outcomeOf } from './outcome.js';
import { type OperationOutcomeIssue, type Parameters, type ParametersParameter, type Resource } from './r4.js';
import { riskAssessmentFromAssessment } from './risk-assessment.js';

export type CaseForAssessment =
  | ({ readonly ok: true } & CaseReading)
  | { readonly ok: false; readonly issues: readonly OperationOutcomeIssue[] };

/**
 * The case of these resources, held to the rules that a case file is held to: no finding present and absent on one
 * side, no side where there is none.
 */
export function caseForAssessment(
  resources: readonly Resource[],
  book: CodeBook,
  options: ReadOptions,
): CaseForAssessment {
  const reading = caseFromResources(resources, book, options);
  const { patient } = reading;
  const record = { ...patient, duration: undefined, findings: patient.findings.map(textOfFinding) };
  const checked = caseFromRecord(record, 'record', book.knowledge);
  if (checked.ok) return { ok: true, ...reading };
  // A record grows from visit to visit, and what was absent then may be present now.
  const narrower = options.encounter === undefined ? ', or name the encounter that is meant' : '';
  return {
    ok: false,
    issues: checked.errors.map((e) => {
      const [what, mend] = e.message.split(/: (?=[^:]*$)/) as [string, string?];
      return issueOf('broken-rule', { what, where: e.field, ...(mend ? { mend: mend + narrower } : {}) });
    }),
  };
}

/**
 * The answer as Parameters: `impression` always, `differential` where a ranking was given, else `withheld` with the
 * questions in `missing`; `steps-withheld` where procedures were taken out for this reader; `left-out` where something
 * of the record was not read; the notice that cannot be left out.
 */
export function parametersFromAnswer(
  g: GatedAssessment,
  leftOut: readonly LeftOut[],
  basis: AnswerBasis,
  knowledge: Knowledge,
  context: CaseContext,
): Parameters {
  const ranking: ParametersParameter[] =
    g.ranking === 'given'
      ? [
          { name: 'differential', resource: riskAssessmentFromAssessment(g.assessment, basis, knowledge, context) },
          ...(g.stepsWithheld === 0 ? [] : [{ name: 'steps-withheld', valueInteger: g.stepsWithheld }]),
        ]
      : [
          { name: 'withheld', valueCode: g.because },
          ...(g.because === 'cauda-equina' ? g.missing.map((id) => ({ name: 'missing', valueCode: id })) : []),
        ];
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'notice', valueString: NOTICE },
      { name: 'impression', resource: clinicalImpressionFromAnswer(g, basis, knowledge, context) },
      ...ranking,
      ...(leftOut.length === 0 ? [] : [{ name: 'left-out', resource: outcomeOf(leftOut.map(issueOfLeftOut)) }]),
    ],
  };
}
