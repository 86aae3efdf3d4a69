// A finding is present, absent or unknown; unknown is not absent and enters no arithmetic.

/** Left, right, both. No side at all means midline or not stated. */
export type Side = 'L' | 'R' | 'B';
/** The state of one finding in one patient (three-valued, as in CQL). */
export type Presence = 'present' | 'absent' | 'unknown';
/** Whether a finding is new, worse or stable; not known is the usual case. */
export type Course = 'new' | 'worse' | 'stable';

/** One finding as stated for one patient. */
export interface Finding {
  readonly id: string;
  readonly presence: Presence;
  readonly side?: Side;
  readonly course?: Course;
}

/** The mirrored side: left and right change places, both stays. */
export function mirrorSide(side: Side): Side {
  return side === 'L' ? 'R' : side === 'R' ? 'L' : 'B';
}

/** `-tender.crest@L:new` and back. */
export function textOfFinding(f: Finding): string {
  const sign = f.presence === 'absent' ? '-' : f.presence === 'unknown' ? '?' : '';
  return `${sign}${f.id}${f.side ? `@${f.side}` : ''}${f.course ? `:${f.course}` : ''}`;
}
