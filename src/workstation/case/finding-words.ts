// A statement in words: side and state are always written out.
import { type TFunction } from 'i18next';
import { type Finding, type Side } from '#core/finding.js';

export const sideWord = (t: TFunction, side: Side | undefined): string =>
  side === 'L' ? t('finding.atLeft') : side === 'R' ? t('finding.atRight') : side === 'B' ? t('finding.atBoth') : '';

/** "present, left, new" */
export function stateWords(t: TFunction, f: Finding | undefined, sided: boolean): string {
  if (!f || f.presence === 'unknown') return t('finding.unknown');
  const course =
    f.course === 'new'
      ? t('finding.isNew')
      : f.course === 'worse'
        ? t('finding.isWorse')
        : f.course === 'stable'
          ? t('finding.isStable')
          : '';
  return [
    t(f.presence === 'present' ? 'finding.present' : 'finding.absent'),
    sideWord(t, f.side) || (sided ? t('finding.noSide') : ''),
    course,
  ]
    .filter(Boolean)
    .join(', ');
}
