// The published patient's story and source; what it proved to be stays folded until asked for.
import { useTranslation } from 'react-i18next';
import { type PublishedPatient } from '#core/evidence-pack.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { PackText } from '../ui/PackText.js';
import { useWorkspaceStore } from './case-context.js';
import { type Draft, draftFromPublished } from './draft.js';
import { sideWord } from './finding-words.js';

interface Props {
  readonly patient: PublishedPatient;
  readonly draft: Draft;
}

export function PublishedStory({ patient, draft }: Props) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { knowledge, disorder } = useKnowledge();
  const truths = patient.truth.map((text) => {
    const [id = '', side] = text.split('@');
    return {
      id,
      name: disorder(id)?.name ?? id.replaceAll('-', ' '),
      side: sideWord(t, side as 'L' | 'R' | 'B' | undefined),
    };
  });
  return (
    <div className="story">
      <p className="story__text">
        <PackText>{patient.narrative}</PackText>
      </p>
      <details className="truth">
        <summary>{t('patient.truth')}</summary>
        <ul className="plain-list">
          {truths.map((x) => (
            <li key={x.id + x.side}>
              <strong>
                <PackText>{x.name}</PackText>
              </strong>
              {x.side ? `, ${x.side}` : ''}
            </li>
          ))}
        </ul>
        {/* The title of the paper names the disorder: it waits with the truth. */}
        <p className="small">
          <PackText>{patient.citation}</PackText>{' '}
          {patient.doi && (
            <a href={`https://doi.org/${patient.doi}`} target="_blank" rel="noopener noreferrer">
              {t('patient.doi')}
            </a>
          )}
        </p>
        <p className="small">{t('patient.confirmed', { how: patient.confirmation })}</p>
      </details>
      {draft.editedAt > 0 && (
        <p className="note">
          {t('patient.changed')}{' '}
          <button
            type="button"
            className="link-button"
            onClick={() => store.replace(draftFromPublished(patient, knowledge))}
          >
            {t('patient.restore')}
          </button>
        </p>
      )}
    </div>
  );
}
