// The fastest way in: type, Enter. A combobox after the ARIA pattern; the last finding added stays under it so that its
// side can be given without hunting for it.
import { type KeyboardEvent, type Ref, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FindingEntry } from '#core/knowledge.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { PackText } from '../ui/PackText.js';
import { useWorkspace, useWorkspaceStore } from './case-context.js';
import { setPresence, statedOf } from './edit.js';
import { FindingRow } from './FindingRow.js';
import { findingSearch, readQuery } from './finding-search.js';
import { stateWords } from './finding-words.js';

const MOST_SHOWN = 8;

export function FindingSearch({ inputRef }: { readonly inputRef: Ref<HTMLInputElement> }) {
  const { t } = useTranslation();
  const { knowledge, finding } = useKnowledge();
  const store = useWorkspaceStore();
  const { open } = useWorkspace();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [last, setLast] = useState<{ readonly id: string; readonly in: string | undefined } | null>(null);
  const listId = useId();
  const search = useMemo(() => findingSearch(knowledge.findings), [knowledge]);
  const vocabulary = useMemo(
    () => ({
      left: t('searchWords.left'),
      right: t('searchWords.right'),
      both: t('searchWords.both'),
      no: t('searchWords.no'),
    }),
    [t],
  );
  const query = useMemo(() => readQuery(text, vocabulary), [text, vocabulary]);
  const found = useMemo(() => search(query, MOST_SHOWN), [search, query]);
  const shown = found.length > 0;
  const at = Math.min(active, found.length - 1);

  const add = (entry: FindingEntry, absent: boolean) => {
    store.edit((d) => setPresence(d, entry.id, absent ? 'absent' : 'present', entry.sided ? query.side : undefined));
    setLast({ id: entry.id, in: store.state().openId ?? undefined });
    setText('');
    setActive(0);
  };
  const press = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      if (!shown) return;
      e.preventDefault();
      setActive((at + (e.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
    } else if (e.key === 'Enter' && shown) {
      e.preventDefault();
      add(found[at]!, query.absent || e.shiftKey);
    } else if (e.key === 'Escape' && text !== '') {
      e.preventDefault();
      setText('');
    }
  };
  const lastEntry = last && open && last.in === open.id ? finding(last.id) : undefined;
  const lastStated = lastEntry && open ? statedOf(open, lastEntry.id) : [];
  return (
    <search className="search">
      <label className="search__label" htmlFor={`${listId}-input`}>
        {t('finding.searchLabel')}
      </label>
      <input
        ref={inputRef}
        id={`${listId}-input`}
        className="search__input"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-describedby={`${listId}-hint`}
        aria-activedescendant={shown ? `${listId}-${at}` : undefined}
        placeholder={t('finding.placeholder')}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      <p id={`${listId}-hint`} className="small search__hint">
        {t('finding.searchHint')}
      </p>
      <div id={listId} role="listbox" aria-label={t('finding.searchLabel')} className="search__list" hidden={!shown}>
        {found.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox holds the focus and the keys
          // biome-ignore lint/a11y/useFocusableInteractive: in this pattern the options are never focused
          <div
            key={entry.id}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={i === at}
            className="search__option"
            onPointerDown={(e) => e.preventDefault()}
            onClick={() => add(entry, query.absent)}
          >
            <span className="search__name">
              <PackText>{entry.name}</PackText>
              {(query.absent || (query.side && entry.sided)) && (
                <em className="search__reading">
                  {stateWords(
                    t,
                    {
                      id: entry.id,
                      presence: query.absent ? 'absent' : 'present',
                      ...(query.side && entry.sided ? { side: query.side } : {}),
                    },
                    false,
                  )}
                </em>
              )}
            </span>
            <PackText className="search__clinical">{entry.clinical}</PackText>
          </div>
        ))}
      </div>
      {query.terms.length > 0 && !shown && <p className="small">{t('finding.nothing', { query: text.trim() })}</p>}
      <p className="hidden" role="status">
        {shown
          ? t('finding.results', { count: found.length })
          : lastEntry && lastStated[0]
            ? t('finding.added', { what: `${lastEntry.name}, ${stateWords(t, lastStated[0], lastEntry.sided)}` })
            : ''}
      </p>
      {lastEntry && lastStated.length > 0 && !shown && (
        <ul className="finding-list search__last">
          <FindingRow entry={lastEntry} stated={lastStated} />
        </ul>
      )}
    </search>
  );
}
