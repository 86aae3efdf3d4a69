// A drawing seen in a mirror: left and right change places and nothing else does.
import { mirrorCode } from '../anatomy/regions.js';
import { type Drawing, type Mark, type Track } from './drawing.js';

// `0 -` and not unary minus: a midline point never becomes a negative zero.
const mirrorTrack = (track: Track): Track => track.map((v, i) => (i % 2 === 0 ? 0 - v : v));

function mirrorMark(mark: Mark): Mark {
  switch (mark.kind) {
    case 'brush':
    case 'erase':
    case 'arrow':
      return { ...mark, track: mirrorTrack(mark.track) };
    case 'pin':
      return { ...mark, at: [0 - mark.at[0], mark.at[1]] };
    case 'fill':
    case 'unfill':
      return { ...mark, region: mirrorCode(mark.region) };
  }
}

export function mirrorDrawing(drawing: Drawing): Drawing {
  return { ...drawing, marks: drawing.marks.map(mirrorMark) };
}
