// Everything by which a resource can be found, derived from its content alone: drop the index and it can be rebuilt.
import { type JsonObject, plainFromJson } from '#fhir/json-value.js';
import { identifierOf, numbersOf, referencesOf, spansOf, stringsOf, tokensOf } from './datatype-values.js';
import { type Definitions, type FhirPathAt, type Parameter } from './definitions.js';
import { type Typed, valuesAt } from './fhirpath.js';
import { MOMENT_OF } from './moment.js';
import { targetOf } from './reference-target.js';
import { NO_KEY, sortableNumber, sortableOf } from './sortable.js';
import { compareText, foldedText, keyText } from './text-key.js';

export interface TokenRow {
  readonly param: string;
  readonly system: string;
  readonly code: string;
  /** The code is there already under another system: skipped when the system does not matter, so none comes twice. */
  readonly twin: boolean;
}
export interface StringRow {
  readonly param: string;
  readonly folded: string;
  readonly exact: string;
}
export interface DateRow {
  readonly param: string;
  readonly low: number;
  readonly high: number;
}
export interface NumberRow extends DateRow {
  readonly system: string;
  readonly code: string;
  readonly unit: string;
}
export interface ReferenceRow {
  readonly param: string;
  readonly type: string;
  readonly id: string;
}
export interface SortRow {
  readonly param: string;
  readonly key: string;
}

export interface IndexValues {
  readonly token: readonly TokenRow[];
  readonly string: readonly StringRow[];
  readonly date: readonly DateRow[];
  readonly number: readonly NumberRow[];
  readonly reference: readonly ReferenceRow[];
  readonly sort: readonly SortRow[];
  /** The type's own date, milliseconds; null takes the time of recording. */
  readonly moment: number | null;
  /** Ids of the patients whose compartment it lies in. */
  readonly patients: readonly string[];
}

type Rows = { -readonly [K in 'token' | 'string' | 'date' | 'number' | 'reference']: IndexValues[K][number][] };

/** The index of one resource. `bases` are the addresses that mean this server. */
export function indexValuesOf(
  definitions: Definitions,
  resource: JsonObject,
  type: string,
  id: string,
  bases: readonly string[],
): IndexValues {
  /** For the few expressions that need the engine. */
  let plain: object | null = null;
  const rows: Rows = { token: [], string: [], date: [], number: [], reference: [] };
  const sort: SortRow[] = [];
  const sortable = sortableOf(type);
  const names = Object.keys(resource);
  for (const parameter of definitions.parametersOf(type).values()) {
    const from = rows[parameter.table].length;
    const { at } = parameter;
    if (typeof at === 'function') for (const typed of at(resource, bases)) add(rows, parameter, typed, bases);
    else if (mayBeThere(at, names)) {
      plain ??= plainFromJson(resource) as object;
      for (const typed of valuesAt(at.expression, type, plain)) add(rows, parameter, typed, bases);
    }
    if (sortable.includes(parameter.code)) sort.push({ param: parameter.name, key: sortKeyOf(rows, parameter, from) });
  }
  const unique = {
    token: withTwins(rows.token),
    string: distinct(rows.string),
    date: distinct(rows.date),
    number: distinct(rows.number),
    reference: distinct(rows.reference),
  };
  const own = Object.hasOwn(MOMENT_OF, type) ? `${type}.${MOMENT_OF[type]}` : null;
  const moments = unique.date.filter((row) => row.param === own).map((row) => row.low);
  const compartment = definitions.compartmentOf(type);
  const about = unique.reference.filter((row) => row.type === 'Patient' && compartment.includes(row.param));
  return {
    ...unique,
    sort,
    moment: moments.length > 0 ? Math.min(...moments) : null,
    patients: type === 'Patient' ? [id] : [...new Set(about.map((row) => row.id))],
  };
}

/** Most parameters look at an element that a resource does not have; seeing that is cheaper than evaluating it. */
const mayBeThere = ({ roots }: FhirPathAt, names: readonly string[]): boolean =>
  roots === null || names.some((name) => roots.some((root) => name.startsWith(root)));

function add(rows: Rows, { name: param, table, type }: Parameter, typed: Typed, bases: readonly string[]): void {
  if (table === 'token') {
    const { codes, words } = tokensOf(typed);
    for (const c of codes) rows.token.push({ param, system: keyText(c.system), code: keyText(c.code), twin: false });
    for (const word of type === 'token' ? words : [])
      rows.string.push({ param: `${param}:text`, folded: foldedText(word), exact: keyText(word) });
  } else if (table === 'string') {
    for (const s of stringsOf(typed)) rows.string.push({ param, folded: foldedText(s), exact: keyText(s) });
  } else if (table === 'date') {
    for (const { low, high } of spansOf(typed)) rows.date.push({ param, low, high });
  } else if (table === 'number') {
    for (const n of numbersOf(typed))
      rows.number.push({ ...n, param, system: keyText(n.system), code: keyText(n.code), unit: keyText(n.unit) });
  } else {
    const identifier = identifierOf(typed);
    if (identifier)
      rows.token.push({
        param: `${param}:identifier`,
        system: keyText(identifier.system),
        code: keyText(identifier.code),
        twin: false,
      });
    for (const reference of referencesOf(typed)) {
      const target = targetOf(reference, bases);
      if (target) rows.reference.push({ param, ...target });
    }
  }
}

/** The lowest value counts where there are several. */
function sortKeyOf(rows: Rows, { table }: Parameter, from: number): string {
  const keys =
    table === 'string'
      ? rows.string.slice(from).map((r) => r.folded)
      : table === 'token'
        ? rows.token.slice(from).map((r) => r.code)
        : table === 'date' || table === 'number'
          ? rows[table].slice(from).map((r) => sortableNumber(r.low))
          : [];
  return keys.sort(compareText)[0] ?? NO_KEY;
}

function distinct<T extends object>(rows: readonly T[]): readonly T[] {
  if (rows.length < 2) return rows;
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

function withTwins(rows: readonly TokenRow[]): readonly TokenRow[] {
  const seen = new Set<string>();
  return distinct(rows).map((row) => {
    const key = `${row.param}\0${row.code}`;
    const twin = seen.has(key);
    seen.add(key);
    return twin ? { ...row, twin } : row;
  });
}
