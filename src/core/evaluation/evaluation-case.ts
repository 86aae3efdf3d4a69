// A published patient with its truth beside it, never inside it: the PatientCase is built through the allow-list of
// case-record.ts, the truth is read apart from the raw record, and only scoring sees both.
import { type CaseError, casesFromContent, type ReadCase, recordsOf } from '../case-record.js';
import { closest } from '../closest.js';
import { type Side } from '../finding.js';
import { type Knowledge } from '../knowledge.js';

/** One true disorder; the side is missing where the source gave none or the disorder has none. */
export interface Truth {
  readonly disorder: string;
  readonly side?: Side;
}

export interface EvaluationCase extends ReadCase {
  readonly truth: readonly Truth[];
  /** How much the source gave: high, medium, low; 'unstated' where the file does not say. */
  readonly completeness: string;
  /** How the truth was established: strong, moderate, weak; 'unstated' where the file does not say. */
  readonly confirmation: string;
}

export type EvaluationError = Omit<CaseError, 'type'> & {
  readonly type: CaseError['type'] | 'missing-truth' | 'unknown-truth';
};

export type EvaluationCasesResult =
  | { readonly ok: true; readonly cases: readonly EvaluationCase[] }
  | { readonly ok: false; readonly errors: readonly EvaluationError[] };

/** Root compression whose root the source does not name: any radiculopathy answers it. */
export const ROOT_NOT_NAMED = 'radiculopathy-unspecified';

/** Does naming `disorder` answer the truth `id`? */
export function answers(disorder: string, id: string): boolean {
  return disorder === id || (id === ROOT_NOT_NAMED && disorder.startsWith('radiculopathy-'));
}

const TRUTH = /^([a-z][a-z0-9-]*)(?:@([A-Za-z]+))?$/;
const show = (v: unknown): string => (typeof v === 'string' ? v : (JSON.stringify(v) ?? String(v))).slice(0, 80);

function readTruth(
  text: unknown,
  known: ReadonlySet<string>,
): Truth | { type: EvaluationError['type']; message: string } {
  const m = typeof text === 'string' ? TRUTH.exec(text.trim()) : null;
  if (!m) return { type: 'unknown-truth', message: `cannot read truth ${show(text)}: write a disorder such as scn@L` };
  const [, id, side] = m as unknown as [string, string, string?];
  if (!known.has(id)) {
    const near = closest(id, known);
    const mend = near ? `: did you mean ${near}?` : ' (cluneal knowledge coverage lists all)';
    return { type: 'unknown-truth', message: `unknown disorder in truth: ${id}${mend}` };
  }
  if (side !== undefined && !['L', 'R', 'B'].includes(side))
    return { type: 'wrong-side', message: `unknown side @${side} of ${id}: use @L, @R or @B` };
  return { disorder: id, ...(side ? { side: side as Side } : {}) };
}

/** The same disorder given for both sides apart is that disorder on both sides. */
function merged(truths: readonly Truth[]): Truth[] {
  const sideById = new Map<string, Side | undefined>();
  for (const t of truths) {
    const before = sideById.get(t.disorder);
    sideById.set(t.disorder, before && t.side && before !== t.side ? 'B' : (t.side ?? before));
  }
  return [...sideById].map(([disorder, side]) => ({ disorder, ...(side ? { side } : {}) }));
}

const wordOf = (v: unknown): string => (typeof v === 'string' && v !== '' ? v : 'unstated');

/** All cases of a file's content with their truths, or every error in it. */
export function evaluationCasesFromContent(content: unknown, knowledge: Knowledge): EvaluationCasesResult {
  const read = casesFromContent(content, knowledge);
  const known = new Set([...knowledge.disorders.map((d) => d.id), ROOT_NOT_NAMED]);
  const errors: EvaluationError[] = read.ok ? [] : [...read.errors];
  const empty = errors.some((e) => e.type === 'empty' && e.field === '');
  const records = empty ? [] : recordsOf(content);
  const cases = records.map(({ name, record }, i): EvaluationCase | null => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return null;
    const { truth, completeness, confirmation } = record as Readonly<Record<string, unknown>>;
    const list = typeof truth === 'string' ? [truth] : truth;
    if (!Array.isArray(list) || list.length === 0) {
      const message = `evaluating needs the true disorders of each case: truth: [scn@L], not ${show(truth ?? null)}`;
      errors.push({ type: 'missing-truth', case: name, field: 'truth', value: show(truth ?? null), message });
      return null;
    }
    const truths: Truth[] = [];
    list.forEach((text, k) => {
      const t = readTruth(text, known);
      if ('disorder' in t) truths.push(t);
      else errors.push({ ...t, case: name, field: `truth[${k}]`, value: show(text) });
    });
    return read.ok
      ? {
          ...read.cases[i]!,
          truth: merged(truths),
          completeness: wordOf(completeness),
          confirmation: wordOf(confirmation),
        }
      : null;
  });
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, cases: cases.flatMap((c) => (c ? [c] : [])) };
}
