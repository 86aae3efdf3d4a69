// Requests as somebody would send them who tries every door: all verbs, all search features, about what is there, what
// is hidden and what never was.
import { type Random } from '#core/random.js';
import { type JsonObject } from '#fhir/json-value.js';
import { type Indexed, keysOf, queryOf, randomFilters, randomForm, randomIndexed } from './search-probe.js';
import { idIn, keyOf, PATIENTS, type Pair, type Thing, visible } from './story.js';
import { below, MADE, maybe, pick, validResource } from './valid-resource.js';

/** A request. As `path`, `@next` is the next page answered last, `@last` what was created last, `@row` a row of the log. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Asking {
  readonly random: Random;
  readonly pair: Pair;
  readonly all: readonly Indexed[];
  readonly keys: readonly string[];
  /** What the asker sees, by type. */
  readonly seen: readonly Thing[];
}
type Request = (asking: Asking) => Asked;

const JSON_TYPE = { 'content-type': 'application/fhir+json' };
const get = (path: string, headers: Asked['headers'] = {}): Asked => ({ method: 'GET', path, headers });
const post = (path: string, body: JsonObject, headers: Asked['headers'] = {}): Asked => ({
  ...{ method: 'POST', path, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) },
});

/** `Type/id` of something: half of the time seen, mostly there in one of the worlds, sometimes nowhere. */
const somebody = ({ random, keys, seen }: Asking): string => {
  if (seen.length > 0 && maybe(random, 0.5)) return keyOf(pick(random, seen));
  if (maybe(random, 0.85)) return pick(random, keys);
  const type = pick(random, MADE);
  return `${type}/${idIn(random, type)}`;
};
/** Something to change: half of the time what the asker sees, and may perhaps change. */
const something = (asking: Asking): string => {
  const type = writable(asking);
  const seen = asking.seen.filter((thing) => thing.type === type);
  return seen.length > 0 && maybe(asking.random, 0.6) ? keyOf(pick(asking.random, seen)) : somebody(asking);
};
const typeOf = (key: string): string => key.split('/')[0]!;
const filters = (asking: Asking, type: string): string => {
  const from =
    asking.all.find((i) => i.type === type && maybe(asking.random, 0.5)) ?? asking.all.find((i) => i.type === type);
  const pairs = from ? randomFilters(asking.random, from, asking.all) : [];
  return queryOf(pairs.length > 0 ? pairs : [['_id', idIn(asking.random, type)]]);
};
/** What the asker may write, mostly; then anything. */
const writable = ({ random, pair }: Asking): string => {
  const { role } = pair.asker;
  if (maybe(random, 0.15)) return pick(random, MADE);
  if (role === 'patient' || role === 'proxy') return pick(random, ['QuestionnaireResponse', 'Media', 'Observation']);
  if (role === 'operator') return pick(random, ['Organization', 'Practitioner', 'Device', 'Questionnaire']);
  return pick(random, [
    'Patient',
    'Observation',
    'Observation',
    'Encounter',
    'Composition',
    'Condition',
    pick(random, MADE),
  ]);
};
const resource = ({ random, pair }: Asking, type: string): JsonObject => {
  const own = pair.asker.patients;
  const patient = own.length > 0 && maybe(random, 0.7) ? pick(random, own) : pick(random, PATIENTS);
  return validResource(random, type, patient, (of) => idIn(random, of));
};
/** The content that a version of it had, so that its patient stays; else a new one. */
const successor = (asking: Asking, key: string): JsonObject => {
  const [type = '', id = ''] = key.split('/');
  const thing = [...asking.pair.one, ...asking.pair.two].find((t) => t.type === type && t.id === id);
  const before = thing?.deeds.findLast((d) => d.resource !== null)?.resource;
  const next = resource(asking, type);
  if (!before || maybe(asking.random, 0.2)) return { ...next, id };
  const keep = ['subject', 'patient', 'category'].filter((name) => before[name] !== undefined);
  return { ...next, ...Object.fromEntries(keep.map((name) => [name, before[name]!])), id };
};
/** Mostly the version it has, as long as it was not changed before. */
const version = ({ random, pair }: Asking, key: string): string => {
  const there = maybe(random, 0.7) ? pair.one.find((thing) => keyOf(thing) === key) : undefined;
  return `W/"${there?.deeds.length ?? 1 + below(random, 3)}"`;
};
const ifMatch = (asking: Asking, key: string): Asked['headers'] =>
  maybe(asking.random, 0.9) ? { 'if-match': version(asking, key) } : {};

