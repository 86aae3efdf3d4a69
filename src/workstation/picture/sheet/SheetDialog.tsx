// Asks for paper, side and a label, and prints the landmark sheet.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type PersonalLandmarks } from '#core/anatomy/personal.js';
import { type FigureShown } from '#core/drawing/drawing.js';
import { Dialog } from '../../ui/Dialog.js';
import { LandmarkSheet } from './LandmarkSheet.js';
import { PAPERS, type Paper, SHEET_PARTS, type SheetPart, type SheetSides } from './sheet-pages.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly shown: FigureShown;
  readonly own: PersonalLandmarks;
  /** Stands on the sheet until it is changed. */
  readonly label: string;
  readonly printedAt: number;
  readonly version: string;
  readonly onClose: () => void;
}

const SIDES: readonly SheetSides[] = ['R', 'L', 'both'];

export function SheetDialog({ anatomy, shown, own, label: first, printedAt, version, onClose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [paper, setPaper] = useState<Paper>('A4');
  const [part, setPart] = useState<SheetPart>('crest');
  const [sides, setSides] = useState<SheetSides>('both');
  const [label, setLabel] = useState(first);
  return (
    <Dialog title={t('sheet.title')} closeLabel={t('sheet.close')} onClose={onClose}>
      <div className="own">
        <p>{t('sheet.intro')}</p>
        <Choices
          label={t('sheet.paper')}
          of={PAPERS}
          value={paper}
          text={(p) => t(`sheet.papers.${p}`)}
          onChange={setPaper}
        />
        <Choices
          label={t('sheet.part')}
          of={SHEET_PARTS}
          value={part}
          text={(p) => t(`sheet.parts.${p}`)}
          onChange={setPart}
        />
        <Choices
          label={t('sheet.sides.label')}
          of={SIDES}
          value={sides}
          text={(s) => t(`sheet.sides.${s}`)}
          onChange={setSides}
        />
        <p className="field">
          <label htmlFor={id}>{t('sheet.label')}</label>
          <input
            id={id}
            value={label}
            maxLength={40}
            autoComplete="off"
            placeholder={t('sheet.labelHint')}
            onChange={(e) => setLabel(e.target.value)}
          />
        </p>
        <p role="note">{t('sheet.setting')}</p>
        <p>
          <button type="button" className="button button--main" onClick={() => print()}>
            {t('sheet.print')}
          </button>
        </p>
      </div>
      <LandmarkSheet
        anatomy={anatomy}
        shown={shown}
        own={own}
        paper={paper}
        part={part}
        sides={sides}
        label={label}
        printedAt={printedAt}
        version={version}
      />
    </Dialog>
  );
}

interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly of: readonly T[];
  readonly value: T;
  readonly text: (one: T) => string;
  readonly onChange: (one: T) => void;
}

/** Exactly one of a few. */
function Choices<T extends string>({ label, of, value, text, onChange }: ChoicesProps<T>) {
  return (
    <fieldset className="choice" aria-label={label}>
      {of.map((one) => (
        <button
          key={one}
          type="button"
          className="choice__option"
          aria-pressed={one === value}
          onClick={() => onChange(one)}
        >
          {text(one)}
        </button>
      ))}
    </fieldset>
  );
}
