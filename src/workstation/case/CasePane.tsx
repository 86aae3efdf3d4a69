// The left half: who this is, and what is known.
import { memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { PackText } from '../ui/PackText.js';
import { useWorkspace, useWorkspaceStore } from './case-context.js';
import { FindingGroups } from './FindingGroups.js';
import { FindingSearch } from './FindingSearch.js';
import { NoticeLine } from './NoticeLine.js';
import { PatientDetails } from './PatientDetails.js';
import { PublishedStory } from './PublishedStory.js';
import { RecordedFindings } from './RecordedFindings.js';
import { useCaseFiles } from './use-case-files.js';

export const CasePane = memo(function CasePane({ searchRef }: { readonly searchRef: Ref<HTMLInputElement> }) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { open, blankId } = useWorkspace();
  const { patients } = useKnowledge();
  const files = useCaseFiles();
  const published = open?.publishedId ? patients.find((p) => p.id === open.publishedId) : undefined;
  return (
    <section className="pane pane--case" aria-labelledby="patient-heading">
      <NoticeLine />
      <div className="case-head">
        <p className="eyebrow">{published ? t('patient.published') : t('patient.own')}</p>
        <h2 id="patient-heading">
          {published ? (
            <PackText>{published.title}</PackText>
          ) : open?.title.trim() ? (
            <span data-pack="">{open.title}</span>
          ) : (
            t('patient.untitled')
          )}
        </h2>
      </div>
      {published && open && <PublishedStory key={open.id} patient={published} draft={open} />}
      {!published && (
        <p className="field field--wide">
          <label htmlFor="case-label">{t('patient.name')}</label>
          <input
            id="case-label"
            autoComplete="off"
            placeholder={t('patient.nameHint')}
            value={open?.title ?? ''}
            onChange={(e) => {
              const title = e.target.value;
              store.edit((d) => ({ ...d, title }), 'title');
            }}
          />
        </p>
      )}
      <PatientDetails key={open?.id ?? blankId} draft={open} />
      <h2 className="findings-heading">{t('finding.heading')}</h2>
      <FindingSearch inputRef={searchRef} />
      {open && <RecordedFindings draft={open} />}
      <h3>{t('finding.all')}</h3>
      <FindingGroups />
      {open && (
        <p className="case-verbs">
          <button type="button" className="button" onClick={() => void files.exportCases([open])}>
            {t('file.export')}
          </button>
          <button type="button" className="button" onClick={() => files.eraseCase(open)}>
            {t('file.erase')}
          </button>
        </p>
      )}
    </section>
  );
});
