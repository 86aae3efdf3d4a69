// An answer as a ClinicalImpression: red flags first, whatever the odds; then what was not asked, the ranking or why
// there is none, and what to examine next.

import { type GatedAssessment } from '#core/gated-assessment.js';
import { type Knowledge } from '#core/knowledge.js';
import { type NextStep } from '#core/next-step.js';
import { type RedFlagState } from '#core/red-flag.js';
import { type Names, NOTICE, namesOf, rangeWords, sideWords, TIER_WORDS } from '#core/wording.js';
import { certaintyWord } from '#core/words.js';
import { type AnswerBasis, basisExtension } from './assessment-basis.js';
import { belonging, type CaseContext } from './case-context.js';
import { type ClinicalImpression, type ClinicalImpressionFinding, type Extension } from './r4.js';
import { CODE_SYSTEM, EXTENSION, PROFILE, UCUM } from './system.js';

const WITHHELD_STEPS =
  'What would tell most next takes a needle or an operation; it is for a physician to weigh and is not shown here.';

const codes = (url: string, ids: readonly string[]): Extension[] => ids.map((id) => ({ url, valueCode: id }));

const redFlagExtension = (s: RedFlagState): Extension => ({
  url: EXTENSION.redFlag,
  extension: [
    { url: 'rule', valueCode: s.rule.id },
    { url: 'verified', valueBoolean: s.rule.verified },
    ...(s.level
      ? [
          { url: 'tier', valueCode: s.level.tier },
          { url: 'action', valueString: s.level.action },
          { url: 'country', valueString: s.level.country },
        ]
      : []),
    ...codes('because', s.because),
    ...codes('not-asked', s.notAsked),
    { url: 'question-due', valueBoolean: s.questionDue },
  ],
});

const redFlagFinding = (s: RedFlagState, names: Names): ClinicalImpressionFinding => ({
  itemCodeableConcept: {
    coding: [
      { system: CODE_SYSTEM.redFlag, code: s.rule.id, display: s.rule.name },
      { system: CODE_SYSTEM.tier, code: s.level!.tier },
    ],
    text: `${TIER_WORDS[s.level!.tier]}: ${s.rule.name}`,
  },
  basis: `${s.level!.action} Because: ${s.because.map((id) => names.finding(id)).join('; ') || 'age or time'}.`,
});

const nextStepExtension = (n: NextStep): Extension => ({
  url: EXTENSION.nextStep,
  extension: [
    { url: 'finding', valueCode: n.finding },
    ...(n.side ? [{ url: 'side', valueCode: n.side }] : []),
    { url: 'bits', valueDecimal: n.bits },
    { url: 'cost', valueQuantity: { value: n.cost, unit: 'minutes', system: UCUM, code: 'min' } },
  ],
});

/** What the ranking comes to, or why there is none: codes for machines, and one sentence. */
function rankingOf(
  g: GatedAssessment,
  names: Names,
): { readonly extension: readonly Extension[]; readonly text: string } {
  if (g.ranking === 'given') {
    const [first] = g.assessment.ranked;
    const text = first
      ? `First of the ranking: ${names.disorder(first.disorder)}${sideWords(first.side)}, ${rangeWords(first)}.`
      : 'The ranking is empty.';
    return { extension: g.assessment.nextSteps.map(nextStepExtension), text };
  }
  const missing = g.because === 'cauda-equina' ? g.missing : [];
  return {
    extension: [
      {
        url: EXTENSION.withheld,
        extension: [{ url: 'because', valueCode: g.because }, ...codes('missing', missing)],
      },
    ],
    text:
      g.because === 'under-13'
        ? 'No ranking: its numbers are of adults, and this patient is under 13.'
        : `No ranking until these are asked: ${missing.map((id) => names.finding(id)).join('; ')}.`,
  };
}

/** R4 lets an investigation hold Observations; what else the case was read from is supporting information. */
function evidenceOf({ evidence }: AnswerBasis): Pick<ClinicalImpression, 'investigation' | 'supportingInfo'> {
  const observed = evidence.filter((r) => r.startsWith('Observation/')).map((reference) => ({ reference }));
  const other = evidence.filter((r) => !r.startsWith('Observation/')).map((reference) => ({ reference }));
  return {
    ...(observed.length === 0
      ? {}
      : { investigation: [{ code: { text: 'What was asked and examined' }, item: observed }] }),
    ...(other.length === 0 ? {} : { supportingInfo: other }),
  };
}

/** The ClinicalImpression of an answer; it points to the RiskAssessment where a ranking was given. */
export function clinicalImpressionFromAnswer(
  g: GatedAssessment,
  basis: AnswerBasis,
  knowledge: Knowledge,
  context: CaseContext,
): ClinicalImpression {
  const names = namesOf(knowledge);
  const raised = g.redFlags.filter((s) => s.level);
  const open = g.redFlags.filter((s) => s.level || s.notAsked.length > 0 || s.questionDue);
  const ranking = rankingOf(g, names);
  const leading =
    g.ranking === 'given'
      ? g.assessment.ranked.filter((d) => ['likely', 'possible'].includes(certaintyWord(d.low, d.high)))
      : [];
  const finding: ClinicalImpressionFinding[] = [
    ...raised.map((s) => redFlagFinding(s, names)),
    ...leading.map((d) => ({
      itemCodeableConcept: {
        coding: [{ system: CODE_SYSTEM.disorder, code: d.disorder, display: names.disorder(d.disorder) }],
        text: `${names.disorder(d.disorder)}${sideWords(d.side)}`,
      },
      basis: rangeWords(d),
    })),
  ];
  const notAsked = [...new Set(g.redFlags.flatMap((s) => s.notAsked))].map((id) => names.finding(id));
  const couldNotAsk = g.caudaEquina.flatMap((a) => (a.answer === 'could-not-ask' ? [a] : []));
  return {
    resourceType: 'ClinicalImpression',
    id: context.idOf('impression'),
    meta: { profile: [PROFILE.clinicalImpression] },
    extension: [
      basisExtension(basis, g.ranking === 'given' ? g.assessment : undefined),
      ...open.map(redFlagExtension),
      ...couldNotAsk.map((a) => ({
        url: EXTENSION.couldNotAsk,
        extension: [
          { url: 'question', valueCode: a.question },
          { url: 'reason', valueString: a.reason },
        ],
      })),
      ...ranking.extension,
    ],
    status: g.ranking === 'given' ? 'completed' : 'in-progress',
    ...belonging(context),
    date: context.at,
    ...evidenceOf(basis),
    summary: [...raised.map((s) => `${TIER_WORDS[s.level!.tier]}: ${s.rule.name}.`), ranking.text].join(' '),
    ...(finding.length === 0 ? {} : { finding }),
    ...(g.ranking === 'given'
      ? { prognosisReference: [{ reference: `RiskAssessment/${context.idOf('differential')}` }] }
      : {}),
    note: [
      NOTICE,
      ...(notAsked.length === 0 ? [] : [`Not asked, and could raise a red flag: ${notAsked.join('; ')}.`]),
      ...couldNotAsk.map((a) => `Could not be asked: ${names.finding(a.question)}: ${a.reason}`),
      ...(g.ranking === 'given' && g.stepsWithheld > 0 ? [WITHHELD_STEPS] : []),
    ].map((text) => ({ text })),
  };
}
