// The answer as a record or another system may see it: red flags always, the ranking only once the five cauda-equina
// questions are answered. There is no way from here to a probability around that gate.
import { type PatientCase } from '#core/case.js';
import { type Assessment, type AssessOptions, assess } from '#core/differential.js';
import { type Model } from '#core/model.js';
import { type RedFlagState, redFlagsOf } from '#core/red-flag.js';
import {
  type CaudaEquinaAnswer,
  type CaudaEquinaQuestion,
  type CouldNotAsk,
  caudaEquinaAnswers,
  unanswered,
} from './cauda-equina.js';

export type GatedAssessment = {
  readonly redFlags: readonly RedFlagState[];
  readonly caudaEquina: readonly CaudaEquinaAnswer[];
} & (
  | { readonly ranking: 'withheld'; readonly because: 'cauda-equina'; readonly missing: readonly CaudaEquinaQuestion[] }
  | { readonly ranking: 'withheld'; readonly because: 'under-13' }
  | { readonly ranking: 'given'; readonly assessment: Assessment }
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
    : { redFlags, caudaEquina, ranking: 'given', assessment };
}
