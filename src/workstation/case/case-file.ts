// Cases to a file and back, in the format core/case-record.ts reads. The YAML library is fetched only when a file is
// opened or written.
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type CaseError, casesFromContent, recordsOf } from '#core/case-record.js';
import { type Drawing } from '#core/drawing/drawing.js';
import { textOfFinding } from '#core/finding.js';
import { type Knowledge } from '#core/knowledge.js';
import { type Draft, emptyDraft } from './draft.js';
import { hasDrawing, withDrawings } from './drawing-in-file.js';

export type FileProblem =
  | { readonly type: 'too-big' }
  /** The YAML library did not come from the server. */
  | { readonly type: 'not-loaded' }
  | { readonly type: 'not-text'; readonly line?: number; readonly column?: number }
  | { readonly type: 'case'; readonly error: CaseError };

export type FileResult =
  | { readonly ok: true; readonly drafts: readonly Draft[] }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

const MOST_BYTES = 2_000_000;

/** Characters of a drawing above which points that paint nothing new are left out of its file. */
const LARGE_DRAWING = 200_000;

/** What a drawing is in a file: docs/drawing-format.md. */
type Written = (drawing: Drawing) => unknown;

const recordOf = (d: Draft, name: string, written: Written) => ({
  id: name,
  ...(d.age === 'unknown' ? {} : { age: d.age }),
  ...(d.sex === 'unknown' ? {} : { sex: d.sex }),
  ...(d.durationText.trim() === '' ? {} : { duration: d.durationText.trim() }),
  ...(d.nrs === 'unknown' ? {} : { nrs: d.nrs }),
  findings: d.findings.map(textOfFinding),
  ...(d.priorTreatments.length === 0 ? {} : { prior_treatments: d.priorTreatments }),
  ...(d.drawing ? { drawing: written(d.drawing) } : {}),
  ...(d.drawing && d.fromDrawing && d.fromDrawing.length > 0 ? { from_drawing: d.fromDrawing } : {}),
  ...(d.earlierDrawings && d.earlierDrawings.length > 0
    ? { earlier_drawings: d.earlierDrawings.map((e) => ({ on: e.on, drawing: written(e.drawing) })) }
    : {}),
});

/** YAML text of one case (a map) or of several (`cases:`). */
export async function textOfCases(drafts: readonly Draft[], nameOf: (d: Draft) => string): Promise<string> {
  const { Document, isSeq, visit } = await import('yaml');
  const { textOfDrawing } = await import('#core/drawing/text-of-drawing.js');
  const { pruned } = await import('#core/drawing/prune.js');
  const written = (drawing: Drawing): unknown => {
    const text = textOfDrawing(drawing);
    return JSON.parse(text.length > LARGE_DRAWING ? textOfDrawing(pruned(drawing)) : text);
  };
  const records = drafts.map((d) => recordOf(d, nameOf(d), written));
  const document = new Document(records.length === 1 ? records[0] : { cases: records });
  // A mark's numbers and words stand on one line each: a stroke has hundreds of them.
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isSeq(value) && ['start', 'steps', 'at', 'qualities'].includes(String(key))) value.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** A safe file name from a label: letters and digits of any script, the rest as hyphens. */
export const fileNameOf = (label: string): string => {
  const slug = label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${slug || 'case'}.yaml`;
};

async function contentOf(text: string): Promise<{ readonly content: unknown } | FileProblem> {
  try {
    return { content: JSON.parse(text) as unknown };
  } catch {
    const library = await import('yaml').catch(() => null);
    if (library === null) return { type: 'not-loaded' };
    try {
      const document = library.parseDocument(text, { prettyErrors: true });
      const error = document.errors[0];
      if (!error) return { content: document.toJS({ maxAliasCount: 50 }) as unknown };
      const at = error.linePos?.[0];
      return { type: 'not-text', ...(at ? { line: at.line, column: at.col } : {}) };
    } catch {
      return { type: 'not-text' };
    }
  }
}

/** Reads a case file; every error at once, and nothing half-opened. */
export async function draftsFromText(
  text: string,
  knowledge: Knowledge,
  newId: () => string,
  now: number,
  anatomy: () => Promise<Anatomy>,
): Promise<FileResult> {
  if (text.length > MOST_BYTES) return { ok: false, problems: [{ type: 'too-big' }] };
  const read = await contentOf(text);
  if ('type' in read) return { ok: false, problems: [read] };
  const result = casesFromContent(read.content, knowledge);
  if (!result.ok) return { ok: false, problems: result.errors.map((error) => ({ type: 'case', error })) };
  const records = recordsOf(read.content);
  const drafts = result.cases.map(({ id, patient }, i): Draft => {
    const duration = (records[i]?.record as { duration?: unknown } | undefined)?.duration;
    return {
      ...emptyDraft(newId()),
      title: id,
      age: patient.age,
      sex: patient.sex,
      nrs: patient.nrs,
      editedAt: now,
      durationText: typeof duration === 'string' ? duration : '',
      findings: patient.findings.filter((f) => f.presence !== 'unknown'),
      priorTreatments: patient.priorTreatments,
    };
  });
  if (!records.some((r) => hasDrawing(r.record))) return { ok: true, drafts };
  const here = await anatomy().catch(() => null);
  if (here === null) return { ok: false, problems: [{ type: 'not-loaded' }] };
  const drawn = await Promise.all(drafts.map((d, i) => withDrawings(d, records[i]?.record, here)));
  const problems = drawn.flatMap((d) => (d.ok ? [] : d.errors.map((error) => ({ type: 'case' as const, error }))));
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, drafts: drawn.flatMap((d) => (d.ok ? [d.draft] : [])) };
}
