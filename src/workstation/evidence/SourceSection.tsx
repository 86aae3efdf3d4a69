// One held number and its papers.
import { useTranslation } from 'react-i18next';
import { outOf } from '#core/words.js';
import { factorWords } from '../differential/range-words.js';
import { PackText } from '../ui/PackText.js';
import { Dispute } from './Dispute.js';
import { useKnowledge } from './knowledge-context.js';
import { Paper, SourceLine } from './Paper.js';
import { type Section } from './trace.js';

export function SourceSection({ section, folded }: { readonly section: Section; readonly folded: boolean }) {
  const title = <SectionName section={section} />;
  if (!folded)
    return (
      <section className="source">
        <h3>{title}</h3>
        <SectionBody section={section} />
      </section>
    );
  return (
    <details className="source">
      <summary>
        <span>{title}</span>
        <Basis section={section} />
      </summary>
      <SectionBody section={section} />
    </details>
  );
}

function SectionName({ section }: { readonly section: Section }) {
  const { t } = useTranslation();
  const { finding, disorder, knowledge } = useKnowledge();
  const { title } = section;
  const f = (id: string) => finding(id)?.name ?? id;
  const d = (id: string) => disorder(id)?.name ?? id;
  if (title.type === 'cell') return t('source.cell', { finding: f(title.finding), disorder: d(title.disorder) });
  if (title.type === 'elsewhere') return t('source.elsewhere', { finding: f(title.finding) });
  if (title.type === 'prior')
    return t('source.prior', { disorder: d(title.disorder), setting: t(`setting.${title.setting}`) });
  if (title.type === 'mover') {
    const { when } = title;
    const what =
      'finding' in when
        ? f(when.finding)
        : 'age' in when
          ? t('source.ageBand', { from: when.age[0], to: when.age[1] })
          : 'sex' in when
            ? t(when.sex === 'F' ? 'patient.female' : 'patient.male')
            : t(`source.durationBand.${when.duration}`);
    return t('source.mover', { what, disorder: d(title.disorder) });
  }
  if (title.type === 'not-held') return t('source.notIn', { finding: f(title.finding), disorder: d(title.disorder) });
  if (title.type === 'flag')
    return t('source.flag', { name: knowledge.redFlags.find((r) => r.id === title.rule)?.name ?? title.rule });
  return t('source.equalTitle');
}

function Basis({ section }: { readonly section: Section }) {
  const { t } = useTranslation();
  const first = section.counted.find((c) => c.report.of !== undefined && c.report.present !== undefined)?.report;
  const text = first
    ? t('source.counts', { present: first.present ?? 0, of: first.of ?? 0 })
    : section.basis === 'judgement'
      ? t('judgement.why')
      : section.basis === 'computed'
        ? t('source.method')
        : t('judgement.counted');
  return <span className="tag">{text}</span>;
}

function SectionBody({ section }: { readonly section: Section }) {
  const { t, i18n } = useTranslation();
  const { held, note } = section;
  const share = held && 'probability' in held ? outOf(held.probability, held.probability) : undefined;
  return (
    <div className="source__body" data-source={section.basis}>
      {share && (
        <p className="source__held">
          {t('source.held', {
            words:
              share.high === 0
                ? t('range.shortFewer', { of: share.of })
                : t('source.about', { n: share.low, of: share.of }),
          })}
        </p>
      )}
      {held && 'odds' in held && (
        <p className="source__held">
          {t('source.heldOdds', { factor: factorWords(t, Math.log(held.odds), i18n.language) })}
        </p>
      )}
      {section.title.type === 'equal' && section.basis === 'computed' && <p>{t('source.equal')}</p>}
      {section.basis === 'judgement' && (
        <p className="source__judgement">
          <strong>{t('source.judgement')}.</strong>{' '}
          {note?.word && <PackText>{t('source.word', { word: note.word })}</PackText>}
        </p>
      )}
      {note?.because && (
        <p>
          <span className="source__label">{t('source.because')}</span> <PackText>{note.because}</PackText>
        </p>
      )}
      {note?.certainty && <p className="small">{t('source.certainty', { level: note.certainty })}</p>}
      {note?.reconcile && (
        <p className="small">
          {note.reconcile in RECONCILE ? t(RECONCILE[note.reconcile as keyof typeof RECONCILE]) : note.reconcile}
        </p>
      )}
      {section.counted.length > 0 && (
        <>
          <h4>{t('source.counted')}</h4>
          <ul className="papers">
            {section.counted.map((c) => (
              <Paper key={c.report.id} cited={c} />
            ))}
          </ul>
        </>
      )}
      {section.cited.length > 0 && (
        <details className="also">
          <summary>
            {t('source.cited')} ({section.cited.length})
          </summary>
          <ul className="papers">
            {section.cited.map((c) => (
              <Paper key={'report' in c ? c.report.id : c.id} cited={c} />
            ))}
          </ul>
        </details>
      )}
      {section.sources.length > 0 && (
        <ul className="papers">
          {section.sources.map((s) => (
            <li key={s.key} className="paper">
              <SourceLine source={s} />
            </li>
          ))}
        </ul>
      )}
      {section.disputes.length > 0 && (
        <>
          <h4>{t('source.dispute')}</h4>
          {section.disputes.map((c) => (
            <Dispute key={c.id} controversy={c} />
          ))}
        </>
      )}
    </div>
  );
}

const RECONCILE = {
  pool: 'source.reconcile.pool',
  span: 'source.reconcile.span',
  prefer: 'source.reconcile.prefer',
  unresolved: 'source.reconcile.unresolved',
} as const;
