// FHIR datatypes to what an index holds, one function per kind of search parameter (R4, 3.1.1.4.6 to 3.1.1.4.13).
// What does not fit, an untyped or broken value, is left out of the index and stays in the record.
import { type Span, spanOf, spanOfPeriod } from './date-range.js';
import { type Typed } from './fhirpath.js';

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === 'string' && v !== '');
const text = (value: unknown): string => textsOf(value)[0] ?? '';

export interface TokenOfValue {
  readonly system: string;
  readonly code: string;
}

/** Codes, and the words beside them for `:text`. */
export function tokensOf({ type, value }: Typed): { readonly codes: TokenOfValue[]; readonly words: string[] } {
  if (typeof value !== 'object' || value === null)
    return { codes: value === null || value === '' ? [] : [{ system: '', code: String(value) }], words: [] };
  const f = fieldsOf(value);
  const coding = (c: unknown) => ({ system: text(fieldsOf(c).system), code: text(fieldsOf(c).code) });
  if (type === 'CodeableConcept') {
    const codings = Array.isArray(f.coding) ? f.coding : [];
    return {
      codes: codings.map(coding).filter((c) => c.code !== '' || c.system !== ''),
      words: [...textsOf(f.text), ...codings.flatMap((c) => textsOf(fieldsOf(c).display))],
    };
  }
  if (type === 'Coding') return { codes: [coding(f)], words: [...textsOf(f.display)] };
  if (type === 'Identifier')
    return { codes: [{ system: text(f.system), code: text(f.value) }], words: [...textsOf(fieldsOf(f.type).text)] };
  if (type === 'ContactPoint') return { codes: [{ system: text(f.system), code: text(f.value) }], words: [] };
  return { codes: [], words: [] };
}

const NAME_PARTS = ['text', 'family', 'given', 'prefix', 'suffix'];
const ADDRESS_PARTS = ['text', 'line', 'city', 'district', 'state', 'postalCode', 'country'];

export function stringsOf({ type, value }: Typed): readonly string[] {
  if (typeof value === 'string') return textsOf(value);
  const f = fieldsOf(value);
  const parts = type === 'HumanName' ? NAME_PARTS : type === 'Address' ? ADDRESS_PARTS : ['text', 'value'];
  return parts.flatMap((part) => textsOf(f[part]));
}

export function spansOf({ type, value }: Typed): readonly Span[] {
  if (typeof value === 'string') return [spanOf(value)].filter((s) => s !== null);
  const f = fieldsOf(value);
  if (type === 'Period') return [spanOfPeriod(f)].filter((s) => s !== null);
  if (type === 'Timing') {
    const events = textsOf(f.event)
      .map(spanOf)
      .filter((s) => s !== null);
    const bounds = spanOfPeriod(fieldsOf(fieldsOf(f.repeat).boundsPeriod));
    const all = bounds ? [...events, bounds] : events;
    // A schedule is searched as the span from its first to its last moment.
    return all.length === 0
      ? []
      : [{ low: Math.min(...all.map((s) => s.low)), high: Math.max(...all.map((s) => s.high)) }];
  }
  return [];
}

export interface NumberOfValue {
  readonly low: number;
  readonly high: number;
  readonly system: string;
  readonly code: string;
  readonly unit: string;
}

/** Numbers and quantities as they are; units are not converted. */
export function numbersOf({ type, value }: Typed): readonly NumberOfValue[] {
  if (typeof value === 'number') return [{ low: value, high: value, system: '', code: '', unit: '' }];
  const f = fieldsOf(value);
  if (type === 'Range') {
    const [low, high] = [fieldsOf(f.low), fieldsOf(f.high)];
    if (typeof low.value !== 'number' && typeof high.value !== 'number') return [];
    const unit = typeof low.value === 'number' ? low : high;
    return [
      {
        low: typeof low.value === 'number' ? low.value : -Number.MAX_VALUE,
        high: typeof high.value === 'number' ? high.value : Number.MAX_VALUE,
        system: text(unit.system),
        code: text(unit.code),
        unit: text(unit.unit),
      },
    ];
  }
  if (typeof f.value !== 'number') return [];
  const [system, code] = type === 'Money' ? ['urn:iso:std:iso:4217', text(f.currency)] : [text(f.system), text(f.code)];
  return [{ low: f.value, high: f.value, system, code, unit: text(f.unit) }];
}

/** The text of a Reference, or a canonical with and without its version. */
export function referencesOf({ value }: Typed): readonly string[] {
  if (typeof value !== 'string') return textsOf(fieldsOf(value).reference);
  const bar = value.indexOf('|');
  return bar > 0 ? [value, value.slice(0, bar)] : textsOf(value);
}

/** The identifier of a logical reference. */
export function identifierOf({ type, value }: Typed): TokenOfValue | null {
  const f = type === 'Reference' ? fieldsOf(fieldsOf(value).identifier) : {};
  return text(f.value) === '' ? null : { system: text(f.system), code: text(f.value) };
}
