// Why a disorder stands where it stands: the start, then each piece of evidence as a bar in log-odds, against on the
// left and for on the right; then what would move it most, and what it leaves unexplained.
import { useTranslation } from 'react-i18next';
import { type RankedDisorder } from '#core/differential.js';
import { type Reason } from '#core/explain.js';
import { type PriorChoice } from '#core/knowledge.js';
import { type NextStep } from '#core/next-step.js';
import { sideWord } from '../case/finding-words.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { SourcedNumber } from '../evidence/SourcedNumber.js';
import { PackText } from '../ui/PackText.js';
import { factorWords, shortCount } from './range-words.js';
import { pieceOf, reasonName } from './reason-words.js';

interface Props {
  readonly ranked: RankedDisorder;
  readonly choice: PriorChoice;
  readonly steps: readonly NextStep[];
}

const MOVERS_LISTED = 3;

export function Reasons({ ranked, choice, steps }: Props) {
  const { t } = useTranslation();
  const { finding } = useKnowledge();
  const scale = Math.max(1.5, ...ranked.reasons.map((r) => Math.abs(r.logOdds)));
  const movers = steps
    .flatMap((s) => s.moves.filter((m) => m.disorder === ranked.disorder).map((m) => ({ step: s, move: m })))
    .slice(0, MOVERS_LISTED);
  const name = (id: string) => finding(id)?.name ?? id;
  return (
    <div className="reasons">
      <p className="small reasons__axis">{t('reason.axis')}</p>
      <ul className="reasons__list">
        {ranked.reasons.map((r) => (
          <ReasonRow
            key={`${r.kind} ${r.finding ?? ''} ${r.side ?? ''}`}
            reason={r}
            disorder={ranked.disorder}
            choice={choice}
            scale={scale}
          />
        ))}
      </ul>
      {movers.length > 0 && (
        <div className="reasons__unknown">
          <h5>{t('reason.wouldMove')}</h5>
          <ul>
            {movers.map(({ step, move }) => (
              <li key={step.finding}>
                <SourcedNumber
                  className="sourced--row"
                  value={move.ifPresent}
                  claim={{ kind: 'step', finding: step.finding, disorders: [ranked.disorder] }}
                >
                  <span>
                    <PackText>{name(step.finding)}</PackText>
                    {step.side ? `, ${sideWord(t, step.side)}` : ''}
                  </span>
                  <span className="small">
                    {t('reason.wouldMoveRow', { yes: shortCount(t, move.ifPresent), no: shortCount(t, move.ifAbsent) })}
                  </span>
                </SourcedNumber>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="reasons__left">
        <h5>{t('reason.notExplained')}</h5>
        {ranked.notExplained.length === 0 ? (
          <p className="small">{t('reason.notExplainedNone')}</p>
        ) : (
          <ul className="unexplained">
            {ranked.notExplained.map((f) => (
              <li key={f.finding + (f.side ?? '')}>
                <PackText>{name(f.finding)}</PackText>
                {f.side ? `, ${sideWord(t, f.side)}` : ''}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function ReasonRow({
  reason,
  disorder,
  choice,
  scale,
}: {
  readonly reason: Reason;
  readonly disorder: string;
  readonly choice: PriorChoice;
  readonly scale: number;
}) {
  const { t, i18n } = useTranslation();
  const { finding } = useKnowledge();
  const what = reasonName(t, reason, choice, finding);
  const direction = t(reason.logOdds >= 0 ? 'reason.for' : 'reason.against');
  const factor = factorWords(t, reason.logOdds, i18n.language);
  const basis = t(reason.basis === 'judgement' ? 'judgement.mark' : 'judgement.counted');
  const half = (Math.abs(reason.logOdds) / scale) * 50;
  return (
    <li
      className={`reason reason--${reason.kind}`}
      data-direction={reason.logOdds >= 0 ? 'for' : 'against'}
      data-basis={reason.basis}
    >
      <SourcedNumber
        className="sourced--row reason__row"
        value={reason.logOdds}
        claim={{ kind: 'reason', disorder, choice, piece: pieceOf(reason) }}
        label={t('reason.speaks', { what, direction, factor, basis })}
      >
        <span className="reason__what">
          {reason.kind === 'finding' || (reason.kind === 'history' && finding(reason.finding ?? '')) ? (
            <PackText>{what}</PackText>
          ) : (
            what
          )}
          {reason.weight < 1 && (
            <span className="reason__note">{t('reason.discounted', { tenths: Math.round(reason.weight * 10) })}</span>
          )}
        </span>
        <span className="reason__bar" aria-hidden="true">
          <span
            className="reason__fill"
            style={
              reason.logOdds >= 0
                ? { insetInlineStart: '50%', inlineSize: `${half}%` }
                : { insetInlineEnd: '50%', inlineSize: `${half}%` }
            }
          />
        </span>
        <span className="reason__factor">{factor}</span>
        <span className="reason__basis">{basis}</span>
      </SourcedNumber>
    </li>
  );
}
