// The parameters of a FHIR search (R4, 3.1.1) to a Query, or to a refusal that names the parameter: what is not
// understood is never skipped, for a filter that is dropped finds too much.
import { saidValue } from '#fhir/said-value.js';
import { type Definitions, type Parameter } from './definitions.js';
import { MOMENT_OF } from './moment.js';
import { type Include, MOST_ROWS, type Query, type SortKey } from './query.js';
import {
  badValue,
  filterOf,
  mustBeKept,
  mustPointTo,
  type ReadContext,
  referencesOf,
  type SearchRefusal,
  UnsupportedError,
  unsupported,
} from './read-filter.js';
import { sortableOf } from './sortable.js';

export type { ReadContext, SearchRefusal };

/** The query, or why there is none. */
export type ReadResult =
  | { readonly ok: true; readonly value: Query }
  | { readonly ok: false; readonly refusal: SearchRefusal };

const PAGE = 20;
const HALF_PAIR = /\p{Cs}/u;
const MOST_SORT_KEYS = 3;
const MOST_INCLUDES = 8;
/** Parameters about the answer's form and not its rows; read where the answer is made. */
const FORM: ReadonlySet<string> = new Set(['_elements', '_summary', '_format', '_pretty', '_cursor']);

/** Reads name and value pairs in the order they came. */
export function readQuery(
  type: string,
  pairs: readonly (readonly [string, string])[],
  context: ReadContext,
): ReadResult {
  const filters: Query['filters'][number][] = [];
  const include: Include[] = [];
  const revinclude: Include[] = [];
  let sort: readonly SortKey[] = [];
  let count = PAGE;
  let total: Query['total'] = 'none';
  try {
    if (!context.definitions.types.has(type)) throw unsupported(type, 'is not a type of FHIR R4', 'name one that is');
    for (const [name, value] of pairs) {
      // Half a surrogate pair cannot be in the record, and the databases would each make something else of it.
      if (HALF_PAIR.test(value)) throw badValue(name, 'must be Unicode text', value, 'encode it as UTF-8');
      if (FORM.has(name)) {
        if (name === '_summary' && value === 'count') count = 0;
      } else if (name === '_sort') sort = sortOf(type, value, context.definitions);
      else if (name === '_count') count = count === 0 ? 0 : countOf(value);
      else if (name === '_total') total = value === 'accurate' ? 'accurate' : 'none';
      else if (name === '_include') include.push(includeOf(type, value, context));
      else if (name === '_revinclude') revinclude.push(revincludeOf(type, value, context));
      else filters.push(filterOf(type, name, value, context));
    }
    if (include.length + revinclude.length > MOST_INCLUDES)
      throw unsupported('_include', `is given more than ${MOST_INCLUDES} times`, 'ask in two searches');
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    return { ok: false, refusal: error.refusal };
  }
  return { ok: true, value: { type, filters, sort, count, total, include, revinclude } };
}

function countOf(value: string): number {
  if (!/^\d{1,9}$/.test(value))
    throw badValue('_count', 'must be a whole number', value, 'write it as 20, or leave it out');
  return Math.min(Number(value), MOST_ROWS);
}

/** What a type can be sorted by, in the words of `_sort`. */
export const sortCodesOf = (type: string): readonly string[] => [
  ...['_lastUpdated', '_id'],
  ...(Object.hasOwn(MOMENT_OF, type) ? [MOMENT_OF[type]!] : []),
  ...sortableOf(type),
];

function sortOf(type: string, value: string, definitions: Definitions): readonly SortKey[] {
  const keys = value.split(',').map((text): SortKey => {
    const descending = text.startsWith('-');
    const code = descending ? text.slice(1) : text;
    if (code === '_id') return { by: 'id', descending };
    if (code === '_lastUpdated') return { by: 'updated', descending };
    if (Object.hasOwn(MOMENT_OF, type) && MOMENT_OF[type] === code) return { by: 'moment', descending };
    const parameter = sortableOf(type).includes(code) ? definitions.parametersOf(type).get(code) : undefined;
    if (!parameter)
      throw unsupported(
        '_sort',
        `cannot sort ${type} by ${saidValue(code)}`,
        `sort by ${sortCodesOf(type).join(', ')}; - before one turns it round`,
      );
    return { by: 'sortable', param: parameter.name, descending };
  });
  if (keys.length > MOST_SORT_KEYS)
    throw unsupported('_sort', `takes at most ${MOST_SORT_KEYS} keys`, `leave out all but ${MOST_SORT_KEYS}`);
  return keys;
}

function includeOf(type: string, value: string, context: ReadContext): Include {
  const { source, parameter, target } = joined('_include', value, type, context);
  if (source !== type)
    throw unsupported(
      '_include',
      `must begin with ${type}, not ${saidValue(source)}`,
      `of ${type} can be included: ${referencesOf(context, type)}`,
    );
  if (target !== undefined) {
    mustPointTo('_include', parameter, target);
    mustBeKept('_include', target, context);
  }
  return { param: parameter.name, source, ...(target === undefined ? {} : { target }) };
}

function revincludeOf(type: string, value: string, context: ReadContext): Include {
  const { source, parameter, target } = joined('_revinclude', value, null, context);
  if (!parameter.targets.includes(type) || (target !== undefined && target !== type))
    throw unsupported(
      '_revinclude',
      `follows ${saidValue(value)}, which cannot point to ${type}`,
      `of ${source} these do: ${referencesOf(context, source, type)}`,
    );
  return { param: parameter.name, source, ...(target === undefined ? {} : { target }) };
}

interface Joined {
  readonly source: string;
  readonly parameter: Parameter;
  readonly target: string | undefined;
}

/** Reads `Type:parameter` or `Type:parameter:Target`; `of` is the type whose references the mend names. */
function joined(name: string, value: string, of: string | null, context: ReadContext): Joined {
  const [source = '', code = '', target, ...more] = value.split(':');
  if (of === null) mustBeKept(name, source, context);
  const parameter = context.definitions.parametersOf(source).get(code);
  if (parameter?.table === 'reference' && more.length === 0) return { source, parameter, target };
  throw unsupported(
    name,
    `must name a type and one of its reference parameters, not ${saidValue(value)}`,
    `of ${of ?? source} these are: ${referencesOf(context, of ?? source)}`,
  );
}
