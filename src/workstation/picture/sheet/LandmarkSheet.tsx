// The landmark sheet: the zones of this body in true millimetres on A4 or Letter, one sheet for each side. It stands
// beside the page and shows on paper only; while it is there, nothing else is printed.
import { useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type BodySide } from '#core/anatomy/anatomy.js';
import { type PersonalLandmarks, personalSides } from '#core/anatomy/personal.js';
import { figureWarp } from '#core/anatomy/warp.js';
import { pooledZones } from '#core/anatomy/zones.js';
import { type FigureShown } from '#core/drawing/drawing.js';
import { SheetPanel } from './SheetPanel.js';
import { NERVES_OF, type Paper, type SheetPart, type SheetSides, sidesOf } from './sheet-pages.js';
import './sheet.css';

interface Props {
  readonly anatomy: Anatomy;
  readonly shown: FigureShown;
  readonly own: PersonalLandmarks;
  readonly paper: Paper;
  readonly part: SheetPart;
  readonly sides: SheetSides;
  /** A number or a word; empty leaves a line to write on. */
  readonly label: string;
  /** When it is printed, milliseconds since 1970. */
  readonly printedAt: number;
  /** Version of software and knowledge. */
  readonly version: string;
}

export function LandmarkSheet({ anatomy, shown, own, paper, part, sides, label, printedAt, version }: Props) {
  const warp = useMemo(() => figureWarp(anatomy, shown, own), [anatomy, shown, own]);
  const landmarks = useMemo(() => personalSides(anatomy, shown, own), [anatomy, shown, own]);
  // print.css prints the page, sheet.css the sheet: the document says which.
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.print = 'sheet';
    return () => {
      delete dataset.print;
    };
  }, []);
  return createPortal(
    <div className="sheets">
      {sidesOf(sides).map((side) => (
        <article key={side} className="sheet" data-paper={paper}>
          <SheetHead
            side={side}
            label={label}
            printedAt={printedAt}
            shown={shown}
            own={own}
            part={part}
            anatomy={anatomy}
            landmarks={landmarks}
          />
          <SheetPanel
            anatomy={anatomy}
            warp={warp}
            sex={shown.sex}
            landmarks={landmarks}
            marks={own.marks ?? []}
            paper={paper}
            part={part}
            side={side}
          />
          <SheetFoot version={version} />
        </article>
      ))}
    </div>,
    document.body,
  );
}

interface HeadProps extends Pick<Props, 'anatomy' | 'shown' | 'own' | 'part' | 'label' | 'printedAt'> {
  readonly side: BodySide;
  readonly landmarks: ReturnType<typeof personalSides>;
}

function SheetHead({ side, part, label, printedAt, shown, own, anatomy, landmarks }: HeadProps) {
  const { t, i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(printedAt);
  const marked = own.marks?.some((m) => m.landmark === 'psis' && m.at[0] > 0 === (side === 'R'));
  const how = marked ? 'marked' : own.psisHalf === undefined ? 'assumed' : 'measured';
  const stature = own.stature ?? shown.stature;
  const sexed = t(`sheet.bodyIs.${shown.sex}`);
  const tall = stature === undefined ? sexed : t('sheet.stature', { sex: sexed, cm: Math.round(stature / 10) });
  const body = shown.weight === undefined ? tall : t('sheet.weight', { body: tall, kg: Math.round(shown.weight) });
  return (
    <header className="sheet__head">
      <p className="sheet__side">
        <b>{t(`sheet.side.${side}`)}</b> {t('sheet.ofPatient')}
      </p>
      <p className="sheet__who">
        {t('sheet.patient')}: <span className="sheet__line">{label}</span> {t('sheet.examiner')}:{' '}
        <span className="sheet__line" /> {t('sheet.date')}: {day}
      </p>
      <p>
        {t('sheet.body', { body, psis: Math.round(landmarks[side].psis[0]), how: t(`sheet.how.${how}`) })}.{' '}
        {t(`sheet.lay.${part}`)} <b>{t('sheet.check')}</b>
      </p>
      <ul className="sheet__key">
        {pooledZones(anatomy, landmarks)
          .filter((z) => z.side === side && NERVES_OF[part].has(z.nerve))
          .map((z) => (
            <li key={z.nerve} data-nerve={z.nerve}>
              {t('sheet.zones', { nerve: t(`zones.nerve.${z.nerve}`), count: z.from.length })}
            </li>
          ))}
      </ul>
    </header>
  );
}

function SheetFoot({ version }: { readonly version: string }) {
  const { t } = useTranslation();
  return (
    <footer className="sheet__foot">
      <p>
        <b>{t('banner.text')}</b> {t('zones.contested')} {t('zones.palpation')}
      </p>
      <p>
        {t('product')} · {t('print.knowledge', { version })}
      </p>
    </footer>
  );
}
