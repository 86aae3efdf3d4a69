// One finding: yes, no, or left open; its side and, where a red flag asks, whether it is new.
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Course, type Finding, type Side } from '#core/finding.js';
import { type FindingEntry } from '#core/knowledge.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { Choice } from '../ui/Choice.js';
import { PackText } from '../ui/PackText.js';
import { YesNo } from '../ui/YesNo.js';
import { useWorkspaceStore } from './case-context.js';
import { setCourse, setPresence, setSide } from './edit.js';
import { stateWords } from './finding-words.js';

interface Props {
  readonly entry: FindingEntry;
  /** What has been stated of it: nothing, or once per side. */
  readonly stated: readonly Finding[];
}

export function FindingRow({ entry, stated }: Props) {
  const rows = stated.length === 0 ? [undefined] : stated;
  return rows.map((f) => <Statement key={f?.side ?? ''} entry={entry} finding={f} alone={rows.length === 1} />);
}

/** Statements keep their identity through edits of other findings, so a hundred rows need not be drawn for one. */
const Statement = memo(DrawnStatement);

function DrawnStatement({
  entry,
  finding,
  alone,
}: {
  readonly entry: FindingEntry;
  readonly finding: Finding | undefined;
  readonly alone: boolean;
}) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { courseMatters } = useKnowledge();
  const { id, name, sided } = entry;
  const state = finding?.presence ?? 'unknown';
  const side = finding?.side;
  const press = (to: 'present' | 'absent') =>
    store.edit((d) => setPresence(d, id, state === to ? 'unknown' : to, side));
  const opposite: Side | undefined = side === 'L' ? 'R' : side === 'R' ? 'L' : undefined;
  return (
    <li className="finding" data-state={state} data-finding={id}>
      <div className="finding__line">
        <p className="finding__name">
          <PackText>{name}</PackText>
          <span className="finding__state">
            {stateWords(t, finding, sided)}
            {entry.danger ? ` · ${t('finding.danger')}` : ''}
          </span>
        </p>
        <YesNo name={name} state={state} onAnswer={press} />
      </div>
      {finding && sided && (
        <div className="finding__more">
          <Choice<Side>
            small
            label={t('finding.sideOf', { name })}
            value={side}
            onChange={(to) => store.edit((d) => setSide(d, id, side, to))}
            options={[
              { value: 'L', text: t('finding.left') },
              { value: 'R', text: t('finding.right') },
              { value: 'B', text: t('finding.both') },
            ]}
          />
          {alone && state === 'present' && opposite && (
            <button
              type="button"
              className="link-button"
              onClick={() => store.edit((d) => setPresence(d, id, 'absent', opposite))}
            >
              {t(opposite === 'L' ? 'finding.otherLeft' : 'finding.otherRight')}
            </button>
          )}
        </div>
      )}
      {finding && state === 'present' && courseMatters.has(id) && (
        <div className="finding__more">
          <Choice<Course>
            small
            label={t('finding.courseOf', { name })}
            value={finding.course}
            onChange={(to) => store.edit((d) => setCourse(d, id, side, to))}
            options={[
              { value: 'new', text: t('finding.new') },
              { value: 'worse', text: t('finding.worse') },
              { value: 'stable', text: t('finding.stable') },
            ]}
          />
        </div>
      )}
    </li>
  );
}
