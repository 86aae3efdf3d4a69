// A pattern for each quality, so that no quality is told by colour alone; on a tile of 8 units of the surrounding picture
// times `scale`.
import { memo } from 'react';
import { QUALITIES, type Quality } from '#core/drawing/drawing.js';

const LINES: Readonly<Record<Quality, string>> = {
  // Flames lean: diagonals.
  burning: 'M-1 9L9 -1M-1 1L1 -1M7 9L9 7',
  // A dull band: level lines.
  aching: 'M0 2H8M0 6H8',
  // Points of a knife.
  stabbing: 'M1 7L4 1L7 7',
  // A spark's zigzag.
  electric: 'M0 5L2 2L6 6L8 3',
  // Pins and needles: crosses.
  tingling: 'M4 2V6M2 4H6',
  // Nothing felt: empty rings.
  numbness: 'M2.4 4a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0',
};

interface Props {
  readonly prefix: string;
  readonly scale?: number;
}

export const QualityPatterns = memo(function QualityPatterns({ prefix, scale = 1 }: Props) {
  return (
    <defs>
      {QUALITIES.map((quality) => (
        <pattern
          key={quality}
          id={`${prefix}-${quality}`}
          className="hatch"
          data-quality={quality}
          width={8}
          height={8}
          patternUnits="userSpaceOnUse"
          patternTransform={`scale(${scale})`}
        >
          <path d={LINES[quality]} />
        </pattern>
      ))}
    </defs>
  );
});
