// Where studies found the nerves, over the figure: one ellipse, arc or band each at 1 and 2 SD, and a tinted band of what
// they say together. Each can be pressed and opens its card; the keyboard comes to one of them and goes on with the
// arrows. Never one dot: fixed distances are contested.
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type BodySide, type NerveId } from '#core/anatomy/anatomy.js';
import { mirrored } from '#core/anatomy/ellipse.js';
import { type SideLandmarks } from '#core/anatomy/personal.js';
import { pooledZones, studyZones } from '#core/anatomy/zones.js';
import { keyOf, type ZoneChoice } from './zone-choice.js';
import { ellipsePath, outlineOf } from './zone-shapes.js';
import { zoneName } from './zone-words.js';
import './zones.css';

interface Props {
  readonly anatomy: Anatomy;
  /** Landmarks of the shown figure, mm. */
  readonly landmarks: SideLandmarks;
  readonly nerves?: ReadonlySet<NerveId>;
  readonly sides?: readonly BodySide[];
  readonly chosen?: ZoneChoice | null;
  /** Absent where nothing can be pressed, as on paper or while a tap marks a landmark: then no shape can be reached either. */
  readonly onChoose?: ((choice: ZoneChoice) => void) | undefined;
}

const BOTH: readonly BodySide[] = ['L', 'R'];
const STEP: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function move(from: SVGGElement, step: number): void {
  const all = [...(from.closest('.zones')?.querySelectorAll<SVGGElement>('.zone') ?? [])];
  all[(all.indexOf(from) + step + all.length) % all.length]?.focus();
}

export function ZonesLayer({ anatomy, landmarks, nerves, sides = BOTH, chosen = null, onChoose }: Props) {
  const { t } = useTranslation();
  const shown = useMemo(() => {
    const has = (nerve: NerveId) => !nerves || nerves.has(nerve);
    return {
      pooled: pooledZones(anatomy, landmarks).filter((z) => has(z.nerve) && z.nerve !== 'pfcn'),
      studies: sides.map((side) => ({
        side,
        zones: studyZones(anatomy.points, landmarks[side])
          .flatMap(({ point, place }) => {
            const outline = has(point.nerve) ? outlineOf(place) : undefined;
            return outline ? [{ point, outline, assumed: 'assumed' in place && place.assumed.length > 0 }] : [];
          })
          .sort((a, b) => b.outline.size - a.outline.size),
      })),
    };
  }, [anatomy, landmarks, nerves, sides]);
  // One stop for Tab, however many studies there are (WAI-ARIA practices, roving tabindex).
  const first = shown.pooled.find((z) => sides.includes(z.side));
  const [stop, setStop] = useState<string | null>(null);
  const button = (choice: ZoneChoice, label: string) => {
    if (!onChoose) return undefined;
    const key = keyOf(choice);
    const start = first ? keyOf({ kind: 'pooled', nerve: first.nerve, side: first.side }) : key;
    return {
      role: 'button',
      tabIndex: key === (stop ?? start) ? 0 : -1,
      'aria-label': label,
      'data-chosen': (chosen && keyOf(chosen) === key) || undefined,
      onFocus: () => setStop(key),
      onClick: () => onChoose(choice),
      onKeyDown: (e: KeyboardEvent<SVGGElement>) => {
        const step = STEP[e.key];
        if (step !== undefined) move(e.currentTarget, step);
        else if (e.key === 'Enter' || e.key === ' ') onChoose(choice);
        else return;
        e.preventDefault();
      },
    };
  };
  return (
    <g className="zones" data-pressed={onChoose ? true : undefined}>
      {shown.pooled
        .filter((z) => sides.includes(z.side))
        .map((z) => {
          const right = z.side === 'R';
          const centre = [Math.abs(z.centre[0]), z.centre[1]] as const;
          const covariance = right ? z.covariance : mirrored(z.covariance);
          const label = t('zones.pooledName', {
            nerve: t(`zones.nerve.${z.nerve}`),
            count: z.from.length,
            side: t(`zones.side.${z.side}`),
          });
          return (
            <g
              key={`${z.nerve} ${z.side}`}
              className="zone zone--pooled"
              data-nerve={z.nerve}
              transform={right ? undefined : 'scale(-1 1)'}
              {...button({ kind: 'pooled', nerve: z.nerve, side: z.side }, label)}
            >
              <path className="zone__far" d={ellipsePath(centre, covariance, 2)} />
              <path className="zone__near" d={ellipsePath(centre, covariance, 1)} />
            </g>
          );
        })}
      {shown.studies.map(({ side, zones }) => (
        <g key={side} transform={side === 'R' ? undefined : 'scale(-1 1)'}>
          {zones.map(({ point, outline, assumed }) => (
            <g
              key={point.id}
              className="zone"
              data-nerve={point.nerve}
              data-kind={point.kind}
              data-closed={outline.closed}
              data-assumed={assumed || undefined}
              {...button({ kind: 'study', point: point.id, side }, zoneName(t, point, side))}
            >
              <path className="zone__far" d={outline.far} />
              <path className="zone__near" d={outline.near} />
              {onChoose && <path className="zone__press" d={outline.near} />}
            </g>
          ))}
        </g>
      ))}
    </g>
  );
}
