// The figure and what is drawn on it, in sheets one over the other: the plate, which seldom changes; tints, drawing and
// places; and the line under the finger, which changes at every movement and makes nothing else be painted again.
import { type ReactNode, type RefObject, useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type FigureSex, type PlateLayer, type Point } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { type Mark } from '#core/drawing/drawing.js';
import { DrawnMarks } from './DrawnMarks.js';
import { areFaint } from './layers.js';
import { letterOf, type PictureView, sideAtLeft, viewBoxOf, viewOf, windowOf } from './picture-view.js';
import { PlateLayers } from './plate/PlateLayers.js';
import { QualityPatterns } from './QualityPatterns.js';
import { ScaleBar } from './ScaleBar.js';
import { type StrokeLatency } from './stroke-latency.js';
import { useStroke } from './use-stroke.js';
import { followsFinger, type Hand } from './use-tools.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly warp: Warp;
  readonly sex: FigureSex;
  readonly view: PictureView;
  readonly layers: ReadonlySet<PlateLayer>;
  readonly marks: readonly Mark[];
  readonly hand: Hand;
  readonly latency: StrokeLatency;
  readonly busy: RefObject<boolean>;
  readonly onMark: (mark: Mark) => void;
  readonly onTap: (at: Point) => void;
  readonly onLeave: () => void;
  /** Under the drawing, mm of the shown body. */
  readonly under?: ReactNode;
  /** Over the drawing, mm of the shown body. */
  readonly over?: ReactNode;
  /** What is said while nothing is drawn. */
  readonly children?: ReactNode;
}

export function Stage(props: Props) {
  const {
    anatomy,
    warp,
    sex,
    view,
    layers,
    marks,
    hand,
    latency,
    busy,
    onMark,
    onTap,
    onLeave,
    under,
    over,
    children,
  } = props;
  const { t } = useTranslation();
  const prefix = useId();
  const stage = useRef<HTMLDivElement>(null);
  const live = useRef<SVGGElement>(null);
  const box = useMemo(() => windowOf(view, warp), [view, warp]);
  const viewBox = viewBoxOf(box);
  const height = box[3] - box[1];
  const letter = letterOf(box);
  useStroke({ stage, live }, { hand, view: viewOf(view), warp, latency, busy, onMark, onTap, onLeave });
  const left = sideAtLeft(view);
  return (
    <div
      ref={stage}
      className="stage"
      data-view={view}
      data-tool={hand.tool}
      data-holds={followsFinger(hand.tool)}
      data-faint={areFaint(layers)}
      style={{ aspectRatio: `${box[2] - box[0]} / ${height}` }}
    >
      <svg className="stage__sheet" viewBox={viewBox} role="img" aria-label={t(`picture.figure.${view}`)}>
        <g lang="en" data-pack="">
          <PlateLayers anatomy={anatomy} view={viewOf(view)} layers={layers} warp={warp} sex={sex} />
        </g>
        <ScaleBar box={box} letter={letter} />
      </svg>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: named while there is something in it to reach, else hidden */}
      <svg
        className="stage__sheet stage__sheet--drawn"
        viewBox={viewBox}
        {...(over ? { role: 'group', 'aria-label': t(`picture.figure.${view}`) } : { 'aria-hidden': true })}
      >
        <QualityPatterns prefix={prefix} scale={height / 700} />
        {under}
        <DrawnMarks marks={marks} view={viewOf(view)} anatomy={anatomy} warp={warp} prefix={prefix} letter={letter} />
        {over}
      </svg>
      <svg className="stage__sheet stage__sheet--live" viewBox={viewBox} aria-hidden="true">
        <g ref={live} className="live" data-quality={hand.feel.qualities[0] ?? 'none'} />
      </svg>
      <p className="stage__side stage__side--left">{t(left === 'L' ? 'picture.left' : 'picture.right')}</p>
      <p className="stage__side stage__side--right">{t(left === 'L' ? 'picture.right' : 'picture.left')}</p>
      {children}
    </div>
  );
}
