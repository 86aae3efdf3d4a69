// The drawing itself, for one view: areas in the colour and pattern of their quality with its letter in them, stronger
// where it hurts more; pins and arrows over them.
import { type CSSProperties, memo, useMemo } from 'react';
import { type Anatomy, type View } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { type Feel, type Mark } from '#core/drawing/drawing.js';
import {
  type DrawnArea,
  type DrawnSign,
  letterPlaces,
  lineThrough,
  over,
  type Run,
  runsOf,
  signsOf,
} from './drawn-runs.js';
import { feelLetters } from './feel-words.js';

interface Props {
  readonly marks: readonly Mark[];
  readonly view: View;
  readonly anatomy: Anatomy;
  readonly warp: Warp;
  /** Of ids in this picture. */
  readonly prefix: string;
  /** Height of a letter, mm. */
  readonly letter: number;
}

/** One hue; intensity is how much of it. */
const strength = ({ intensity }: Feel): number => (intensity === 'unknown' ? 0.4 : 0.2 + 0.055 * intensity);

function Area({ area }: { readonly area: DrawnArea }) {
  return area.width > 0 ? (
    <path className="drawn__stroke" d={area.path} strokeWidth={area.width} />
  ) : (
    <path className="drawn__fill" d={area.path} />
  );
}

function PaintedRun({
  run,
  feel,
  cut,
  prefix,
  letter,
}: Omit<Props, 'marks' | 'view' | 'anatomy' | 'warp'> & {
  readonly run: Run;
  readonly feel: Feel;
  readonly cut: readonly DrawnArea[];
}) {
  const mask = `${prefix}-cut-${run.key}`;
  const [left, top, right, bottom] = run.box;
  const areas = run.areas.map((area) => <Area key={area.key} area={area} />);
  const letters = feelLetters(feel);
  return (
    <>
      {cut.length > 0 && (
        <mask
          id={mask}
          maskUnits="userSpaceOnUse"
          x={left - 20}
          y={top - 20}
          width={right - left + 40}
          height={bottom - top + 40}
        >
          <rect x={left - 20} y={top - 20} width={right - left + 40} height={bottom - top + 40} fill="#fff" />
          <g className="drawn__cut">
            {cut.map((area) => (
              <Area key={area.key} area={area} />
            ))}
          </g>
        </mask>
      )}
      <g
        className="drawn__run"
        data-quality={feel.qualities[0] ?? 'none'}
        mask={cut.length > 0 ? `url(#${mask})` : undefined}
      >
        <g className="drawn__ground" opacity={strength(feel)}>
          {areas}
        </g>
        {feel.qualities.map((quality) => (
          <g
            key={quality}
            className="drawn__hatch"
            style={{ '--hatch': `url(#${prefix}-${quality})` } as CSSProperties}
          >
            {areas}
          </g>
        ))}
        {letters !== '' &&
          letterPlaces(run, letter * 2.6).map(([x, y]) => (
            <text key={`${x} ${y}`} className="drawn__letter" x={x} y={y} fontSize={letter} dy="0.36em">
              {letters}
            </text>
          ))}
      </g>
    </>
  );
}

function Sign({ sign, letter }: { readonly sign: DrawnSign; readonly letter: number }) {
  const { mark, points } = sign;
  const [x, y] = points.at(-1)!;
  const r = letter * 0.55;
  const letters = feelLetters(mark);
  if (mark.kind === 'pin')
    return (
      <g className="drawn__pin" data-quality={mark.qualities[0] ?? 'none'}>
        <circle className="drawn__halo" cx={x} cy={y} r={r} />
        <circle cx={x} cy={y} r={r} />
        <path
          d={`M${x - r * 1.7} ${y}H${x - r * 0.45}M${x + r * 0.45} ${y}H${x + r * 1.7}M${x} ${y - r * 1.7}V${y - r * 0.45}M${x} ${y + r * 0.45}V${y + r * 1.7}`}
        />
        <circle className="drawn__dot" cx={x} cy={y} r={r * 0.28} />
        {letters !== '' && (
          <text className="drawn__letter" x={x + r * 1.5} y={y - r * 1.5} fontSize={letter}>
            {letters}
          </text>
        )}
      </g>
    );
  return (
    <g className="drawn__arrow" data-quality={mark.qualities[0] ?? 'none'}>
      <path className="drawn__halo" d={lineThrough(points)} />
      <path d={lineThrough(points)} />
      <path className="drawn__head" d={headOf(points, letter * 0.9)} />
      {letters !== '' && (
        <text className="drawn__letter" x={points[0]![0]} y={points[0]![1] - letter * 0.6} fontSize={letter}>
          {letters}
        </text>
      )}
    </g>
  );
}

/** A head of this size at the end, in the direction of the last stretch that is long enough to have one. */
function headOf(points: DrawnSign['points'], size: number): string {
  const [x, y] = points.at(-1)!;
  const from = points.findLast(([a, b]) => Math.hypot(x - a, y - b) > size) ?? points[0]!;
  const angle = Math.atan2(y - from[1], x - from[0]);
  const wing = (turn: number) =>
    `${(x - size * Math.cos(angle + turn)).toFixed(1)} ${(y - size * Math.sin(angle + turn)).toFixed(1)}`;
  return `M${wing(0.5)}L${x.toFixed(1)} ${y.toFixed(1)}L${wing(-0.5)}Z`;
}

export const DrawnMarks = memo(function DrawnMarks({ marks, view, anatomy, warp, prefix, letter }: Props) {
  const runs = useMemo(() => runsOf(marks, view, anatomy, warp), [marks, view, anatomy, warp]);
  const signs = useMemo(() => signsOf(marks, view, anatomy, warp), [marks, view, anatomy, warp]);
  return (
    <g className="drawn">
      {runs.map((run, i) =>
        run.feel ? (
          <PaintedRun key={run.key} run={run} feel={run.feel} cut={over(runs, i)} prefix={prefix} letter={letter} />
        ) : null,
      )}
      {signs.map((sign) => (
        <Sign key={sign.key} sign={sign} letter={letter} />
      ))}
    </g>
  );
});
