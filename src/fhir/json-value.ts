// JSON as it is kept: the platform's values, but a number that a double would write differently stays as its text,
// because 1.0 and 1.00 are two measurements (FHIR R4 2.24.0.1: the precision of a decimal is significant).

/** A number whose text a double does not give back: `1.0`, `1e3`, twenty digits. */
export class Decimal {
  /** The number as it was written; JSON grammar. */
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** The nearest double, for comparing and computing; what is written back is the text. */
  valueOf(): number {
    return Number(this.text);
  }
}

export type JsonValue = null | boolean | number | string | Decimal | JsonValue[] | JsonObject;
export interface JsonObject {
  [name: string]: JsonValue;
}

/** True for a map; false for lists, numbers kept as text, and all else. */
export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/** The same value with every decimal as a double, for readers that know the platform's JSON only. */
export function plainFromJson(value: JsonValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Decimal) return Number(value.text);
  if (Array.isArray(value)) return value.map(plainFromJson);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainFromJson(inner)]));
}

/**
 * Compact JSON text: members in their order, decimals as they came. A text that was compact, with its strings written
 * the shortest way, is given back byte for byte.
 */
export function textFromJson(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (value instanceof Decimal) return value.text;
  if (Array.isArray(value)) return `[${value.map(textFromJson).join(',')}]`;
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}:${textFromJson(inner)}`)
    .join(',')}}`;
}
