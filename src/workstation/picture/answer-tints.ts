// The fields of the answer's first rows: what the drawing would look like if they were so.
import { type Anatomy, type BodySide, type Territory } from '#core/anatomy/anatomy.js';
import { type Assessment, type RankedDisorder } from '#core/differential.js';

/** One row of the answer with the territories that show its pain. */
export interface AnswerTint {
  /** 1-3: which tint it has. */
  readonly place: number;
  readonly ranked: RankedDisorder;
  readonly territories: readonly Territory[];
  /** null: on both sides. */
  readonly side: BodySide | null;
}

const SHOWN = 3;

/** The first rows, those without a drawn territory as well: the legend says so. */
export function answerTints(anatomy: Anatomy, assessment: Assessment): readonly AnswerTint[] {
  return assessment.ranked.slice(0, SHOWN).map((ranked, i) => ({
    place: i + 1,
    ranked,
    territories: anatomy.territories.filter((x) => x.disorders.includes(ranked.disorder)),
    side: ranked.side === 'L' || ranked.side === 'R' ? ranked.side : null,
  }));
}
