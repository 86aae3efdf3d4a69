// A FHIR date, dateTime or instant as the span of time it may mean (R4, 3.1.1.4.7): 2020-03 is all of March. A time
// without a zone is taken as UTC, so that the answer does not depend on where the server stands.

/** Milliseconds since 1970 UTC, both ends included. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** Ends of what has no end: the first and last millisecond that a date can name. */
export const BEGINNING = -8.64e15;
export const END = 8.64e15;

const FORM = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

function utc(year: number, month: number, day: number, ms: number): number {
  const date = new Date(0);
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month, day);
  return date.getTime() + ms;
}

/** The span, or null for what is no date. */
export function spanOf(text: string): Span | null {
  const found = FORM.exec(text);
  if (!found) return null;
  const [, y, mo, d, h, mi, s, f, zone] = found;
  const year = Number(y);
  const month = mo === undefined ? 0 : Number(mo) - 1;
  const day = d === undefined ? 1 : Number(d);
  if (
    year < 1 ||
    month < 0 ||
    month > 11 ||
    day < 1 ||
    day > new Date(Date.UTC(2000 + (year % 400), month + 1, 0)).getUTCDate()
  )
    return null;
  if (h === undefined) {
    const low = utc(year, month, day, 0);
    const next =
      mo === undefined ? utc(year + 1, 0, 1, 0) : d === undefined ? utc(year, month + 1, 1, 0) : low + 86_400_000;
    return { low, high: next - 1 };
  }
  const [hours, minutes, seconds] = [Number(h), Number(mi ?? 0), Number(s ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 60) return null;
  // A leap second is the last moment of its minute.
  const leap = seconds === 60;
  const fraction = f === undefined ? 0 : Math.floor(Number(`0.${f}`) * 1000 + 1e-6);
  const inDay = (hours * 60 + minutes) * 60_000 + (leap ? 59_999 : seconds * 1000 + fraction);
  const offset = zone === undefined || zone === 'Z' ? 0 : offsetOf(zone);
  if (offset === null) return null;
  const low = utc(year, month, day, inDay) - offset;
  const width = leap || f !== undefined ? 1 : s !== undefined ? 1000 : mi !== undefined ? 60_000 : 3_600_000;
  return { low, high: low + width - 1 };
}

/** The text with a fraction of nothing but zeros left out: then it means the whole second. */
export const ofWholeSecond = (text: string): string =>
  text.replace(/(:\d\d:\d\d)\.0{1,9}(?=$|Z$|[+-]\d\d:\d\d$)/, '$1');

function offsetOf(zone: string): number | null {
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  if (hours > 14 || minutes > 59) return null;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** A Period: what is open at an end has none. */
export function spanOfPeriod(period: { readonly start?: unknown; readonly end?: unknown }): Span | null {
  const start = typeof period.start === 'string' ? spanOf(period.start) : null;
  const end = typeof period.end === 'string' ? spanOf(period.end) : null;
  return start || end ? { low: start?.low ?? BEGINNING, high: end?.high ?? END } : null;
}
