// What the precision of a number's text means in a search (FHIR R4, 3.1.1.4.6): 100 is 99.5 to 100.5, 100.00 is
// 99.995 to 100.005.

export interface NumberRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const FORM = /^([-+]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Null for what is no number. */
export function rangeOfNumber(text: string): NumberRange | null {
  const found = FORM.exec(text);
  if (!found) return null;
  const value = Number(text);
  if (!Number.isFinite(value)) return null;
  const half = 0.5 * 10 ** (Number(found[4] ?? 0) - (found[3]?.length ?? 0));
  return { value, low: value - half, high: value + half };
}
