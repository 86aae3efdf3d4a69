// How long the pain has lasted, as the onset of a Condition "presenting pain". The span in days is an extension, exact;
// onsetPeriod says the same to readers that know only FHIR, to the day.
import { type DaySpan, daysFromDuration } from '#core/duration.js';
import { belonging, type CaseContext } from './case-context.js';
import { concept, extensionOf } from './concept.js';
import { type Condition, type Extension } from './r4.js';
import { CODE_SYSTEM, CONDITION_VERIFICATION, EXTENSION, PROFILE } from './system.js';

const DAY = 86_400_000;
/** FHIR dates begin with the year 1. */
const YEAR_ONE = Date.parse('0001-01-01');

/** The day so many days before, as a FHIR date; undefined where the calendar has none. */
function dayBefore(at: string, days: number): string | undefined {
  const time = Date.parse(at) - days * DAY;
  return Number.isNaN(time) || time < YEAR_ONE ? undefined : new Date(time).toISOString().slice(0, 10);
}

/** The Condition of a known duration. */
export function presentingPainFromSpan(span: DaySpan, context: CaseContext): Condition {
  const open = span.max === Number.POSITIVE_INFINITY;
  const start = open ? undefined : dayBefore(context.at, span.max);
  const end = dayBefore(context.at, span.min);
  return {
    resourceType: 'Condition',
    id: context.idOf('presenting-pain'),
    meta: { profile: [PROFILE.presentingPain] },
    extension: [
      {
        url: EXTENSION.duration,
        extension: [
          { url: 'min', valueDecimal: span.min },
          // An open end has no number: JSON knows no infinity.
          ...(open ? [] : [{ url: 'max', valueDecimal: span.max }]),
        ],
      },
    ],
    verificationStatus: concept(CONDITION_VERIFICATION, 'confirmed'),
    code: concept(CODE_SYSTEM.caseItem, 'presenting-pain', 'The pain the patient comes with'),
    ...belonging(context),
    ...(start || end ? { onsetPeriod: { ...(start ? { start } : {}), ...(end ? { end } : {}) } } : {}),
    recordedDate: context.at,
  };
}

function spanOfExtension(e: Extension): DaySpan | undefined {
  const min = e.extension?.find((x) => x.url === 'min')?.valueDecimal;
  const max = e.extension?.find((x) => x.url === 'max')?.valueDecimal ?? Number.POSITIVE_INFINITY;
  return min !== undefined && min >= 0 && Number.isFinite(min) && max >= min ? { min, max } : undefined;
}

/** First and last moment of a FHIR dateTime, which may be a year, a month or a day. */
function bounds(dateTime: string): readonly [number, number] | undefined {
  const first = Date.parse(dateTime);
  if (Number.isNaN(first)) return undefined;
  const [year, month] = dateTime.split('-').map(Number) as [number, number?];
  if (/^\d{4}$/.test(dateTime)) return [first, Date.UTC(year + 1, 0, 1)];
  if (/^\d{4}-\d{2}$/.test(dateTime)) return [first, Date.UTC(year, month!, 1)];
  return [first, /T/.test(dateTime) ? first : first + DAY];
}

function spanBetween(from: string | undefined, to: string | undefined, at: string): DaySpan | undefined {
  const now = Date.parse(at);
  const start = from === undefined ? [Number.NEGATIVE_INFINITY] : bounds(from);
  const end = to === undefined ? undefined : bounds(to);
  if (Number.isNaN(now) || !start || (to !== undefined && !end)) return undefined;
  const days = (moment: number): number => (now - moment) / DAY;
  const min = end ? Math.max(0, days(end[1])) : 0;
  const max = days(start[0]!);
  return max >= min ? { min, max } : undefined;
}

/**
 * Days since onset at the moment the case is of; undefined where the Condition tells none that can be read.
 * Ours is read from its extension; of others onset as dateTime, Period, or a text such as "8 months".
 */
export function spanFromPresentingPain(c: Condition, at: string): DaySpan | undefined {
  const ours = extensionOf(c, EXTENSION.duration);
  if (ours) return spanOfExtension(ours);
  if (c.onsetDateTime !== undefined) return spanBetween(c.onsetDateTime, c.onsetDateTime, at);
  if (c.onsetPeriod) return spanBetween(c.onsetPeriod.start, c.onsetPeriod.end, at);
  const said = daysFromDuration(c.onsetString);
  return said === 'unknown' ? undefined : said;
}
