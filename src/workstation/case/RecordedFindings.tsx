// What is known of this patient, in the order of the groups, so that a row stays where it is when its answer changes.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { useKeptFocus } from '../ui/use-kept-focus.js';
import { type Draft } from './draft.js';
import { statedOf } from './edit.js';
import { FindingRow } from './FindingRow.js';
import { GROUPS, groupOf } from './finding-groups.js';

export function RecordedFindings({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const { knowledge } = useKnowledge();
  const place = useMemo(
    () => new Map(knowledge.findings.map((e, i) => [e.id, GROUPS.indexOf(groupOf(e)) * 10_000 + i])),
    [knowledge],
  );
  const known = new Set(draft.findings.map((f) => f.id));
  const entries = knowledge.findings.filter((e) => known.has(e.id)).sort((a, b) => place.get(a.id)! - place.get(b.id)!);
  const { heading, around } = useKeptFocus<HTMLElement>([...known].join(' '));
  return (
    <section className="recorded" ref={around}>
      <h3 ref={heading} tabIndex={-1}>
        {t('finding.recorded')}
      </h3>
      {entries.length === 0 ? (
        <p className="small">{t('finding.none')}</p>
      ) : (
        <ul className="finding-list">
          {entries.map((e) => (
            <FindingRow key={e.id} entry={e} stated={statedOf(draft, e.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}
