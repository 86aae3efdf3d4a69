// What a shorthand stands for: "neurology normal" denies weakness, reflex loss and numbness; "one-sided, right" puts the
// pain on the right and not on the left; a failed injection denies its relief.
import { type PatientCase } from './case.js';
import { type Finding } from './finding.js';
import { type FindingEntry } from './knowledge.js';

const OTHER = { L: 'R', R: 'L' } as const;

/** Findings implied by one stated finding; none when it is no shorthand, or where the side it needs was not told. */
export function impliedBy(entry: FindingEntry, f: Finding): Finding[] {
  if (!entry.expands || f.presence === 'unknown') return [];
  return entry.expands[f.presence].flatMap((text): Finding[] => {
    const presence = text.startsWith('-') ? 'absent' : 'present';
    const [id, at] = text.replace(/^-/, '').split('@') as [string, string?];
    if (at === 'B') return [{ id, presence, side: 'B' }];
    if (at === 'same' || at === 'other') {
      if (!f.side) return [];
      if (f.side === 'B') return at === 'same' ? [{ id, presence, side: 'B' }] : [];
      return [{ id, presence, side: at === 'same' ? f.side : OTHER[f.side] }];
    }
    return [{ id, presence, ...(f.side ? { side: f.side } : {}) }];
  });
}

/** The case with what its shorthands imply; what was said outright outranks what is implied. */
export function withImplied(c: PatientCase, entryOf: (id: string) => FindingEntry | undefined): PatientCase {
  const said = new Set(c.findings.filter((f) => f.presence !== 'unknown').map((f) => f.id));
  const implied = c.findings.flatMap((f) => {
    const entry = entryOf(f.id);
    return entry ? impliedBy(entry, f).filter((x) => !said.has(x.id)) : [];
  });
  return implied.length === 0 ? c : { ...c, findings: [...c.findings, ...implied] };
}
