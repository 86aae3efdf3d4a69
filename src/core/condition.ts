// Typed conditions over a case, in three-valued logic (Kleene; as CQL's `logic` chapter): what was not asked is
// unknown, and an unknown never becomes a silent "no".
import { type PatientCase } from './case.js';
import { type Course, type Side } from './finding.js';

export type Truth = 'yes' | 'no' | 'unknown';

export type Condition =
  | { readonly present: string; readonly side?: Side; readonly course?: readonly Course[] }
  | { readonly absent: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly atLeast: number; readonly of: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly age: { readonly over?: number; readonly under?: number } }
  | { readonly days: { readonly over?: number; readonly under?: number } }
  | { readonly sex: 'F' | 'M' }
  | { readonly nrs: { readonly over: number } };

const truth = (b: boolean): Truth => (b ? 'yes' : 'no');

function within(min: number, max: number, bound: { readonly over?: number; readonly under?: number }): Truth {
  const { over, under } = bound;
  if ((over !== undefined && max <= over) || (under !== undefined && min >= under)) return 'no';
  return (over === undefined || min > over) && (under === undefined || max < under) ? 'yes' : 'unknown';
}

function ofFinding(c: PatientCase, id: string, side?: Side, course?: readonly Course[]): Truth {
  let seen: Truth = 'unknown';
  for (const f of c.findings) {
    if (f.id !== id || f.presence === 'unknown') continue;
    if (f.presence === 'absent') {
      if (!side || !f.side || f.side === side || f.side === 'B') seen = 'no';
      continue;
    }
    const sideFits = !side || f.side === side || f.side === 'B';
    if (!sideFits) continue;
    if (!course) return 'yes';
    if (f.course && course.includes(f.course)) return 'yes';
    if (f.course) seen = 'no';
    // Present, but whether new or worse was not stated: still unknown.
  }
  return seen;
}

/** Is the condition true of this patient? */
export function evaluate(condition: Condition, c: PatientCase): Truth {
  if ('present' in condition) return ofFinding(c, condition.present, condition.side, condition.course);
  if ('absent' in condition) {
    const t = ofFinding(c, condition.absent);
    return t === 'unknown' ? t : truth(t === 'no');
  }
  if ('not' in condition) {
    const t = evaluate(condition.not, c);
    return t === 'unknown' ? t : truth(t === 'no');
  }
  if ('age' in condition) return c.age === 'unknown' ? 'unknown' : within(c.age, c.age, condition.age);
  if ('days' in condition)
    return c.duration === 'unknown' ? 'unknown' : within(c.duration.min, c.duration.max, condition.days);
  if ('sex' in condition) return c.sex === 'unknown' ? 'unknown' : truth(c.sex === condition.sex);
  if ('nrs' in condition) return c.nrs === 'unknown' ? 'unknown' : truth(c.nrs > condition.nrs.over);
  if ('all' in condition) return atLeast(condition.all.length, condition.all, c);
  if ('any' in condition) return atLeast(1, condition.any, c);
  return atLeast(condition.atLeast, condition.of, c);
}

function atLeast(n: number, parts: readonly Condition[], c: PatientCase): Truth {
  let yes = 0;
  let open = 0;
  for (const p of parts) {
    const t = evaluate(p, c);
    if (t === 'yes') yes++;
    else if (t === 'unknown') open++;
  }
  return yes >= n ? 'yes' : yes + open >= n ? 'unknown' : 'no';
}

/** Every finding a condition reads. */
export function findingsOf(condition: Condition): readonly string[] {
  if ('present' in condition) return [condition.present];
  if ('absent' in condition) return [condition.absent];
  if ('not' in condition) return findingsOf(condition.not);
  const parts =
    'all' in condition ? condition.all : 'any' in condition ? condition.any : 'of' in condition ? condition.of : [];
  return [...new Set(parts.flatMap(findingsOf))];
}
