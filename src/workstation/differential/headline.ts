// The answer in one line, for the eye and for the screen reader.
import { type TFunction } from 'i18next';
import { type Assessment } from '#core/differential.js';
import { certaintyWord } from '#core/words.js';

export type Headline =
  | { readonly kind: 'empty' | 'under-13' | 'cannot-tell'; readonly text: string }
  | { readonly kind: 'lead'; readonly text: string };

export function headlineOf(t: TFunction, a: Assessment, bare: boolean, nameOf: (disorder: string) => string): Headline {
  if (a.withheld) return { kind: 'under-13', text: t('answer.under13') };
  if (bare) return { kind: 'empty', text: t('answer.empty') };
  const first = a.ranked[0];
  if (!first || a.cannotTell.length > 0) return { kind: 'cannot-tell', text: t('answer.cannotTell') };
  const said = t(`range.${certaintyWord(first.low, first.high)}`);
  const word = said.charAt(0).toLocaleUpperCase() + said.slice(1);
  const disorder = nameOf(first.disorder);
  return {
    kind: 'lead',
    text:
      first.side === null
        ? t('answer.lead', { word, disorder })
        : t('answer.leadSide', { word, disorder, side: t(`side.${first.side}`) }),
  };
}
