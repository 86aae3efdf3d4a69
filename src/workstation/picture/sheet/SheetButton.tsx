// Opens the landmark sheet of the body that is shown.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PersonalLandmarks } from '#core/anatomy/personal.js';
import { type FigureShown } from '#core/drawing/drawing.js';
import { useWorkspace, useWorkspaceStore } from '../../case/case-context.js';
import { useKnowledge } from '../../evidence/knowledge-context.js';
import { fetchAnatomy } from '../../evidence/packs.js';
import { useFetched } from '../../evidence/use-fetched.js';
import { SheetDialog } from './SheetDialog.js';

interface Props {
  readonly shown: FigureShown;
  readonly own: PersonalLandmarks;
}

export function SheetButton({ shown, own }: Props) {
  const { t } = useTranslation();
  const { knowledge } = useKnowledge();
  const { open } = useWorkspace();
  const { now } = useWorkspaceStore();
  const anatomy = useFetched(fetchAnatomy);
  const [printedAt, setPrintedAt] = useState<number | null>(null);
  return (
    <>
      <button
        type="button"
        className="button"
        aria-haspopup="dialog"
        disabled={anatomy.state !== 'here'}
        onClick={() => setPrintedAt(now())}
      >
        {t('sheet.open')}
      </button>
      {printedAt !== null && anatomy.state === 'here' && (
        <SheetDialog
          anatomy={anatomy.pack}
          shown={shown}
          own={own}
          label={open?.title ?? ''}
          printedAt={printedAt}
          version={knowledge.version}
          onClose={() => setPrintedAt(null)}
        />
      )}
    </>
  );
}
