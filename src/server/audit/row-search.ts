// The parameters of a search of AuditEvent or Provenance, read as any search of this server and turned into what is
// asked of the chain's rows.

import { saidValue } from '#fhir/said-value.js';
import { type Asker, readContextOf } from '../fhir-api/asker.js';
import { type Attempt, made, refuse } from '../fhir-api/attempt.js';
import { CURSOR, NOT_OUR_CURSOR } from '../fhir-api/cursor.js';
import { countOf } from '../fhir-api/history.js';
import { refusedBy } from '../fhir-api/outcome-of-refusal.js';
import { onlyKnown, onlyValue, type Pair } from '../fhir-api/query-pairs.js';
import { type AuditRow } from '../store/audit-chain.js';
import { type DateValue, type Filter, type TokenValue } from '../store/query.js';
import { readQuery } from '../store/read-query.js';
import { ACCOUNT_SYSTEM, EVENT_CODES, OUTCOMES } from './audit-codes.js';
import { type RowsAsked } from './found-rows.js';
import { type RowNames } from './row-names.js';

export type Projection = 'AuditEvent' | 'Provenance';

/** The search parameters of the two, for the capability statement. `_count`, `_sort` and paging are known besides. */
export const PROJECTION_PARAMETERS = {
  AuditEvent: ['_id', 'patient', 'agent', 'date', 'type', 'subtype', 'action', 'outcome'],
  Provenance: ['_id', 'patient', 'agent', 'recorded', 'target'],
} as const satisfies Readonly<Record<Projection, readonly string[]>>;

const PREFIX: Readonly<Record<Projection, string>> = { AuditEvent: 'a-', Provenance: 'p-' };
const PAGE = 50;
/** The one order they come in. */
export const NEWEST_FIRST: Readonly<Record<Projection, string>> = { AuditEvent: '-date', Provenance: '-recorded' };
const TOKENS: Readonly<Record<string, (row: AuditRow) => { readonly system: string | null; readonly code: string }>> = {
  type: ({ action }) => EVENT_CODES[action].type,
  subtype: ({ action }) => EVENT_CODES[action].subtype,
  // These two are of type code, which carries no system.
  action: ({ action }) => ({ system: null, code: EVENT_CODES[action].action }),
  outcome: ({ outcome }) => ({ system: null, code: OUTCOMES[outcome] }),
};

/** What is asked, besides whether the row has such a projection at all. */
export interface RowSearch extends RowsAsked {
  /** Only these places of the chain; null for all. */
  readonly places: readonly number[] | null;
  /** The resource whose history is asked for; null for all. */
  readonly target: { readonly type: string; readonly id: string } | null;
}

/** Reads name and value pairs; a refusal names the parameter. */
export function rowSearchOf(asker: Asker, of: Projection, pairs: readonly Pair[], names: RowNames): Attempt<RowSearch> {
  const known = onlyKnown(
    pairs.map(([name, value]) => [name === 'agent:identifier' ? 'agent' : name, value]),
    [...PROJECTION_PARAMETERS[of], '_count', '_sort', CURSOR],
  );
  if (!known.ok) return known;
  const count = countOf(pairs, PAGE);
  if (!count.ok) return count;
  const sort = onlyValue(pairs, '_sort');
  if (!sort.ok) return sort;
  if (sort.value !== null && sort.value !== NEWEST_FIRST[of])
    return refuse('unknown-parameter', {
      what: `${of} comes newest first only`,
      mend: `use _sort=${NEWEST_FIRST[of]}`,
    });
  const before = placeOfCursor(pairs, names);
  if (!before.ok) return before;
  const ids = onlyValue(pairs, '_id');
  if (!ids.ok) return ids;
  const filters = filtersOf(asker, of, pairs);
  if (!filters.ok) return filters;
  const nameless = unknownCode(filters.value);
  if (nameless) return nameless;
  const actor = actorOf(pairs);
  if (!actor.ok) return actor;
  const patient = referenceIn(filters.value, 'patient', 'Patient');
  const target = referenceIn(filters.value, 'target', null);
  const tokens = filters.value.flatMap((filter) => (filter.kind === 'token' ? [filter] : []));
  return made({
    ...(patient === null ? {} : { patient: patient.id }),
    ...(actor.value === null ? {} : { actor: actor.value }),
    ...(before.value === null ? {} : { before: before.value }),
    times: filters.value.flatMap((filter): (readonly DateValue[])[] => (filter.kind === 'date' ? [filter.values] : [])),
    keep: (row) => tokens.every(({ param, values }) => hasToken(row, param, values)),
    count: count.value,
    places: ids.value === null ? null : ids.value.split(',').flatMap((id) => placeOfId(of, id, names) ?? []),
    target,
  });
}

