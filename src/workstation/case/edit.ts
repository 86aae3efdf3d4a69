// Edits of a case's findings. One finding may be stated once per side; two statements about the same side cannot
// stand, so the newer one wins.
import { type Course, type Finding, type Presence, type Side } from '#core/finding.js';
import { type Draft } from './draft.js';

const same = (f: Finding, id: string, side: Side | undefined): boolean => f.id === id && f.side === side;
/** Do two statements of one finding speak of the same side? */
export const overlaps = (a: Side | undefined, b: Side | undefined): boolean =>
  !a || !b || a === b || a === 'B' || b === 'B';

/** Everything stated about one finding. */
export const statedOf = (d: Draft, id: string): readonly Finding[] => d.findings.filter((f) => f.id === id);

/** Puts a statement where it was, or at the end, and drops what it contradicts or repeats. */
function state(d: Draft, next: Finding, replaces: Side | undefined): Draft {
  const at = d.findings.findIndex((f) => same(f, next.id, replaces));
  const findings = d.findings.flatMap((f, i) => {
    if (i === at) return [next];
    return f.id === next.id && overlaps(f.side, next.side) ? [] : [f];
  });
  return { ...d, findings: at < 0 ? [...findings, next] : findings };
}

/** Present, absent, or back to not examined. */
export function setPresence(d: Draft, id: string, presence: Presence, side?: Side): Draft {
  if (presence === 'unknown') return { ...d, findings: d.findings.filter((f) => !same(f, id, side)) };
  const before = d.findings.find((f) => same(f, id, side));
  const { course, ...rest } = before ?? { id, presence, ...(side ? { side } : {}) };
  return state(d, { ...rest, presence, ...(course && presence === 'present' ? { course } : {}) }, side);
}

/** Moves a statement to another side; `undefined` is "not stated". */
export function setSide(d: Draft, id: string, from: Side | undefined, to: Side | undefined): Draft {
  const before = d.findings.find((f) => same(f, id, from));
  if (!before) return d;
  const { side: _, ...rest } = before;
  return state(d, { ...rest, ...(to ? { side: to } : {}) }, from);
}

export function setCourse(d: Draft, id: string, side: Side | undefined, to: Course | undefined): Draft {
  return {
    ...d,
    findings: d.findings.map((f) => {
      if (!same(f, id, side)) return f;
      const { course: _, ...rest } = f;
      return to ? { ...rest, course: to } : rest;
    }),
  };
}

/** "The rest of these were examined and absent": only what is not known yet is touched. */
export function setRestAbsent(d: Draft, ids: readonly string[]): Draft {
  const known = new Set(d.findings.map((f) => f.id));
  const rest = ids.filter((id) => !known.has(id));
  return { ...d, findings: [...d.findings, ...rest.map((id): Finding => ({ id, presence: 'absent' }))] };
}
