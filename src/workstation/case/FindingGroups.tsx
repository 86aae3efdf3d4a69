// Every finding there is, in the order a patient is examined. A group is drawn when it is opened.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FindingEntry } from '#core/knowledge.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { useWorkspace, useWorkspaceStore } from './case-context.js';
import { setRestAbsent, statedOf } from './edit.js';
import { FindingRow } from './FindingRow.js';
import { findingsByGroup, type Group } from './finding-groups.js';

export function FindingGroups() {
  const { knowledge } = useKnowledge();
  const groups = useMemo(() => [...findingsByGroup(knowledge.findings)], [knowledge]);
  return (
    <div className="groups">
      {groups.map(([group, entries]) => (
        <GroupOf key={group} group={group} entries={entries} />
      ))}
    </div>
  );
}

function GroupOf({ group, entries }: { readonly group: Group; readonly entries: readonly FindingEntry[] }) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { open: draft } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const known = new Set(draft?.findings.map((f) => f.id));
  const examined = entries.filter((e) => known.has(e.id)).length;
  const rest = entries.length - examined;
  return (
    <details className="group" data-group={group} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        <span className="group__name">{t(`group.${group}`)}</span>
        <span className={`group__count ${examined > 0 ? 'group__count--some' : ''}`}>
          {t('finding.examined', { known: examined, all: entries.length })}
        </span>
      </summary>
      {isOpen && (
        <>
          <ul className="finding-list">
            {entries.map((e) => (
              <FindingRow key={e.id} entry={e} stated={draft ? statedOf(draft, e.id) : []} />
            ))}
          </ul>
          {rest > 0 && (
            <p className="group__rest">
              <button
                type="button"
                className="button button--quiet"
                onClick={() =>
                  store.edit((d) =>
                    setRestAbsent(
                      d,
                      entries.map((e) => e.id),
                    ),
                  )
                }
              >
                {t('finding.rest', { count: rest })}
              </button>
            </p>
          )}
        </>
      )}
    </details>
  );
}
