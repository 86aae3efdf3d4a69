// One side of the back at true size: bones, zones, midline, level of the landmark to lay it on, rulers and two bars of
// 100 mm.
import { useTranslation } from 'react-i18next';
import { type Anatomy, type BodySide, type FigureSex, type PlateLayer } from '#core/anatomy/anatomy.js';
import { type OwnMark, type SideLandmarks } from '#core/anatomy/personal.js';
import { type Warp } from '#core/anatomy/warp.js';
import { PlateLayers } from '../plate/PlateLayers.js';
import { OwnMarks } from '../zones/OwnMarks.js';
import { ZonesLayer } from '../zones/ZonesLayer.js';
import { NERVES_OF, type Paper, type SheetPart, sheetBox } from './sheet-pages.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly warp: Warp;
  readonly sex: FigureSex;
  readonly landmarks: SideLandmarks;
  readonly marks: readonly OwnMark[];
  readonly paper: Paper;
  readonly part: SheetPart;
  readonly side: BodySide;
}

const LAYERS: ReadonlySet<PlateLayer> = new Set<PlateLayer>(['skin', 'bones', 'ligaments']);
/** Length of the bars that check the printer, mm. */
const BAR = 100;

export function SheetPanel({ anatomy, warp, sex, landmarks, marks, paper, part, side }: Props) {
  const { t } = useTranslation();
  const [left, top, right, bottom] = sheetBox(paper, part, side);
  const [width, height] = [right - left, bottom - top];
  const { psis, tuberosity } = landmarks[side];
  const [bone, level] = part === 'crest' ? psis : tuberosity;
  const out = side === 'R' ? 1 : -1;
  const corner = 4;
  const corners = [
    [left, top, 1, 1],
    [right, top, -1, 1],
    [left, bottom, 1, -1],
    [right, bottom, -1, -1],
  ] as const;
  const every = (from: number, to: number): number[] => {
    const first = Math.ceil(from / 10) * 10;
    return Array.from({ length: Math.floor((to - first) / 10) + 1 }, (_, i) => first + i * 10);
  };
  const long = (at: number): number => (at % 50 === 0 ? 4 : 2);
  // The bars meet in the lower outer corner, where no zone lies.
  const barX = out > 0 ? right - 8 : left + 8;
  const barY = bottom - 9;
  return (
    <svg
      className="sheet__panel"
      viewBox={`${left} ${top} ${width} ${height}`}
      style={{ inlineSize: `${width}mm`, blockSize: `${height}mm` }}
      role="img"
      aria-label={t('sheet.page', { side: t(`zones.side.${side}`) })}
    >
      <PlateLayers anatomy={anatomy} view="back" layers={LAYERS} warp={warp} sex={sex} />
      <ZonesLayer
        anatomy={anatomy}
        landmarks={landmarks}
        nerves={NERVES_OF[part]}
        sides={side === 'R' ? RIGHT : LEFT}
      />
      <g className="sheet__lines">
        <path className="sheet__midline" d={`M0 ${top}V${bottom}`} />
        <path className="sheet__level" d={`M${left} ${level}H${right}`} />
        {every(left + 1, right - 1).map((x) => (
          <path key={`x${x}`} d={`M${x} ${level - long(x) / 2}v${long(x)}`} />
        ))}
        {every(top + 1, bottom - 1).map((y) => (
          <path key={`y${y}`} d={`M${-long(y) / 2} ${y}h${long(y)}`} />
        ))}
        {corners.map(([x, y, dx, dy]) => (
          <path key={`${dx}${dy}`} d={`M${x + dx * corner} ${y}H${x}V${y + dy * corner}`} />
        ))}
        <path className="sheet__bone" d={`M${out * bone - 6} ${level}h12M${out * bone} ${level - 6}v12`} />
        <path className="sheet__bar" data-bar="across" d={`M${barX} ${barY}H${barX - out * BAR}`} />
        <path className="sheet__bar" data-bar="down" d={`M${barX} ${barY}V${barY - BAR}`} />
        <path className="sheet__bar" d={`M${barX - out * BAR} ${barY - 2}v4M${barX - 2} ${barY - BAR}h4`} />
      </g>
      <OwnMarks marks={marks.filter((m) => m.at[0] > 0 === (side === 'R'))} />
      <g className="sheet__words">
        <text x={-out * 3} y={bottom - 4} transform={`rotate(-90 ${-out * 3} ${bottom - 4})`}>
          {t(`sheet.midline.${part}`)}
        </text>
        <text x={right - 3} y={level - 1.5} textAnchor="end">
          {t(`sheet.level.${part}`)}
        </text>
        <text x={out * (bone + 2)} y={level + 6} textAnchor={out > 0 ? 'start' : 'end'}>
          {t(`sheet.bone.${part}`)}
        </text>
        <text x={barX - out * (BAR / 2)} y={barY - 1.5} textAnchor="middle">
          {t('sheet.bar')}
        </text>
        <text
          x={barX - 1.5}
          y={barY - BAR / 2}
          textAnchor="middle"
          transform={`rotate(-90 ${barX - 1.5} ${barY - BAR / 2})`}
        >
          {t('sheet.bar')}
        </text>
        <text className="sheet__up" x={0} y={top + 5} textAnchor="middle">
          {t('sheet.up')} ↑
        </text>
      </g>
    </svg>
  );
}

const RIGHT: readonly BodySide[] = ['R'];
const LEFT: readonly BodySide[] = ['L'];
