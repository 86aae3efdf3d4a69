// Ranges as words and counts of patients; never a percentage.
import { type TFunction } from 'i18next';
import { certaintyWord, outOf } from '#core/words.js';

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** "about 6-8 of 10 such patients" */
export function countWords(t: TFunction, { low, high }: Ends): string {
  const n = outOf(low, high);
  if (n.high === 0) return t('range.fewer', { of: n.of });
  if (n.low === n.high) return t('range.about', { low: n.low, of: n.of });
  return n.low === 0
    ? t('range.upTo', { high: n.high, of: n.of })
    : t('range.between', { low: n.low, high: n.high, of: n.of });
}

/** "likely, about 6-8 of 10 such patients" */
export const rangeWords = (t: TFunction, r: Ends): string =>
  `${t(`range.${certaintyWord(r.low, r.high)}`)}, ${countWords(t, r)}`;

/** "6 of 10", for one probability in a tight place. */
export function shortCount(t: TFunction, p: number): string {
  const n = outOf(p, p);
  return n.high === 0 ? t('range.shortFewer', { of: n.of }) : t('range.short', { low: n.low, of: n.of });
}

/** "×3.1" or "÷2.4" */
export function factorWords(t: TFunction, logOdds: number, locale: string): string {
  const factor = Math.exp(Math.abs(logOdds));
  const digits = factor < 10 ? 1 : 0;
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(
    factor,
  );
  return logOdds >= 0 ? t('reason.times', { factor: text }) : t('reason.divided', { factor: text });
}
