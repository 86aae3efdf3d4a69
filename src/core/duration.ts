// "8 months", "over a year", "20 days (flare)" as a span of days; what cannot be read is unknown, never zero.

/** Days since the pain began, between two bounds (both known, or the upper one open). */
export interface DaySpan {
  readonly min: number;
  readonly max: number;
}

/** The bands by which a duration moves priors. */
export type DurationBand = 'days' | 'weeks' | 'months' | 'years';

const UNIT_DAYS: Readonly<Record<string, number>> = { hour: 1 / 24, day: 1, week: 7, month: 30.4, year: 365.25 };
const WORD_NUMBER: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};
// biome-ignore format: one vague word a line would hide the table
const VAGUE: ReadonlyArray<readonly [RegExp, DaySpan]> = [
  [/\bseveral|\bsome|\bfew\b/, { min: 3, max: 11 }],
];

/** Reads a duration as a clinician writes it. Returns 'unknown' for an empty or unreadable text. */
export function daysFromDuration(text: string | null | undefined): DaySpan | 'unknown' {
  if (!text) return 'unknown';
  const t = text.toLowerCase();
  const m =
    /(\d+(?:[.,]\d+)?|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b)?\s*\b(hour|day|week|month|year)s?\b/.exec(
      t,
    );
  if (m) {
    const unit = UNIT_DAYS[m[2]!]!;
    const written = m[1];
    if (written !== undefined) {
      const n = WORD_NUMBER[written] ?? Number(written.replace(',', '.'));
      const open = /\b(over|more than|at least|>)/.test(t) || /then recur/.test(t);
      return open ? { min: n * unit, max: Number.POSITIVE_INFINITY } : { min: n * unit, max: n * unit };
    }
    const before = t.slice(0, m.index + m[0].length);
    for (const [word, count] of VAGUE) if (word.test(before)) return { min: count.min * unit, max: count.max * unit };
    return { min: 2 * unit, max: m[2] === 'year' ? Number.POSITIVE_INFINITY : 24 * unit };
  }
  if (/acute on chronic|chronic|persistent|long-?standing/.test(t)) return { min: 90, max: Number.POSITIVE_INFINITY };
  if (/\bsub-?acute/.test(t)) return { min: 14, max: 90 };
  if (/\bacute|today|sudden/.test(t)) return { min: 0, max: 42 };
  return 'unknown';
}

/** The band a span falls in; unknown when it straddles two. Bands: under 14 days, 12 weeks, 1 year, longer. */
export function bandOfSpan(span: DaySpan | 'unknown'): DurationBand | 'unknown' {
  if (span === 'unknown') return 'unknown';
  const band = (d: number): DurationBand => (d < 14 ? 'days' : d < 90 ? 'weeks' : d < 365 ? 'months' : 'years');
  const low = band(span.min);
  return low === band(span.max === Number.POSITIVE_INFINITY ? Math.max(span.min, 365) : span.max) ? low : 'unknown';
}
