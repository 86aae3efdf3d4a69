// `$assess` between and out: resources to a case that may be reasoned with, and an answer to Parameters.
import { type PatientCase } from '#core/case.js';
import { caseFromRecord } from '#core/case-record.js';
import { textOfFinding } from '#core/finding.js';
import { type Knowledge } from '#core/knowledge.js';
import { type AnswerBasis } from './assessment-basis.js';
import { type CaseContext } from './case-context.js';
import { caseFromResources, type ReadOptions } from './case-from-resources.js';
import { clinicalImpressionFromAnswer } from './clinical-impression.js';
import { type CodeBook } from './code-book.js';
import { type GatedAssessment } from './gated-assessment.js';
import { issueOfLeftOut, type LeftOut } from './left-out.js';
import { issueOf, outcomeOf } from './outcome.js';
import { type OperationOutcomeIssue, type Parameters, type ParametersParameter, type Resource } from './r4.js';
import { riskAssessmentFromAssessment } from './risk-assessment.js';
import { NOTICE } from './wording.js';

export type CaseForAssessment =
  | { readonly ok: true; readonly patient: PatientCase; readonly leftOut: readonly LeftOut[] }
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
  const { patient, leftOut } = caseFromResources(resources, book, options);
  const record = { ...patient, duration: undefined, findings: patient.findings.map(textOfFinding) };
  const checked = caseFromRecord(record, 'record', book.knowledge);
  if (checked.ok) return { ok: true, patient, leftOut };
  return {
    ok: false,
    issues: checked.errors.map((e) => {
      const [what, mend] = e.message.split(/: (?=[^:]*$)/) as [string, string?];
      return issueOf('broken-rule', { what, where: e.field, ...(mend ? { mend } : {}) });
    }),
  };
}

/**
 * The answer as Parameters: `impression` always, `differential` where a ranking was given, else `withheld` with the
 * questions in `missing`; `left-out` where something of the record was not read; the notice that cannot be left out.
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
      ? [{ name: 'differential', resource: riskAssessmentFromAssessment(g.assessment, basis, knowledge, context) }]
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
