// The examiner's own marks on the figure: a cross for the spine, a bar for the crest.
import { type OwnMark } from '#core/anatomy/personal.js';
import './zones.css';

/** mm of the shown figure. */
const REACH = 6;

export function OwnMarks({ marks }: { readonly marks: readonly OwnMark[] }) {
  return (
    <g className="own-marks">
      {marks.map(({ landmark, at: [x, y] }) => {
        const path =
          landmark === 'psis'
            ? `M${x - REACH} ${y}H${x + REACH}M${x} ${y - REACH}V${y + REACH}`
            : `M${x - 2 * REACH} ${y}H${x + 2 * REACH}`;
        return (
          <g key={`${landmark} ${x > 0}`}>
            <path className="own-mark__halo" d={path} />
            <path className="own-mark" d={path} />
          </g>
        );
      })}
    </g>
  );
}
