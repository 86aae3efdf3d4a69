// Searches that mean something in one of the two worlds: their values are taken from what is there, seen or hidden, as
// somebody would who wants to find out about it.
import { type Random } from '#core/random.js';
import { type IndexValues, indexValuesOf } from '#server/store/index-values.js';
import { sortableOf } from '#server/store/sortable.js';
import { BASE, testDefinitions } from '../../contract/store-world.js';
import { AFTER, idIn, keyOf, SLOT, SLOTS, START, type Thing } from './story.js';
import { below, MADE, maybe, pick } from './valid-resource.js';

/** One version of one resource as the index has it. */
export interface Indexed {
  readonly type: string;
  readonly id: string;
  readonly values: IndexValues;
}

/** Every version of both worlds; those they share once. */
export function indexed(...worlds: readonly (readonly Thing[])[]): readonly Indexed[] {
  const seen = new Map<unknown, Indexed>();
  for (const thing of worlds.flat())
    for (const { resource } of thing.deeds)
      if (resource !== null && !seen.has(resource)) {
        const values = indexValuesOf(testDefinitions(), { ...resource, id: thing.id }, thing.type, thing.id, [BASE]);
        seen.set(resource, { type: thing.type, id: thing.id, values });
      }
  return [...seen.values()];
}

export type Pairs = readonly (readonly [name: string, value: string])[];

