// The answer as a record or another system may see it: red flags always, the ranking only once the five cauda-equina
// questions are answered. There is no way from here to a probability around that gate.
import { type PatientCase } from './case.js';
import {
  type CaudaEquinaAnswer,
  type CaudaEquinaQuestion,
  type CouldNotAsk,
  caudaEquinaAnswers,
  unanswered,
} from './cauda-equina.js';
import { type Assessment, type AssessOptions, assess } from './differential.js';
import { type Knowledge } from './knowledge.js';
import { type Model } from './model.js';
import { isProcedure } from './next-step.js';
import { type RedFlagState, redFlagsOf } from './red-flag.js';

export type GatedAssessment = {
  readonly redFlags: readonly RedFlagState[];
  readonly caudaEquina: readonly CaudaEquinaAnswer[];
} & (
  | { readonly ranking: 'withheld'; readonly because: 'cauda-equina'; readonly missing: readonly CaudaEquinaQuestion[] }
  | { readonly ranking: 'withheld'; readonly because: 'under-13' }
  | {
      readonly ranking: 'given';
      readonly assessment: Assessment;
      /** How many next steps were taken out because this reader may not order them. */
      readonly stepsWithheld: number;
    }
);

/** Red flags first; then the ranking, or why it is withheld. Pure, as `assess` is. */
export function assessThroughGate(
  model: Model,
  c: PatientCase,
  options: AssessOptions,
  couldNotAsk: CouldNotAsk = {},
): GatedAssessment {
  const caudaEquina = caudaEquinaAnswers(c, model.knowledge, couldNotAsk);
  const missing = unanswered(caudaEquina);
  if (missing.length > 0)
    return {
      redFlags: redFlagsOf(model.knowledge, c),
      caudaEquina,
      ranking: 'withheld',
      because: 'cauda-equina',
      missing,
    };
  const assessment = assess(model, c, options);
  const { redFlags, withheld } = assessment;
  return withheld
    ? { redFlags, caudaEquina, ranking: 'withheld', because: withheld }
    : { redFlags, caudaEquina, ranking: 'given', assessment, stepsWithheld: 0 };
}

/**
 * The answer for one who may not order a procedure: next steps by needle or knife are taken out and counted. Red flags
 * stay whole, also where they say that a block must wait: a warning is no advice to do one.
 */
export function withoutProcedures(g: GatedAssessment, knowledge: Pick<Knowledge, 'findings'>): GatedAssessment {
  if (g.ranking === 'withheld') return g;
  const { nextSteps } = g.assessment;
  const procedures = new Set(knowledge.findings.filter(isProcedure).map((f) => f.id));
  const kept = nextSteps.filter((step) => !procedures.has(step.finding));
  return { ...g, assessment: { ...g.assessment, nextSteps: kept }, stepsWithheld: nextSteps.length - kept.length };
}
