// What a number on the screen claims, so that a touch can open what is behind it.
import { type PriorChoice } from '#core/knowledge.js';

export type Claim =
  | {
      readonly kind: 'rank';
      readonly disorder: string;
      readonly choice: PriorChoice;
      readonly evidence: readonly Piece[];
    }
  | { readonly kind: 'reason'; readonly disorder: string; readonly choice: PriorChoice; readonly piece: Piece }
  | { readonly kind: 'step'; readonly finding: string; readonly disorders: readonly string[] }
  | { readonly kind: 'flag'; readonly rule: string }
  | { readonly kind: 'something-else'; readonly disorder: string; readonly choice: PriorChoice }
  | { readonly kind: 'missing-mass' }
  | { readonly kind: 'discount'; readonly findings: readonly string[] };

/** One piece of evidence about a disorder: the start, something of the history, or a finding. */
export type Piece =
  | { readonly kind: 'prior' }
  | { readonly kind: 'history'; readonly of: string }
  | { readonly kind: 'finding'; readonly of: string };
