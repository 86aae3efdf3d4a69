// One picture of the gallery: a view with its layers, its sides in words, and what it shows as a caption.
import { type ReactNode, useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type FigureSex } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { type Mark } from '#core/drawing/drawing.js';
import { DrawnMarks } from '../picture/DrawnMarks.js';
import { lineThrough } from '../picture/drawn-runs.js';
import { letterOf, sideAtLeft, viewBoxOf, viewOf, windowOf } from '../picture/picture-view.js';
import { PlateLayers } from '../picture/plate/PlateLayers.js';
import { QualityPatterns } from '../picture/QualityPatterns.js';
import { placesOf } from '../picture/region-shapes.js';
import { TerritoryMaps } from '../picture/Tints.js';
import { type Specimen } from './specimens.js';
import { useNear } from './use-near.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly warp: Warp;
  readonly sex: FigureSex;
  readonly specimen: Specimen;
  readonly caption: string;
  readonly marks?: readonly Mark[];
  /** Over the figure, mm of the shown body. */
  readonly children?: ReactNode;
}

export function GalleryFigure({ anatomy, warp, sex, specimen, caption, marks = [], children }: Props) {
  const { t } = useTranslation();
  const prefix = useId();
  const stage = useRef<HTMLDivElement>(null);
  const near = useNear(stage);
  const { view, layers, territories, only, regions } = specimen;
  const side = viewOf(view);
  const box = useMemo(() => windowOf(view, warp), [view, warp]);
  const height = box[3] - box[1];
  const maps = useMemo(
    () => anatomy.territories.filter((x) => x.kind === territories && (only === undefined || x.name === only)),
    [anatomy, territories, only],
  );
  const left = sideAtLeft(view);
  return (
    <figure className="hung" id={specimen.id}>
      <div ref={stage} className="hung__stage" style={{ aspectRatio: `${box[2] - box[0]} / ${height}` }}>
        {near && (
          <svg className="hung__sheet" viewBox={viewBoxOf(box)} role="img" aria-label={caption}>
            <PlateLayers anatomy={anatomy} view={side} layers={layers} warp={warp} sex={sex} />
            <QualityPatterns prefix={prefix} scale={height / 700} />
            <TerritoryMaps territories={maps} view={side} warp={warp} box={box} />
            {regions && (
              <g className="regions">
                {placesOf(anatomy)
                  .filter((place) => place.region.view === side)
                  .toReversed()
                  .map((place) => (
                    <path key={place.code} className="region" d={`${lineThrough(place.outline.map(warp.toFigure))}Z`}>
                      <title>{place.code}</title>
                    </path>
                  ))}
              </g>
            )}
            <DrawnMarks
              marks={marks}
              view={side}
              anatomy={anatomy}
              warp={warp}
              prefix={prefix}
              letter={letterOf(box)}
            />
            {children}
          </svg>
        )}
        <p className="stage__side stage__side--left">{t(left === 'L' ? 'picture.left' : 'picture.right')}</p>
        <p className="stage__side stage__side--right">{t(left === 'L' ? 'picture.right' : 'picture.left')}</p>
      </div>
      <figcaption>
        <a href={`#${specimen.id}`}>{caption}</a>
      </figcaption>
    </figure>
  );
}
