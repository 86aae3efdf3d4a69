// What an answer rests on: enough to give the same answer again, and to see how far it can be trusted.
import { type Assessment } from '#core/differential.js';
import { type PriorChoice } from '#core/knowledge.js';
import { type Extension } from './r4.js';
import { EXTENSION } from './system.js';

/** What went in beside the case. */
export interface AnswerBasis {
  /** `Knowledge.version` */
  readonly knowledge: string;
  readonly setting: PriorChoice;
  readonly seed: number;
  readonly draws: number;
  /** References to the resources that the case was read from. */
  readonly evidence: readonly string[];
}

/** The basis as one extension; the model's own notes only where it was run. */
export const basisExtension = (basis: AnswerBasis, a?: Assessment): Extension => ({
  url: EXTENSION.basis,
  extension: [
    { url: 'knowledge', valueString: basis.knowledge },
    { url: 'setting', valueCode: basis.setting },
    { url: 'seed', valueInteger: basis.seed },
    { url: 'draws', valueInteger: basis.draws },
    ...(a
      ? [
          { url: 'missing-mass', valueDecimal: a.missingMass },
          { url: 'certified', valueBoolean: a.certified },
          { url: 'searched', valueBoolean: a.searched },
        ]
      : []),
  ],
});
