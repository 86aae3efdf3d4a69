// Territories under the drawing: those of the answer by rank, each with its own line as well as its own colour; chosen
// maps in quiet outlines with their names.
import { memo, useId } from 'react';
import { type Box, type Territory, type View } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { type AnswerTint } from './answer-tints.js';
import { letterOf } from './picture-view.js';
import { labelPlace, territoryPath } from './territory-shapes.js';

interface AnswerProps {
  readonly tints: readonly AnswerTint[];
  readonly view: View;
  readonly warp: Warp;
}

/** Larger than any body in any frame, mm. */
const ALL = { x: -600, y: -1100, width: 1200, height: 2500 } as const;

export const AnswerTints = memo(function AnswerTints({ tints, view, warp }: AnswerProps) {
  const prefix = useId();
  return [...tints].reverse().map(({ place, ranked, territories, side }) => {
    const path = territories.map((x) => territoryPath(x, view, side, warp)).join('');
    if (path === '') return null;
    // Where fields of one disorder meet no line is drawn: only what lies outside all of them is seen.
    const outside = `${prefix}-outside-${place}`;
    return (
      <g key={ranked.disorder} className="tint" data-tint={place} data-disorder={ranked.disorder}>
        <mask id={outside} maskUnits="userSpaceOnUse" {...ALL}>
          <rect {...ALL} fill="#fff" />
          <path d={path} fill="#000" />
        </mask>
        <path className="tint__field" d={path} />
        <path className="tint__border" d={path} mask={`url(#${outside})`} />
      </g>
    );
  });
});

interface MapProps {
  readonly territories: readonly Territory[];
  readonly view: View;
  readonly warp: Warp;
  /** The window, mm of the shown body. */
  readonly box: Box;
}

/** Hues that neighbours take in turn. */
const HUES = 5;

export const TerritoryMaps = memo(function TerritoryMaps({ territories, view, warp, box }: MapProps) {
  const letter = letterOf(box);
  const here = territories.filter((x) => x.view === view);
  return (
    <g className="maps">
      {here.map((x, i) => (
        <path
          key={x.id}
          className="map"
          data-kind={x.kind}
          data-hue={i % HUES}
          data-territory={x.id}
          d={territoryPath(x, view, null, warp)}
        >
          <title lang="en" data-pack="">
            {x.name}
          </title>
        </path>
      ))}
      {here.map((x) => {
        const place = x.label === undefined ? null : labelPlace(x, warp, box, letter);
        return place ? (
          <text key={`${x.id} label`} className="map__label" x={place[0]} y={place[1]} fontSize={letter} dy="0.36em">
            {x.label}
          </text>
        ) : null;
      })}
    </g>
  );
});
