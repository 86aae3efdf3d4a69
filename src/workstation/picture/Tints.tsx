// Territories under the drawing: those of the answer by rank, each with its own line as well as its own colour; chosen
// maps in quiet outlines with their names.
import { memo, useId } from 'react';
import { type Territory, type View } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { type AnswerTint } from './answer-tints.js';
import { territoryPath } from './territory-shapes.js';

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
}

export const TerritoryMaps = memo(function TerritoryMaps({ territories, view, warp }: MapProps) {
  return territories
    .filter((x) => x.view === view)
    .map((x) => (
      <path key={x.id} className="map" data-kind={x.kind} data-territory={x.id} d={territoryPath(x, view, null, warp)}>
        <title lang="en" data-pack="">
          {x.name}
        </title>
      </path>
    ));
});
