// What was drawn, said back: the guard against swapped sides. "Yes" confirms; another mark asks again.
import { useTranslation } from 'react-i18next';
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { mirrorDrawing } from '#core/drawing/mirror.js';
import { readBackOf } from '#core/drawing/read-back.js';
import { useWorkspaceStore } from '../case/case-context.js';
import { confirm, redrawn, setNone } from './drawing-edits.js';
import { readBackWords } from './read-back-words.js';
import { type Measured } from './use-measures.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly measured: Measured;
  /** Opens the pieces of the drawing, to change them. */
  readonly onChange: () => void;
  readonly say: (words: string) => void;
}

export function ReadBackBar({ anatomy, measured, onChange, say }: Props) {
  const { t, i18n } = useTranslation();
  const store = useWorkspaceStore();
  const { measures, of } = measured;
  const clauses = readBackWords(t, readBackOf(measures), anatomy, i18n.language);
  if (clauses.length === 0) return null;
  const isSided = measures.state === 'drawn';
  return (
    <section className="read-back" data-confirmed={of.confirmed} aria-label={t('picture.back.label')}>
      <p className="read-back__said">
        {clauses.map((clause) => (
          <span key={clause}>{t('picture.back.sentence', { clause })} </span>
        ))}
        {!of.confirmed && <span>{t('picture.back.ask')}</span>}
      </p>
      {of.confirmed ? (
        <p className="read-back__done small">{t('picture.back.confirmed')}</p>
      ) : (
        <p className="read-back__verbs">
          <button
            type="button"
            className="button button--main"
            onClick={() => {
              store.edit(confirm);
              say(t('picture.back.confirmed'));
            }}
          >
            {t('picture.back.yes')}
          </button>
          {isSided && (
            <button
              type="button"
              className="button"
              onClick={() => {
                store.edit((d) => redrawn(d, mirrorDrawing));
                say(t('picture.back.mirrored'));
              }}
            >
              {t('picture.back.wrongSide')}
            </button>
          )}
          <button
            type="button"
            className="button"
            onClick={isSided ? onChange : () => store.edit((d) => setNone(d, false))}
          >
            {t('picture.back.no')}
          </button>
        </p>
      )}
    </section>
  );
}
