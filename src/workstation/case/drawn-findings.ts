// What the drawing says of the case, beside what people say. The drawing may only touch what it put there itself; a
// statement made by hand, or a drawn one that somebody took out or changed, stays as the person left it.
import { type Finding, textOfFinding } from '#core/finding.js';
import { type Draft } from './draft.js';
import { overlaps } from './edit.js';

/** The findings and the pain score that follow from a drawing. */
export interface Said {
  readonly findings: readonly Finding[];
  /** The worst intensity of any mark, 0-10. */
  readonly intensity: number | 'unknown';
}

/** How a finding that the drawing says stands in the case. */
export type Standing = 'drawn' | 'by-hand' | 'corrected' | 'waiting';

const clash = (f: Finding) => (g: Finding) => g.id === f.id && overlaps(g.side, f.side);
const sameList = (a: readonly string[] | undefined, b: readonly string[]): boolean =>
  (a ?? []).length === b.length && b.every((x, i) => x === a?.[i]);

/** Without a mark there is nothing left to correct. */
const isBlank = (d: Draft): boolean => !d.drawing || (d.drawing.marks.length === 0 && !d.drawing.none);

/** The case with the drawing's findings renewed; the same object when nothing changes. */
export function followDrawing(d: Draft, said: Said): Draft {
  const was = new Set(d.fromDrawing);
  const stated = new Set(d.findings.map(textOfFinding));
  const corrected = [...was].filter((text) => !stated.has(text));
  const overrides = isBlank(d) ? [] : [...new Set([...(d.drawingOverrides ?? []), ...corrected])];
  const byHand = d.findings.filter((f) => !was.has(textOfFinding(f)));
  const drawn = said.findings.filter((f) => !overrides.includes(textOfFinding(f)) && !byHand.some(clash(f)));
  const texts = drawn.map(textOfFinding);
  const kept = d.findings.filter((f) => !was.has(textOfFinding(f)) || texts.includes(textOfFinding(f)));
  const fresh = drawn.filter((f) => !stated.has(textOfFinding(f)));
  const scored = withScore(d, said.intensity);
  if (
    scored === d &&
    fresh.length === 0 &&
    kept.length === d.findings.length &&
    sameList(d.fromDrawing, texts) &&
    sameList(d.drawingOverrides, overrides)
  )
    return d;
  return { ...scored, findings: [...kept, ...fresh], fromDrawing: texts, drawingOverrides: overrides };
}

/** The drawing proposes the pain score until somebody gives one. */
function withScore(d: Draft, intensity: number | 'unknown'): Draft {
  const before = d.drawnNrs ?? 'unknown';
  if (d.nrs !== before)
    return d.drawnNrs === undefined || d.drawnNrs === 'declined' ? d : { ...d, drawnNrs: 'declined' };
  if (intensity === before) return d;
  const { drawnNrs: _, ...rest } = d;
  return { ...rest, nrs: intensity, ...(intensity === 'unknown' ? {} : { drawnNrs: intensity }) };
}

/** How one finding of the drawing stands, and what a person states in its place. */
export function standingOf(
  d: Draft,
  f: Finding,
): { readonly standing: Standing; readonly instead: readonly Finding[] } {
  const text = textOfFinding(f);
  const instead = d.findings.filter(clash(f));
  if (instead.some((g) => textOfFinding(g) === text))
    return { standing: d.fromDrawing?.includes(text) ? 'drawn' : 'by-hand', instead: [] };
  const taken = d.drawingOverrides?.includes(text) || d.fromDrawing?.includes(text) || instead.length > 0;
  return { standing: taken ? 'corrected' : 'waiting', instead };
}

/** Takes a drawn finding out of the case for good. */
export function correctDrawn(d: Draft, f: Finding): Draft {
  const text = textOfFinding(f);
  return {
    ...d,
    findings: d.findings.filter((g) => textOfFinding(g) !== text),
    fromDrawing: (d.fromDrawing ?? []).filter((x) => x !== text),
    drawingOverrides: [...new Set([...(d.drawingOverrides ?? []), text])],
  };
}

/** Lets the drawing speak again where it had been corrected. */
export function restoreDrawn(d: Draft, f: Finding): Draft {
  const text = textOfFinding(f);
  const { findings, drawingOverrides = [], fromDrawing = [] } = d;
  return {
    ...d,
    findings: [...findings.filter((g) => !clash(f)(g)), f],
    fromDrawing: [...new Set([...fromDrawing.filter((x) => x !== text), text])],
    drawingOverrides: drawingOverrides.filter((x) => x !== text),
  };
}
