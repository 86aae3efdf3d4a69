// What a mark says of the pain, in words.
import { type TFunction } from 'i18next';
import { type Feel, QUALITY_LETTER, type Quality } from '#core/drawing/drawing.js';

export const qualityWord = (t: TFunction, quality: Quality): string => t(`picture.quality.${quality}`);

/** "burning and tingling", or "no word chosen" */
export function qualityWords(t: TFunction, qualities: readonly Quality[], locale: string): string {
  return qualities.length === 0
    ? t('picture.feel.noQuality')
    : new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }).format(
        qualities.map((q) => qualityWord(t, q)),
      );
}

/** "burning, 7 of 10" */
export const feelWords = (t: TFunction, { qualities, intensity }: Feel, locale: string): string =>
  intensity === 'unknown'
    ? t('picture.feel.unrated', { qualities: qualityWords(t, qualities, locale) })
    : t('picture.feel.rated', { qualities: qualityWords(t, qualities, locale), intensity });

/** What stands in the patch: "B7". */
export const feelLetters = ({ qualities, intensity }: Feel): string =>
  `${qualities.map((q) => QUALITY_LETTER[q]).join('')}${intensity === 'unknown' ? '' : intensity}`;
