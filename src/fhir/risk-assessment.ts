// A differential as a RiskAssessment: one prediction a disorder, likeliest first, "something else" last. Probabilities
// are ranges in percent, as R4 asks (ras-1, ras-2); the mean stands beside in an extension, because a bare point looks
// like a fact.
import { type Assessment, type Range, type RankedDisorder } from '#core/differential.js';
import { type Reason } from '#core/explain.js';
import { type Knowledge } from '#core/knowledge.js';
import { CANNOT_TELL_WORDS, type Names, NOTICE, namesOf, rangeWords, reasonWords, sideWords } from '#core/wording.js';
import { certaintyWord } from '#core/words.js';
import { type AnswerBasis, basisExtension } from './assessment-basis.js';
import { belonging, type CaseContext } from './case-context.js';
import { type Extension, type Quantity, type RiskAssessment, type RiskAssessmentPrediction } from './r4.js';
import { CODE_SYSTEM, EXTENSION, PROFILE, UCUM } from './system.js';

/** A share as percent, to a hundredth: the draws know no more. */
const percent = (share: number): Quantity => ({
  value: Math.round(share * 10_000) / 100,
  unit: '%',
  system: UCUM,
  code: '%',
});

const METHOD =
  'Noisy-OR network of disorders and findings, exact over sets of disorders; ranges are 80 % intervals from draws of its parameters';

/** Log-odds of x1.1: less than that is no reason to read. */
const LEAST_TOLD = 0.1;

const reasonExtension = (r: Reason): Extension => ({
  url: EXTENSION.reason,
  extension: [
    { url: 'kind', valueCode: r.kind },
    ...(r.finding === undefined ? [] : [{ url: 'finding', valueCode: r.finding }]),
    ...(r.side ? [{ url: 'side', valueCode: r.side }] : []),
    ...(r.presence ? [{ url: 'presence', valueCode: r.presence }] : []),
    { url: 'log-odds', valueDecimal: r.logOdds },
    { url: 'basis', valueCode: r.basis },
    { url: 'weight', valueDecimal: r.weight },
    ...r.from.map((report) => ({ url: 'from', valueString: report })),
  ],
});

const predictionOf = (id: string, range: Range, names: Names): RiskAssessmentPrediction => ({
  extension: [{ url: EXTENSION.mean, valueQuantity: percent(range.mean) }],
  outcome: {
    coding: [{ system: CODE_SYSTEM.disorder, code: id, display: names.disorder(id) }],
    text: names.disorder(id),
  },
  probabilityRange: { low: percent(range.low), high: percent(range.high) },
  qualitativeRisk: {
    coding: [{ system: CODE_SYSTEM.certainty, code: certaintyWord(range.low, range.high) }],
    text: rangeWords(range),
  },
});

function predictionOfDisorder(d: RankedDisorder, names: Names): RiskAssessmentPrediction {
  const told = d.reasons.filter((r) => Math.abs(r.logOdds) >= LEAST_TOLD).map((r) => reasonWords(r, names));
  const rationale = [
    told.length > 0 ? `Odds: ${told.join('; ')}` : '',
    d.notExplained.length > 0
      ? `Not explained: ${d.notExplained.map((n) => names.finding(n.finding, n.side)).join('; ')}`
      : '',
    d.reasons.length > 0 ? `${Math.round(d.judgementShare * 100)} % of this rests on judgement` : '',
  ].filter((text) => text !== '');
  const bare = predictionOf(d.disorder, d, names);
  return {
    ...bare,
    extension: [
      ...bare.extension!,
      ...(d.side === null ? [] : [{ url: EXTENSION.side, valueCode: d.side }]),
      ...(d.reasons.length === 0 ? [] : [{ url: EXTENSION.judgement, valueQuantity: percent(d.judgementShare) }]),
      ...d.reasons.map(reasonExtension),
      ...d.notExplained.map((n) => ({
        url: EXTENSION.notExplained,
        extension: [{ url: 'finding', valueCode: n.finding }, ...(n.side ? [{ url: 'side', valueCode: n.side }] : [])],
      })),
    ],
    outcome: { ...bare.outcome!, text: `${names.disorder(d.disorder)}${sideWords(d.side)}` },
    ...(rationale.length > 0 ? { rationale: `${rationale.join('. ')}.` } : {}),
  };
}

/**
 * The RiskAssessment of a ranking that was given. Throws for one that was withheld: there is nothing to write, and an
 * empty list could be read as "nothing found".
 */
export function riskAssessmentFromAssessment(
  a: Assessment,
  basis: AnswerBasis,
  knowledge: Knowledge,
  context: CaseContext,
): RiskAssessment {
  if (a.withheld || !a.somethingElse)
    throw new Error(`a ranking that is withheld (${a.withheld}) has no RiskAssessment`);
  const names = namesOf(knowledge);
  return {
    resourceType: 'RiskAssessment',
    id: context.idOf('differential'),
    meta: { profile: [PROFILE.riskAssessment] },
    extension: [
      basisExtension(basis, a),
      ...a.cannotTell.map((why) => ({ url: EXTENSION.cannotTell, valueCode: why })),
      ...a.discounted.map((d) => ({
        url: EXTENSION.discounted,
        extension: [
          { url: 'family', valueCode: d.family },
          { url: 'weight', valueDecimal: d.weight },
          ...d.findings.map((id) => ({ url: 'finding', valueCode: id })),
        ],
      })),
    ],
    status: 'final',
    method: { text: METHOD },
    ...belonging(context),
    occurrenceDateTime: context.at,
    ...(basis.evidence.length === 0 ? {} : { basis: basis.evidence.map((reference) => ({ reference })) }),
    prediction: [
      ...a.ranked.map((d) => predictionOfDisorder(d, names)),
      predictionOf(knowledge.somethingElse, a.somethingElse, names),
    ],
    note: [NOTICE, ...a.cannotTell.map((why) => `${CANNOT_TELL_WORDS[why]}.`)].map((text) => ({ text })),
  };
}