const escaped = (text: string): string => text.replace(/[\\,|$]/g, (c) => `\\${c}`);
const prefix = (random: Random): string => pick(random, ['', '', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap']);
const codeOf = (param: string): string => param.slice(param.indexOf('.') + 1);
const time = (random: Random, ms: number): string => {
  const at = new Date(Math.max(Date.UTC(1900, 0, 1), Math.min(ms, Date.UTC(2100, 0, 1)))).toISOString();
  return pick(random, [at, at.slice(0, 10), at.slice(0, 7)]);
};

/** A filter that the version meets, or nearly; null where it has no value of the kind. */
type Probe = (
  random: Random,
  from: Indexed,
  all: readonly Indexed[],
  depth: number,
) => readonly [string, string] | null;

const one = <T>(random: Random, rows: readonly T[]): T | null => (rows.length === 0 ? null : pick(random, rows));

/** `patient:Patient.name=x`: through a reference to something that meets a filter. */
const chained: Probe = (random, from, all, depth) => {
  const row = one(
    random,
    from.values.reference.filter((r) => r.type !== ''),
  );
  const target =
    row &&
    one(
      random,
      all.filter((i) => i.type === row.type && i.id === row.id),
    );
  const inner = depth > 0 && target && probe(random, target, all, depth - 1);
  if (!row || !inner) return null;
  return [`${codeOf(row.param)}:${row.type}.${inner[0]}`, inner[1]];
};

/** `_has:Observation:subject:code=x`: through a reference from something that does. */
const having: Probe = (random, from, all, depth) => {
  const sources = all.flatMap((i) =>
    i.values.reference.filter((r) => r.type === from.type && r.id === from.id).map((r) => [i, r.param] as const),
  );
  const found = depth > 0 && one(random, sources);
  const inner = found && probe(random, found[0], all, depth - 1);
  return found && inner ? [`_has:${found[0].type}:${codeOf(found[1])}:${inner[0]}`, inner[1]] : null;
};

const PROBES: readonly Probe[] = [
  (random, { values }) => {
    const row = one(random, values.token);
    if (!row) return null;
    const identifier = row.param.endsWith(':identifier');
    const code = escaped(row.code);
    const value = pick(random, [code, `${row.system}|${code}`, row.system === '' ? `|${code}` : `${row.system}|`]);
    const modifier = identifier ? '' : pick(random, ['', '', '', ':not']);
    return [`${codeOf(row.param)}${modifier}`, maybe(random, 0.2) ? `${value},zzz` : value];
  },
  (random, { values }) => {
    const row = one(random, values.string);
    if (!row) return null;
    const text = [...row.exact];
    if (row.param.endsWith(':text')) return [codeOf(row.param), escaped(text.slice(0, 3).join(''))];
    const part = escaped(text.slice(below(random, text.length)).slice(0, 2).join(''));
    return pick(random, [
      [codeOf(row.param), escaped(text.slice(0, 2).join(''))],
      [`${codeOf(row.param)}:exact`, escaped(row.exact)],
      [`${codeOf(row.param)}:contains`, part],
    ] as const);
  },
  (random, { values }) => {
    const row = one(random, values.date);
    return row && [codeOf(row.param), `${prefix(random)}${time(random, row.low)}`];
  },
  (random, { values }) => {
    const row = one(random, values.number);
    return (
      row && [codeOf(row.param), `${prefix(random)}${(row.low + row.high) / 2}${pick(random, ['', `||${row.unit}`])}`]
    );
  },
  (random, { values }) => {
    const row = one(
      random,
      values.reference.filter((r) => r.type !== ''),
    );
    if (!row) return null;
    const [code, to] = [codeOf(row.param), `${row.type}/${row.id}`];
    return pick(random, [
      [code, to],
      [code, row.id],
      [code, `${BASE}/${to}`],
      [`${code}:${row.type}`, row.id],
    ] as const);
  },
  (random, from) => {
    const parameters = [...testDefinitions().parametersOf(from.type).values()];
    return [`${pick(random, parameters).code}:missing`, pick(random, ['true', 'false'])];
  },
];

/** What is looked at through another resource leaks first, so it is asked most. */
const ASKED: readonly Probe[] = [...PROBES, chained, chained, having, having];

function probe(random: Random, from: Indexed, all: readonly Indexed[], depth: number): readonly [string, string] {
  for (let tries = 0; tries < 4; tries++) {
    const found = pick(random, ASKED)(random, from, all, depth);
    if (found) return found;
  }
  return ['_id', from.id];
}

/** Filters for the type of `from`. */
export function randomFilters(random: Random, from: Indexed, all: readonly Indexed[]): Pairs {
  const pairs = Array.from({ length: Math.floor(random.uniform() * 2.6) }, () => probe(random, from, all, 2));
  if (maybe(random, 0.15)) pairs.push(['_id', `${from.id},${idIn(random, from.type)}`]);
  if (maybe(random, 0.1)) pairs.push(['_lastUpdated', `${prefix(random)}${time(random, momentOf(random))}`]);
  return pairs;
}

const momentOf = (random: Random): number =>
  maybe(random, 0.8) ? START + below(random, SLOTS) * SLOT : AFTER + below(random, 100) * 1000;

/** The form of the answer: order, page, totals, inclusions, parts. */
export function randomForm(random: Random, { type, values }: Indexed, all: readonly Indexed[]): Pairs {
  const codes = ['_id', '_lastUpdated', ...sortableOf(type), ...(type === 'Observation' ? ['date'] : [])];
  const sort = () => `${pick(random, ['', '-'])}${pick(random, codes)}`;
  const referring = all.filter((i) => i.values.reference.some((r) => r.type === type));
  const pairs: (readonly [string, string])[] = [['_count', String(pick(random, [0, 1, 2, 3, 5, 50]))]];
  if (maybe(random, 0.5)) pairs.push(['_sort', maybe(random, 0.3) ? `${sort()},${sort()}` : sort()]);
  if (maybe(random, 0.5)) pairs.push(['_total', pick(random, ['accurate', 'accurate', 'none', 'estimate'])]);
  const out = one(random, values.reference);
  if (out && maybe(random, 0.3))
    pairs.push([
      '_include',
      `${type}:${codeOf(out.param)}${out.type !== '' && maybe(random, 0.3) ? `:${out.type}` : ''}`,
    ]);
  const source = one(random, referring);
  const into =
    source &&
    one(
      random,
      source.values.reference.filter((r) => r.type === type),
    );
  if (source && into && maybe(random, 0.3)) pairs.push(['_revinclude', `${source.type}:${codeOf(into.param)}`]);
  const part = random.uniform();
  if (part < 0.1) pairs.push(['_summary', pick(random, ['count', 'true', 'data', 'text'])]);
  else if (part < 0.2) pairs.push(['_elements', pick(random, ['status', 'subject,code', 'name'])]);
  return pairs;
}

/** A version of a type the asker may search for; of any type where there is none of it. */
export function randomIndexed(random: Random, all: readonly Indexed[]): Indexed {
  const type = pick(random, ['Patient', 'Observation', pick(random, MADE)]);
  return (
    one(
      random,
      all.filter((i) => i.type === type),
    ) ?? pick(random, all)
  );
}

/** The names of both worlds' things. */
export const keysOf = (...worlds: readonly (readonly Thing[])[]): readonly string[] => [
  ...new Set(worlds.flat().map(keyOf)),
];

export const queryOf = (pairs: Pairs): string =>
  pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
