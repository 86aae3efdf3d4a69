// The findings that follow from the drawing, each with how it stands in the case. A person can take one out, or let the
// drawing speak again; either stays so however much is drawn after.
import { useTranslation } from 'react-i18next';
import { type Finding, textOfFinding } from '#core/finding.js';
import { useWorkspaceStore } from '../case/case-context.js';
import { type Draft } from '../case/draft.js';
import { correctDrawn, restoreDrawn, type Standing, standingOf } from '../case/drawn-findings.js';
import { sideWord, stateWords } from '../case/finding-words.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { PackText } from '../ui/PackText.js';

export function FromDrawing({ draft, findings }: { readonly draft: Draft; readonly findings: readonly Finding[] }) {
  const { t } = useTranslation();
  return (
    <section className="from-drawing" aria-labelledby="from-drawing">
      <h3 id="from-drawing">{t('picture.from.heading')}</h3>
      {findings.length === 0 ? (
        <p className="small">{t('picture.from.none')}</p>
      ) : (
        <ul className="chips">
          {findings.map((f) => (
            <Chip key={textOfFinding(f)} draft={draft} finding={f} />
          ))}
        </ul>
      )}
      {typeof draft.drawnNrs === 'number' && (
        <p className="small">{t('picture.from.nrs', { intensity: draft.drawnNrs })}</p>
      )}
    </section>
  );
}

const KIND: Readonly<Record<Standing, 'drawn' | 'by-hand' | 'corrected'>> = {
  drawn: 'drawn',
  waiting: 'drawn',
  'by-hand': 'by-hand',
  corrected: 'corrected',
};

function Chip({ draft, finding }: { readonly draft: Draft; readonly finding: Finding }) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const knowledge = useKnowledge();
  const entry = knowledge.finding(finding.id);
  const name = entry?.name ?? finding.id;
  const words = (f: Finding) =>
    f.presence === 'present' ? sideWord(t, f.side) || t('finding.present') : stateWords(t, f, false);
  const { standing, instead } = standingOf(draft, finding);
  const kind = KIND[standing];
  return (
    <li className="chip" data-standing={kind} data-finding={textOfFinding(finding)}>
      <span className="chip__what">
        <span className="chip__name">
          <PackText>{name}</PackText>
        </span>
        <span className="chip__state">
          {kind === 'corrected'
            ? instead.length > 0
              ? t('picture.from.instead', { state: instead.map(words).join(' · ') })
              : t('picture.from.takenOut', { state: words(finding) })
            : kind === 'by-hand'
              ? t('picture.from.byHand', { state: words(finding) })
              : words(finding)}
        </span>
      </span>
      {kind === 'drawn' && (
        <button
          type="button"
          className="chip__verb"
          aria-label={t('picture.from.takeOut', { name })}
          onClick={() => store.edit((d) => correctDrawn(d, finding))}
        >
          <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
            <path d="M7 7l10 10M17 7L7 17" />
          </svg>
        </button>
      )}
      {kind === 'corrected' && (
        <button
          type="button"
          className="chip__verb chip__verb--word"
          aria-label={t('picture.from.putBackName', { name })}
          onClick={() => store.edit((d) => restoreDrawn(d, finding))}
        >
          {t('picture.from.putBack')}
        </button>
      )}
    </li>
  );
}
