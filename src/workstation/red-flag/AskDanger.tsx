// Danger signs nobody has asked about yet, each answered with one tap. Those due now are all shown; of the others one at
// a time, so that the answer stays in sight, and the whole list on request.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspaceStore } from '../case/case-context.js';
import { setPresence, setRestAbsent } from '../case/edit.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { PackText } from '../ui/PackText.js';
import { useKeptFocus } from '../ui/use-kept-focus.js';
import { YesNo } from '../ui/YesNo.js';

interface Props {
  /** To be asked now, because a risk factor is present; they come first in `all`. */
  readonly due: readonly string[];
  readonly all: readonly string[];
}

export function AskDanger({ due, all }: Props) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { finding } = useKnowledge();
  const [whole, setWhole] = useState(false);
  const shown = whole ? all : all.slice(0, Math.max(due.length, 1));
  const { heading, around } = useKeptFocus<HTMLDivElement>(all.join(' '));
  return (
    <div className="ask" data-whole={whole || due.length > 0} ref={around}>
      <h3 ref={heading} tabIndex={-1}>
        {t('flag.askHeading', { count: all.length })}
      </h3>
      <ul className="ask__list">
        {shown.map((id) => {
          const name = finding(id)?.name ?? id;
          return (
            <li key={id} className="ask__row">
              <span>
                <PackText>{name}</PackText>
                {due.includes(id) && (
                  <span className="tag tag--due" title={t('flag.dueWhy')}>
                    {t('flag.due')}
                  </span>
                )}
              </span>
              <YesNo name={name} onAnswer={(answer) => store.edit((d) => setPresence(d, id, answer))} />
            </li>
          );
        })}
      </ul>
      <p className="ask__foot">
        {whole && (
          <button type="button" className="link-button" onClick={() => setWhole(false)}>
            {t('flag.fewer')}
          </button>
        )}
        {shown.length < all.length && (
          <button type="button" className="link-button" onClick={() => setWhole(true)}>
            {t('flag.more', { count: all.length - shown.length })}
          </button>
        )}
        {(whole || shown.length === all.length) && (
          <button type="button" className="link-button" onClick={() => store.edit((d) => setRestAbsent(d, all))}>
            {t('flag.rest')}
          </button>
        )}
      </p>
    </div>
  );
}