/** The place of a row by the id of its projection; null for what is no such id. */
export const placeOfId = (of: Projection, id: string, names: RowNames): number | null =>
  id.startsWith(PREFIX[of]) ? names.placeOf(id.slice(PREFIX[of].length)) : null;

function placeOfCursor(pairs: readonly Pair[], names: RowNames): Attempt<number | null> {
  const word = onlyValue(pairs, CURSOR);
  if (!word.ok || word.value === null) return word.ok ? made(null) : word;
  const place = names.placeOfCursor(word.value);
  return place === null ? NOT_OUR_CURSOR : made(place);
}

/** Dates, tokens and references as every search here reads them. */
function filtersOf(asker: Asker, of: Projection, pairs: readonly Pair[]): Attempt<readonly Filter[]> {
  const asked = pairs.filter(([name]) => !name.startsWith('_') && !name.startsWith('agent'));
  const query = readQuery(of, asked, readContextOf(asker));
  if (!query.ok) return { ok: false, refused: refusedBy(query.refusal) };
  const { filters } = query.value;
  for (const [name, kind] of [
    ['patient', 'Patient'],
    ['target', 'resource'],
  ] as const) {
    const several = filters.flatMap((f) => (f.kind === 'reference' && f.param.endsWith(`.${name}`) ? [f] : []));
    const values = several.flatMap((f) => f.values);
    const isWrong = name === 'patient' && values.some(({ type }) => type !== 'Patient' && type !== '');
    if (several.length > 1 || isWrong || several.some((f) => f.values.length !== 1))
      return refuse('bad-parameter', {
        what: `${name} must name one ${kind}, not ${saidValue(saidOf(asked, name))}`,
        mend: 'write it as Patient/123, and ask for several one after the other',
      });
  }
  return made(filters);
}

const saidOf = (pairs: readonly Pair[], name: string): string =>
  pairs.flatMap(([n, value]) => (n === name ? [value] : [])).join(' and ');

/** The codes that rows have; another would find nothing, which would read as "it did not happen". */
const CODES: Readonly<Record<string, readonly string[]>> = {
  type: [...new Set(Object.values(EVENT_CODES).map(({ type }) => type.code))],
  subtype: [...new Set(Object.values(EVENT_CODES).map(({ subtype }) => subtype.code))],
  action: [...new Set(Object.values(EVENT_CODES).map(({ action }) => action))],
  outcome: Object.values(OUTCOMES),
};

function unknownCode(filters: readonly Filter[]): ReturnType<typeof refuse> | null {
  for (const filter of filters) {
    if (filter.kind !== 'token') continue;
    const name = filter.param.slice(filter.param.indexOf('.') + 1);
    const wrong = filter.values.find(({ code }) => code !== undefined && !CODES[name]!.includes(code));
    if (wrong)
      return refuse('bad-parameter', {
        what: `${name} is no code of the log: ${saidValue(wrong.code!)}`,
        mend: `known are ${CODES[name]!.join(', ')}`,
      });
  }
  return null;
}

/** `agent=ID`, `agent=SYSTEM|ID` and `agent:identifier=SYSTEM|ID` name an account: accounts stand in no register of FHIR's. */
function actorOf(pairs: readonly Pair[]): Attempt<string | null> {
  const values = pairs.flatMap(([name, value]) =>
    name === 'agent' || name === 'agent:identifier' ? [value.replace(`${ACCOUNT_SYSTEM}|`, '')] : [],
  );
  if (values.length === 0) return made(null);
  if (values.length === 1 && /^[A-Za-z0-9.-]{1,64}$/.test(values[0]!)) return made(values[0]!);
  return refuse('bad-parameter', {
    what: `agent must be the id of one account, not ${saidValue(values.join(' and '))}`,
    mend: 'take it from agent.altId, or from agent.who.identifier.value; accounts are no resources of FHIR',
  });
}

function referenceIn(
  filters: readonly Filter[],
  name: string,
  type: string | null,
): { readonly type: string; readonly id: string } | null {
  for (const filter of filters)
    if (filter.kind === 'reference' && filter.param.endsWith(`.${name}`)) {
      const [value] = filter.values;
      return { type: type ?? value!.type, id: value!.id };
    }
  return null;
}

function hasToken(row: AuditRow, param: string, values: readonly TokenValue[]): boolean {
  const own = TOKENS[param.slice(param.indexOf('.') + 1)]!(row);
  return values.some(
    ({ system, code }) =>
      (system === undefined || system === (own.system ?? '')) && (code === undefined || code === own.code),
  );
}
