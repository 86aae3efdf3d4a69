// The drawings of a case file: the case's own, and earlier ones. What is wrong in one is told by case and field like
// everything else in the file.
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type CaseError } from '#core/case-record.js';
import { type Drawing } from '#core/drawing/drawing.js';
import { textOfFinding } from '#core/finding.js';
import { type Draft, type EarlierDrawing } from './draft.js';

interface DrawingFields {
  readonly drawing?: unknown;
  readonly from_drawing?: unknown;
  readonly earlier_drawings?: unknown;
}

const fieldsOf = (record: unknown): DrawingFields =>
  typeof record === 'object' && record !== null ? (record as DrawingFields) : {};

export const hasDrawing = (record: unknown): boolean => {
  const { drawing, earlier_drawings: earlier } = fieldsOf(record);
  return (drawing !== undefined && drawing !== null) || Array.isArray(earlier);
};

type Result =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly errors: readonly CaseError[] };

/** The draft with the drawings of its record. */
export async function withDrawings(draft: Draft, record: unknown, anatomy: Anatomy): Promise<Result> {
  const { drawingFromContent } = await import('#core/drawing/read.js');
  const fields = fieldsOf(record);
  const errors: CaseError[] = [];
  const read = (content: unknown, at: string): Drawing | undefined => {
    const result = drawingFromContent(content, anatomy);
    if (result.ok) return result.drawing;
    for (const e of result.errors)
      errors.push({
        type: 'bad-field',
        case: draft.title,
        field: e.field === '' ? at : `${at}.${e.field}`,
        value: e.value,
        message: e.message,
      });
    return undefined;
  };
  const earlier = Array.isArray(fields.earlier_drawings) ? (fields.earlier_drawings as unknown[]) : [];
  const earlierDrawings = earlier.flatMap((one, i): EarlierDrawing[] => {
    const { on, drawing } = (one ?? {}) as { readonly on?: unknown; readonly drawing?: unknown };
    const found = read(drawing, `earlier_drawings[${i}].drawing`);
    return found ? [{ on: typeof on === 'number' ? on : 0, drawing: found }] : [];
  });
  const own = fields.drawing === undefined || fields.drawing === null ? undefined : read(fields.drawing, 'drawing');
  if (errors.length > 0) return { ok: false, errors };
  // Only what the case still states can have come from the drawing.
  const stated = new Set(draft.findings.map(textOfFinding));
  const said = Array.isArray(fields.from_drawing) ? (fields.from_drawing as unknown[]) : [];
  const fromDrawing = said.filter((x): x is string => typeof x === 'string' && stated.has(x));
  return {
    ok: true,
    draft: {
      ...draft,
      ...(own ? { drawing: own, fromDrawing, figure: own.figure } : {}),
      ...(earlierDrawings.length > 0 ? { earlierDrawings } : {}),
    },
  };
}