function searchPath(asking: Asking): string {
  const { random, all } = asking;
  const from = randomIndexed(random, all);
  return `${from.type}?${queryOf([...randomFilters(random, from, all), ...randomForm(random, from, all)])}`;
}

const search: Request = (asking) => get(searchPath(asking));
const searchByPost: Request = (asking) => {
  const [type, query = ''] = searchPath(asking).split('?');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', path: `${type}/_search`, headers, body: query };
};
const nextPage: Request = () => get('@next');
const read: Request = (asking) => {
  const key = maybe(asking.random, 0.1) ? '@last' : somebody(asking);
  return get(key, maybe(asking.random, 0.2) ? { 'if-none-match': version(asking, key) } : {});
};
const vread: Request = (asking) => get(`${somebody(asking)}/_history/${1 + below(asking.random, 4)}`);
const history: Request = (asking) => {
  const count = maybe(asking.random, 0.5) ? `?_count=${pick(asking.random, [1, 2, 3, 50])}` : '';
  const key = somebody(asking);
  return get(
    `${pick(asking.random, [`${key}/_history`, `${key}/_history`, `${typeOf(key)}/_history`, '_history'])}${count}`,
  );
};
const create: Request = (asking) => {
  const type = writable(asking);
  const prefer: Asked['headers'] = maybe(asking.random, 0.3)
    ? { prefer: `return=${pick(asking.random, ['minimal', 'representation', 'OperationOutcome'])}` }
    : {};
  const body = { ...resource(asking, type), ...(maybe(asking.random, 0.1) ? { id: idIn(asking.random, type) } : {}) };
  return post(type, body, prefer);
};
const conditionalCreate: Request = (asking) => {
  const type = writable(asking);
  return post(type, resource(asking, type), { 'if-none-exist': filters(asking, type) });
};
const update: Request = (asking) => {
  const key = something(asking);
  return { ...post(key, successor(asking, key), ifMatch(asking, key)), method: 'PUT' };
};
const conditionalUpdate: Request = (asking) => {
  const type = writable(asking);
  return { ...post(`${type}?${filters(asking, type)}`, resource(asking, type)), method: 'PUT' };
};
/** An address to patch or delete: by id or by condition. */
const target = (asking: Asking): string => {
  if (maybe(asking.random, 0.7)) return something(asking);
  const type = writable(asking);
  return `${type}?${filters(asking, type)}`;
};
const PATCHES: readonly JsonObject[][] = [
  [{ op: 'add', path: '/language', value: 'en' }],
  [{ op: 'add', path: '/language', value: 'de' }],
  [{ op: 'test', path: '/status', value: 'final' }],
  [{ op: 'remove', path: '/encounter' }],
  [{ op: 'replace', path: '/subject/reference', value: 'Patient/p3' }],
  [
    { op: 'test', path: '/name/0/family', value: 'Ann' },
    { op: 'add', path: '/language', value: 'ja' },
  ],
];
const patch: Request = (asking) => {
  const path = target(asking);
  const headers = { ...ifMatch(asking, path), 'content-type': 'application/json-patch+json' };
  return { method: 'PATCH', path, headers, body: JSON.stringify(pick(asking.random, PATCHES)) };
};
const remove: Request = (asking) => {
  const path = target(asking);
  return { method: 'DELETE', path, headers: ifMatch(asking, path) };
};
const everything: Request = (asking) =>
  get(`Patient/${pick(asking.random, PATIENTS)}/$everything${pick(asking.random, ['', '?_count=3', '?_count=50'])}`);
const validate: Request = (asking) => {
  const type = pick(asking.random, MADE);
  const whole = resource(asking, type);
  const parameters: JsonObject = { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: whole }] };
  return post(
    `${maybe(asking.random, 0.3) ? somebody(asking) : type}/$validate`,
    maybe(asking.random, 0.5) ? whole : parameters,
  );
};
const assess: Request = (asking) =>
  post('$assess', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'subject', valueReference: { reference: `Patient/${pick(asking.random, PATIENTS)}` } },
      ...(maybe(asking.random, 0.3)
        ? [{ name: 'encounter', valueReference: { reference: `Encounter/${idIn(asking.random, 'Encounter')}` } }]
        : []),
      { name: 'draws', valueInteger: 50 },
    ],
  });

