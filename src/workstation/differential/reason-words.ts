// Names of pieces of evidence, with side and state in words.
import { type TFunction } from 'i18next';
import { type Reason } from '#core/explain.js';
import { type FindingEntry, type PriorChoice } from '#core/knowledge.js';
import { sideWord } from '../case/finding-words.js';
import { type Piece } from '../evidence/claim.js';

export const pieceOf = (r: Reason): Piece =>
  r.kind === 'prior' ? { kind: 'prior' } : { kind: r.kind, of: r.finding ?? '' };

export function reasonName(
  t: TFunction,
  r: Reason,
  choice: PriorChoice,
  finding: (id: string) => FindingEntry | undefined,
): string {
  if (r.kind === 'prior') return t('reason.priorSetting', { setting: t(`setting.${choice}`) });
  if (r.finding === 'age' || r.finding === 'sex' || r.finding === 'duration') return t(`reason.${r.finding}`);
  const name = finding(r.finding ?? '')?.name ?? r.finding ?? '';
  const sided = r.side ? t('reason.sided', { name, side: sideWord(t, r.side) }) : name;
  return r.presence === 'absent' ? t('reason.absent', { name: sided }) : sided;
}
