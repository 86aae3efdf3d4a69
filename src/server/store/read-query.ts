// The parameters of a FHIR search (R4, 3.1.1) to a Query, or to a refusal that names the parameter: what is not
// understood is never skipped, for a filter that is dropped finds too much.
import { type Definitions } from './definitions.js';
import { MOMENT_OF } from './moment.js';
import { type Include, MOST_ROWS, type Query, type SortKey } from './query.js';
import { filterOf, type ReadContext, UnsupportedError, unsupported } from './read-filter.js';
import { done, type Result } from './refusal.js';
import { sortableOf } from './sortable.js';

export type { ReadContext };

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
): Result<Query> {
  const filters: Query['filters'][number][] = [];
  const include: Include[] = [];
  const revinclude: Include[] = [];
  let sort: readonly SortKey[] = [];
  let count = PAGE;
  let total: Query['total'] = 'none';
  try {
    if (!context.definitions.types.has(type)) throw unsupported(type, 'is not a type of FHIR R4');
    for (const [name, value] of pairs) {
      // Half a surrogate pair cannot be in the record, and the databases would each make something else of it.
      if (HALF_PAIR.test(value)) throw unsupported(name, 'is not Unicode text');
      if (FORM.has(name)) {
        if (name === '_summary' && value === 'count') count = 0;
      } else if (name === '_sort') sort = sortOf(type, value, context.definitions);
      else if (name === '_count') count = count === 0 ? 0 : countOf(value);
      else if (name === '_total') total = value === 'accurate' ? 'accurate' : 'none';
      else if (name === '_include') include.push(includeOf(type, name, value, context.definitions));
      else if (name === '_revinclude') revinclude.push(includeOf(type, name, value, context.definitions));
      else filters.push(filterOf(type, name, value, context));
    }
    if (include.length + revinclude.length > MOST_INCLUDES)
      throw unsupported('_include', `is given more than ${MOST_INCLUDES} times`);
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    return { ok: false, refusal: { type: 'unsupported-search', message: error.message } };
  }
  return done({ type, filters, sort, count, total, include, revinclude });
}

function countOf(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw unsupported('_count', 'must be a whole number');
  return Math.min(Number(value), MOST_ROWS);
}

function sortOf(type: string, value: string, definitions: Definitions): readonly SortKey[] {
  const keys = value.split(',').map((text): SortKey => {
    const descending = text.startsWith('-');
    const code = descending ? text.slice(1) : text;
    if (code === '_id') return { by: 'id', descending };
    if (code === '_lastUpdated') return { by: 'updated', descending };
    if (Object.hasOwn(MOMENT_OF, type) && MOMENT_OF[type] === code) return { by: 'moment', descending };
    const parameter = sortableOf(type).includes(code) ? definitions.parametersOf(type).get(code) : undefined;
    if (!parameter) throw unsupported('_sort', `cannot sort ${type} by that`);
    return { by: 'sortable', param: parameter.name, descending };
  });
  if (keys.length > MOST_SORT_KEYS) throw unsupported('_sort', `takes at most ${MOST_SORT_KEYS} keys`);
  return keys;
}

function includeOf(type: string, name: string, value: string, definitions: Definitions): Include {
  const [source = '', code = '', target, ...more] = value.split(':');
  const parameter = definitions.parametersOf(source).get(code);
  if (parameter?.table !== 'reference' || more.length > 0)
    throw unsupported(name, 'must name a type and one of its reference parameters');
  if (name === '_include' && source !== type) throw unsupported(name, `must begin with ${type}`);
  if (target !== undefined && !definitions.types.has(target)) throw unsupported(name, 'names no type as its target');
  return { param: parameter.name, source, ...(target === undefined ? {} : { target }) };
}
