// What the precision of a number's text means in a search (FHIR R4, 3.1.1.4.6): 100 is 99.5 up to 100.5 without it,
// 100.00 is 99.995 up to 100.005. The ends are worked out in decimal: 5.4 - 0.05 in doubles is above 5.35.

/** Both ends included: `high` is the last double below an end that is not. */
export interface NumberRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A number as its digits and the power of ten they stand for: 5.4 is 54 and -1. */
interface Decimal {
  readonly digits: bigint;
  readonly power: number;
}

const FORM = /^([-+]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
/** A double tells no more; the text of one is never longer than this. */
const MOST_DIGITS = 400;

/** Null for what is no number. */
function decimalOf(text: string): Decimal | null {
  const found = text.length > MOST_DIGITS ? null : FORM.exec(text);
  if (!found) return null;
  const [, sign, whole = '', fraction = '', power = '0'] = found;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, power: Number(power) - fraction.length };
}

/** The double that a JSON number of this value is read as; so a stored number and an end that is written alike are one. */
const doubleOf = ({ digits, power }: Decimal): number => Number(`${digits}e${power}`);

/** The range that the text means, or null for what is no number. */
export function rangeOfNumber(text: string): NumberRange | null {
  const given = decimalOf(text);
  if (!given) return null;
  const value = doubleOf(given);
  if (!Number.isFinite(value)) return null;
  // Half of the last digit that is written: five of the one after it.
  const [tenths, power] = [given.digits * 10n, given.power - 1];
  const end = doubleOf({ digits: tenths + 5n, power });
  return { value, low: doubleOf({ digits: tenths - 5n, power }), high: Math.max(value, before(end)) };
}

/** A tenth of the value to each side, which `ap` means by the standard's suggestion; ends included. */
export function rangeAround(text: string): NumberRange | null {
  const given = decimalOf(text);
  if (!given) return null;
  const value = doubleOf(given);
  if (!Number.isFinite(value)) return null;
  const [tenths, power] = [given.digits * 10n, given.power - 1];
  const slack = given.digits < 0n ? -given.digits : given.digits;
  return {
    value,
    low: doubleOf({ digits: tenths - slack, power }),
    high: doubleOf({ digits: tenths + slack, power }),
  };
}

/** The greatest double below this one. */
function before(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  if (!Number.isFinite(value)) return value > 0 ? Number.MAX_VALUE : value;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  // The bits of doubles of one sign stand in the order of their size.
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}
