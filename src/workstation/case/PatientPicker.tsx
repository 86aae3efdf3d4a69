// Own patients kept in this browser, and the published ones to learn from, by neutral title.
import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PublishedPatient } from '#core/evidence-pack.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { Dialog } from '../ui/Dialog.js';
import { PackText } from '../ui/PackText.js';
import { useWork, useWorkspace, useWorkspaceStore } from './case-context.js';
import { draftFromPublished, publishedDraftId } from './draft.js';
import { useCaseFiles } from './use-case-files.js';

const plain = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function PatientPicker({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const store = useWorkspaceStore();
  const { drafts, openId } = useWorkspace();
  const { patients, knowledge } = useKnowledge();
  const files = useCaseFiles();
  const [query, setQuery] = useState('');
  const fileInput = useRef<HTMLInputElement>(null);
  const id = useId();
  const { olderCases, takeOlderCases } = useWork();
  const older = olderCases();
  const own = drafts.filter((d) => !d.publishedId);
  const found = useMemo(() => {
    const terms = plain(query).split(/\s+/).filter(Boolean);
    return patients.filter((p) => {
      const text = plain(`${p.title} ${p.citation} ${p.age ?? ''}`);
      return terms.every((term) => text.includes(term));
    });
  }, [patients, query]);
  const openPublished = (p: PublishedPatient) => {
    const kept = drafts.find((d) => d.id === publishedDraftId(p.id));
    if (kept) store.open(kept.id);
    else store.replace(draftFromPublished(p, knowledge));
    onClose();
  };
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Dialog title={t('picker.title')} closeLabel={t('picker.close')} onClose={onClose} shape="sheet">
      <div className="picker__verbs">
        <button
          type="button"
          className="button button--main"
          onClick={() => {
            store.startNew();
            onClose();
          }}
        >
          {t('picker.fresh')}
        </button>
        <button type="button" className="button" onClick={() => fileInput.current?.click()}>
          {t('picker.open')}
        </button>
        <input
          ref={fileInput}
          type="file"
          className="hidden"
          tabIndex={-1}
          aria-label={t('picker.open')}
          accept=".yaml,.yml,.json,.txt"
          onChange={(e) => {
            const file = e.target.files?.[0];
            if (file) void files.openFile(file).then(onClose);
          }}
        />
        {own.length > 1 && (
          <button type="button" className="button" onClick={() => void files.exportCases(own)}>
            {t('picker.exportAll')}
          </button>
        )}
      </div>
      <h3>{t('picker.yours')}</h3>
      {own.length === 0 ? (
        <p className="small">{t('picker.none')}</p>
      ) : (
        <ul className="picker__list">
          {own.map((d) => (
            <li key={d.id}>
              <button
                type="button"
                className="picker__row"
                aria-current={d.id === openId || undefined}
                onClick={() => {
                  store.open(d.id);
                  onClose();
                }}
              >
                <span className="picker__title" data-pack="">
                  {files.nameOf(d)}
                </span>
                <span className="small">
                  {t('picker.findings', { count: d.findings.length })}
                  {d.editedAt > 0 ? ` · ${t('picker.edited', { time: time.format(d.editedAt) })}` : ''}
                  {d.id === openId ? ` · ${t('picker.current')}` : ''}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {older > 0 && (
        <div className="note">
          <p>{t('picker.before', { count: older })}</p>
          <button
            type="button"
            className="button"
            onClick={() => {
              takeOlderCases();
              onClose();
            }}
          >
            {t('picker.beforeTake')}
          </button>
        </div>
      )}
      <h3>{t('picker.published')}</h3>
      <p className="field field--wide">
        <label htmlFor={id}>{t('picker.search')}</label>
        <input id={id} type="search" value={query} autoComplete="off" onChange={(e) => setQuery(e.target.value)} />
      </p>
      <p className="small" role="status">
        {found.length === 0 ? t('picker.nothing', { query }) : t('picker.found', { count: found.length })}
      </p>
      <ul className="picker__list">
        {found.map((p) => (
          <li key={p.id}>
            <button
              type="button"
              className="picker__row"
              aria-current={publishedDraftId(p.id) === openId || undefined}
              onClick={() => openPublished(p)}
            >
              <PackText className="picker__title">{p.title}</PackText>
              <PackText className="small">{[p.age, p.sex, p.duration].filter((x) => x !== null).join(' · ')}</PackText>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
