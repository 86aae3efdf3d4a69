// One part of the plate. Its first fill darkens towards its own edge, as a rounded surface does; the modelling is blurred
// with that and kept inside the fill.
import { type DrawnPart, type DrawnShape } from './plate-parts.js';

interface Props {
  readonly part: DrawnPart;
  /** Prefix of the ids of this picture's filters and clips. */
  readonly ids: string;
  /** What clips the modelling when the part has no fill of its own. */
  readonly within?: string;
}

function Shape({ shape }: { readonly shape: DrawnShape }) {
  return <path className={`ink ink--${shape.ink}`} data-shape={shape.id} data-nerve={shape.nerve} d={shape.path} />;
}

export function PlatePart({ part, ids, within }: Props) {
  const outline = part.bodies[0];
  const clip = outline ? `${ids}-${part.layer}-${part.part}` : within;
  return (
    <g className="plate__part" data-part={part.part} data-softness={part.softness}>
      <title>{part.name}</title>
      {outline && (
        <clipPath id={clip}>
          <path d={outline.path} />
        </clipPath>
      )}
      {part.bodies.map((shape) => (
        <Shape key={shape.id} shape={shape} />
      ))}
      {(outline || part.modelling.length > 0) && (
        <g clipPath={clip === undefined ? undefined : `url(#${clip})`}>
          <g filter={`url(#${ids}-${part.softness})`}>
            {outline && <path className="ink ink--turn" strokeWidth={part.turn.toFixed(1)} d={outline.path} />}
            {part.modelling.map((shape) => (
              <Shape key={shape.id} shape={shape} />
            ))}
          </g>
        </g>
      )}
      {part.lines.map((shape) => (
        <Shape key={shape.id} shape={shape} />
      ))}
    </g>
  );
}
