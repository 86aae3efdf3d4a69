// The anatomy plate inside a picture's <svg>: one group per layer that is shown, drawn from the compiled shapes on the
// body shown. Colours, line weights and shade are plate.css.
import { memo, useId, useMemo } from 'react';
import { type Anatomy, type FigureSex, FRAMES, type PlateLayer, type View } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { PlatePart } from './PlatePart.js';
import { nervePaths, plateParts, SOFTNESSES, type Softness, skinPath } from './plate-parts.js';
import './plate.css';

interface Props {
  readonly anatomy: Anatomy;
  readonly view: View;
  readonly layers: ReadonlySet<PlateLayer>;
  readonly warp: Warp;
  /** Shapes of one sex are drawn only for it; neutral draws none of them. */
  readonly sex?: FigureSex;
  /** The layers' names for screen readers and tooltips; a layer without one is presented without. */
  readonly titles?: Readonly<Partial<Record<PlateLayer, string>>>;
}

/** Skin lies under everything, so that what is beneath it shows through; nerves are never covered. */
const DRAWING_ORDER: readonly PlateLayer[] = ['skin', 'bones', 'ligaments', 'muscles', 'fascia', 'nerves'];

/** Standard deviations of the shade's blur, mm of the figure. */
const BLUR: Readonly<Record<Softness, number>> = { fine: 0.9, soft: 1.8, broad: 3.2, skin: 7 };
/** How far the blur reaches past a part, share of its size; no wider than needed, because paper stores it as an image. */
const REACH: Readonly<Record<Softness, number>> = { fine: 0.3, soft: 0.25, broad: 0.15, skin: 0.5 };
/** The deep layers fade out above the lower ribs and below mid-thigh, where the plate ends: y in mm of the standard. */
const FADE = { from: -304, full: -270, still: 344, gone: 392 };

function PlateLayersDrawn({ anatomy, view, layers, warp, sex = 'neutral', titles = {} }: Props) {
  const ids = useId();
  const parts = useMemo(() => plateParts(anatomy, view, warp, sex), [anatomy, view, warp, sex]);
  const skin = useMemo(() => skinPath(anatomy, view, warp), [anatomy, view, warp]);
  const level = (y: number): number => warp.toFigure([0, y])[1];
  const [from, full, still, gone] = [level(FADE.from), level(FADE.full), level(FADE.still), level(FADE.gone)];
  const [left, , right] = FRAMES[view];
  const shown = DRAWING_ORDER.filter((layer) => layers.has(layer));
  const deep = shown.some((layer) => layer !== 'skin' && layer !== 'nerves');
  return (
    <>
      <defs>
        {SOFTNESSES.map((name) => (
          <filter
            key={name}
            id={`${ids}-${name}`}
            x={-REACH[name]}
            y={-REACH[name]}
            width={1 + 2 * REACH[name]}
            height={1 + 2 * REACH[name]}
            colorInterpolationFilters="sRGB"
          >
            <feGaussianBlur stdDeviation={BLUR[name]} />
          </filter>
        ))}
        <clipPath id={`${ids}-outline`}>
          <path d={skin} />
        </clipPath>
        <linearGradient id={`${ids}-ends`} gradientUnits="userSpaceOnUse" x1={0} x2={0} y1={from} y2={gone}>
          <stop offset={0} stopColor="#000" />
          <stop offset={(full - from) / (gone - from)} stopColor="#fff" />
          <stop offset={(still - from) / (gone - from)} stopColor="#fff" />
          <stop offset={1} stopColor="#000" />
        </linearGradient>
        <mask id={`${ids}-fade`} maskUnits="userSpaceOnUse" x={left} y={from} width={right - left} height={gone - from}>
          <rect x={left} y={from} width={right - left} height={gone - from} fill={`url(#${ids}-ends)`} />
        </mask>
      </defs>
      {shown.map((layer) => (
        <g
          key={layer}
          className={`plate plate--${layer}`}
          data-view={view}
          data-deep={deep}
          {...(layer === 'skin' ? {} : { mask: `url(#${ids}-fade)` })}
        >
          {titles[layer] === undefined ? null : <title>{titles[layer]}</title>}
          {layer === 'skin' && (
            <>
              <path className="ink ink--ground" d={skin} />
              <g clipPath={`url(#${ids}-outline)`}>
                <path className="ink ink--turn ink--turn-skin" d={skin} filter={`url(#${ids}-skin)`} />
              </g>
            </>
          )}
          {layer === 'nerves' && <path className="ink ink--casing" d={nervePaths(parts)} />}
          {parts
            .filter((part) => part.layer === layer)
            .map((part) => (
              <PlatePart
                key={part.part}
                part={part}
                ids={ids}
                {...(layer === 'skin' ? { within: `${ids}-outline` } : {})}
              />
            ))}
          {layer === 'skin' && <path className="ink ink--silhouette" d={skin} />}
        </g>
      ))}
    </>
  );
}

/** Drawn again only when the body, the view or the layers change, never while somebody draws on it. */
export const PlateLayers = memo(PlateLayersDrawn);
