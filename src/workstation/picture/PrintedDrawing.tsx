// The drawing on paper: each view with something on it, with left and right in words. The private area is printed only
// where it was shown on screen.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type FigureSex, type PlateLayer } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { type Drawing, type Mark } from '#core/drawing/drawing.js';
import { DrawnMarks } from './DrawnMarks.js';
import { areFaint } from './layers.js';
import { PICTURE_VIEWS, type PictureView, sideAtLeft, viewBoxOf, viewOf, windowOf } from './picture-view.js';
import { PlateLayers } from './plate/PlateLayers.js';
import { QualityPatterns } from './QualityPatterns.js';
import { placeOf } from './region-shapes.js';
import { ScaleBar } from './ScaleBar.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly warp: Warp;
  readonly sex: FigureSex;
  readonly drawing: Drawing;
  readonly layers: ReadonlySet<PlateLayer>;
  readonly isPrivateShown: boolean;
  /** The sentences of the read-back. */
  readonly said: readonly string[];
}

export function PrintedDrawing({ anatomy, warp, sex, drawing, layers, isPrivateShown, said }: Props) {
  const { t } = useTranslation();
  const prefix = useId();
  const isIn = (mark: Mark, view: PictureView): boolean => {
    const of = 'view' in mark ? mark.view : placeOf(anatomy, mark.region)?.region.view;
    return of === viewOf(view);
  };
  const views = PICTURE_VIEWS.filter(
    (view) => (view !== 'perineum' || isPrivateShown) && drawing.marks.some((mark) => isIn(mark, view)),
  );
  return (
    <section className="printed-drawing" data-faint={areFaint(layers)}>
      <h2>{t('picture.heading')}</h2>
      <p>
        {said.map((clause) => (
          <span key={clause}>{t('picture.back.sentence', { clause })} </span>
        ))}
        {t(drawing.confirmed ? 'picture.back.confirmed' : 'picture.back.unconfirmed')}
      </p>
      <div className="printed-drawing__views">
        {views.map((view) => {
          const box = windowOf(view, warp);
          const letter = (box[3] - box[1]) / 40;
          const left = sideAtLeft(view);
          return (
            <figure key={view} className="printed-drawing__view">
              <svg viewBox={viewBoxOf(box)} role="img" aria-label={t(`picture.figure.${view}`)}>
                <QualityPatterns prefix={`${prefix}-${view}`} scale={(box[3] - box[1]) / 700} />
                <g lang="en" data-pack="">
                  <PlateLayers anatomy={anatomy} view={viewOf(view)} layers={layers} warp={warp} sex={sex} />
                </g>
                <DrawnMarks
                  marks={drawing.marks}
                  view={viewOf(view)}
                  anatomy={anatomy}
                  warp={warp}
                  prefix={`${prefix}-${view}`}
                  letter={letter}
                />
                <ScaleBar box={box} letter={letter} />
              </svg>
              <figcaption>
                <span>{t(left === 'L' ? 'picture.left' : 'picture.right')}</span>
                <span>{t(`picture.view.${view}`)}</span>
                <span>{t(left === 'L' ? 'picture.right' : 'picture.left')}</span>
              </figcaption>
            </figure>
          );
        })}
      </div>
    </section>
  );
}