/** One request as an entry of a bundle. */
function entryOf({ method, path, headers, body }: Asked, urn: string): JsonObject {
  const request: JsonObject = { method, url: path };
  if (headers['if-match']) request.ifMatch = headers['if-match'];
  if (headers['if-none-match']) request.ifNoneMatch = headers['if-none-match'];
  if (headers['if-none-exist']) request.ifNoneExist = headers['if-none-exist'];
  return { fullUrl: urn, request, ...(body === undefined ? {} : { resource: JSON.parse(body) as JsonObject }) };
}
const IN_BUNDLE: readonly Request[] = [search, read, vread, history, create, create, conditionalCreate, update, remove];
const bundle: Request = (asking) => {
  const { random } = asking;
  const urn = (n: number) => `urn:uuid:00000000-0000-4000-8000-00000000000${n}`;
  const entry = Array.from({ length: 1 + below(random, 4) }, (_, n) =>
    entryOf(pick(random, IN_BUNDLE)(asking), urn(n)),
  ).map((made) =>
    String((made.request as JsonObject).url).startsWith('@') ? entryOf(get('Patient/p0'), urn(9)) : made,
  );
  const [first] = entry;
  // The later parts refer to the first by its urn, as a transaction's may.
  if (first?.resource && maybe(random, 0.4))
    for (const { resource: part } of entry.slice(1) as { resource?: JsonObject }[])
      if (part?.encounter) part.encounter = { reference: urn(0) };
  return post('', { resourceType: 'Bundle', type: pick(random, ['batch', 'transaction']), entry });
};
const audit: Request = (asking) => {
  const { random } = asking;
  const [prefix, type] = pick(random, [
    ['a', 'AuditEvent'],
    ['a', 'AuditEvent'],
    ['p', 'Provenance'],
  ] as const);
  if (maybe(random, 0.2)) return get(maybe(random, 0.7) ? '@row' : `${type}/${prefix}-${1 + below(random, 99)}`);
  // How long the chain is the matrix shows to those who may see it: it is the one answer that counts what is hidden.
  if (maybe(random, 0.15)) return get(`/audit/who-looked?patient=${pick(random, PATIENTS)}`);
  const key = somebody(asking);
  const query = [
    ...(maybe(random, 0.4) ? [['patient', pick(random, PATIENTS)] as const] : []),
    ...(maybe(random, 0.2) ? [['agent', pick(random, ['me', 'other'])] as const] : []),
    ...(type === 'AuditEvent' && maybe(random, 0.2) ? [['action', pick(random, ['R', 'C', 'E'])] as const] : []),
    ...(type === 'Provenance' && maybe(random, 0.4) ? [['target', key] as const] : []),
    ...(maybe(random, 0.7) ? [['_count', pick(random, ['1', '3', '50'])] as const] : []),
  ];
  return get(`${type}?${queryOf(query)}`);
};
const odd: Request = ({ random }) =>
  pick(random, [
    get('metadata'),
    get('Nothing/1'),
    get('_search'),
    { method: 'OPTIONS', path: 'Patient', headers: {} },
    { method: 'HEAD', path: 'Patient/p3', headers: {} },
    { method: 'HEAD', path: 'Patient?_total=accurate', headers: {} },
    { method: 'POST', path: 'AuditEvent', headers: JSON_TYPE, body: '{"resourceType":"AuditEvent"}' },
    { method: 'DELETE', path: 'Patient', headers: {} },
  ]);

/** Each kind as often as it is to come up. */
// biome-ignore format: a table
const KINDS: readonly Request[] = ([
  [72, search], [10, searchByPost], [16, nextPage], [16, read], [10, vread], [14, history],
  [10, create], [8, conditionalCreate], [14, update], [8, conditionalUpdate], [10, patch], [8, remove],
  [8, everything], [2, validate], [1, assess], [12, bundle], [2, odd],
] as const).flatMap(([times, kind]) => new Array<Request>(times).fill(kind));

/** So many requests of the pair's asker, one after the other. */
export function randomRequests(random: Random, pair: Pair, all: readonly Indexed[], count: number): readonly Asked[] {
  const seen = pair.one.filter((thing) => visible(pair.asker, pair.one, thing));
  const asking: Asking = { random, pair, all, keys: keysOf(pair.one, pair.two), seen };
  return Array.from({ length: count }, () => {
    if (pair.auditAlike && maybe(random, 0.06)) return audit(asking);
    return pick(random, KINDS)(asking);
  });
}
