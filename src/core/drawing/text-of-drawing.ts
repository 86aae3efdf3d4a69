// A drawing to the text of its file: JSON, one mark a line, tracks as a start and steps, what was not told left out.
import { type Drawing, type Feel, type Mark, type Track } from './drawing.js';

function stepsOf(track: Track): { readonly start: number[]; readonly steps?: number[] } {
  const start = track.slice(0, 2);
  if (track.length === 2) return { start };
  const steps: number[] = [];
  for (let i = 2; i < track.length; i++) steps.push(track[i]! - track[i - 2]!);
  return { start, steps };
}

const feelOf = ({ qualities, intensity }: Feel) => ({
  ...(qualities.length > 0 ? { qualities } : {}),
  ...(intensity === 'unknown' ? {} : { intensity }),
});

function recordOf(mark: Mark): object {
  switch (mark.kind) {
    case 'brush':
      return { kind: mark.kind, view: mark.view, width: mark.width, ...feelOf(mark), ...stepsOf(mark.track) };
    case 'erase':
      return { kind: mark.kind, view: mark.view, width: mark.width, ...stepsOf(mark.track) };
    case 'arrow':
      return { kind: mark.kind, view: mark.view, ...feelOf(mark), ...stepsOf(mark.track) };
    case 'pin':
      return { kind: mark.kind, view: mark.view, at: mark.at, ...feelOf(mark) };
    case 'fill':
      return { kind: mark.kind, region: mark.region, ...feelOf(mark) };
    case 'unfill':
      return { kind: mark.kind, region: mark.region };
  }
}

/** The file's text; `drawingFromContent(JSON.parse(text), anatomy)` gives the same drawing back. */
export function textOfDrawing(drawing: Drawing): string {
  const { format, version, figure, none, confirmed, marks } = drawing;
  const head = JSON.stringify({ format, version, figure, none, confirmed }).slice(0, -1);
  const lines = marks.map((m) => JSON.stringify(recordOf(m)));
  return `${head},"marks":[${lines.length > 0 ? `\n${lines.join(',\n')}\n` : ''}]}\n`;
}
