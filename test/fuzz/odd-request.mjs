// One request that somebody could send: a mutated body at one of the doors that take one, raw bytes, a query, or an
// address, a method and headers that fit nothing.
import { mutatedText } from './body-mutation.mjs';
import { mutatedBytes } from './byte-mutation.mjs';
import { oddQuery } from './odd-query.mjs';
import { NAUGHTY, SHORT_TEXTS } from './odd-values.mjs';

const FHIR = 'application/fhir+json';
const ROLES = ['physician', 'physician', 'physician', 'physician', 'therapist', 'operator', 'patient', 'nobody'];
const words = (text) => text.split(' ');
const CONTENT_TYPES = [
  ...words('application/fhir+json application/json text/json application/xml text/plain application/json-patch+json'),
  ...[
    '',
    ';',
    'application/fhir+json;charset=utf-16',
    'application/fhir+json; fhirVersion=5.0',
    'multipart/form-data; boundary=x',
  ],
  ...['application/x-www-form-urlencoded', 'application/fhir+json, application/json', 'x'.repeat(2_000)],
];
const ACCEPTS = [
  ...[
    '*/*',
    'application/fhir+json',
    'application/xml',
    'text/html',
    'application/fhir+json;q=0',
    '*/*;q=nonsense',
    '',
    ',',
  ],
  ...['application/json;fhirVersion=3.0', `${'a/b,'.repeat(500)}*/*`],
];
const TAGS = [
  'W/"1"',
  '"1"',
  '1',
  '*',
  'W/"0"',
  'W/"-1"',
  'W/"1", W/"2"',
  'W/"999999999999"',
  'W/"x"',
  '',
  'W/"1',
  "' OR 1=1",
];
const PREFERS = [
  'return=minimal',
  'return=OperationOutcome',
  'return=nonsense',
  'handling=lenient',
  'respond-async',
  '',
  'return="representation"; x',
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'LINK', 'get', 'X'];
const SUFFIXES = [
  ...[
    '',
    '/',
    '/_history',
    '/_history/1',
    '/_history/x',
    '/_history/99999999999',
    '/_search',
    '/$validate',
    '/$everything',
    '/$nonsense',
  ],
  ...[
    '/$validate/x',
    '/_history/1/x',
    '//',
    '/../Patient',
    '/%2e%2e/Patient',
    '/;a=b',
    '/%00',
    '/*',
    '/$assess',
    '/metadata',
  ],
];
const BASES = [
  '/fhir',
  '/fhir/',
  '//fhir',
  '/FHIR',
  '/fhir/metadata',
  '/fhir/_history',
  '/fhir/$assess',
  '/fhir/$validate',
  '/account/state',
  '/account/people',
  '/break-glass',
  '/care-team',
  '/audit',
  '/health',
  '/ready',
  '/trust',
  '/pack/',
  '/assets/',
  '/',
];
const PATCHES = ['add', 'remove', 'replace', 'move', 'copy', 'test', 'nonsense'];
const POINTERS = [
  '',
  '/',
  '/name',
  '/name/0',
  '/name/-',
  '/name/0/family',
  '/__proto__/x',
  '/constructor/prototype',
  '/id',
  '/meta/versionId',
  '/meta/security',
  '/a~1b',
  '/~2',
  'name',
  '/name/01',
  '/name/99999999999',
  '/resourceType',
  '/subject/reference',
];

/**
 * Makes the requests of a run. `kinds` weighs bodies, bytes, queries and odd addresses.
 */
export function requestMaker({ seeds, bundle, patient, definitions, served }) {
  /** What this record would keep. */
  const keepable = seeds.filter((r) => served.includes(r.resourceType));
  const types = [...served, 'Account', 'Nonsense', '__proto__'];
  const parameters = new Map(types.map((type) => [type, [...definitions.parametersOf(type).keys()]]));
  const known = [patient, 'nobody', 'a-1', 'p-1'];
  /** Ids of what was kept, by type. */
  const kept = new Map([['Patient', [patient]]]);

  function learn({ resourceType, id }) {
    known.push(id);
    kept.set(resourceType, [...(kept.get(resourceType) ?? []), id].slice(-50));
  }

  return { body, bytes, query, address, learn };

  function context(random) {
    const pick = (list) => list[Math.floor(random.uniform() * list.length)];
    return { pick, chance: (p) => random.uniform() < p };
  }

  /** A mutated resource at a door that takes one. */
  function body(random) {
    const { pick, chance } = context(random);
    const seed = pick(chance(0.5) ? seeds : keepable);
    const text = mutatedText(seed, random);
    const type = chance(0.95) && served.includes(seed.resourceType) ? seed.resourceType : pick(types);
    const id = chance(0.8) ? pick(kept.get(type) ?? known) : pick(known);
    const door = random.uniform();
    const ask = (method, path, sent = text, headers = {}) => ({
      ...{ who: pick(ROLES), method, path, body: sent },
      headers: { 'content-type': FHIR, ...headers },
    });
    if (door < 0.4)
      return ask(
        'POST',
        `/fhir/${chance(0.5) ? '' : `${type}/`}$validate${chance(0.2) ? pick(['?mode=create', '?profile=x', '?mode=update']) : ''}`,
      );
    if (door < 0.65)
      return ask(
        'POST',
        `/fhir/${type}`,
        text,
        chance(0.1)
          ? { 'if-none-exist': oddQuery(random, parameters.get(type) ?? [], types).replace(/[^\x20-\x7e]/g, '') }
          : {},
      );
    if (door < 0.78)
      return ask(
        'PUT',
        `/fhir/${type}${chance(0.8) ? `/${id}` : '?identifier=x|1'}`,
        text,
        chance(0.8) ? { 'if-match': pick(TAGS.slice(0, 2)) } : {},
      );
    if (door < 0.88) return ask('POST', '/fhir', bundleText(random, text, type));
    if (door < 0.95)
      return ask('PATCH', `/fhir/${type}/${id}`, patchText(random, text), {
        'content-type': 'application/json-patch+json',
        'if-match': 'W/"1"',
      });
    return ask('POST', '/fhir/$assess', assessText(random, text));
  }

  function bundleText(random, text, type) {
    const { pick, chance } = context(random);
    const entries = Array.from({ length: 1 + Math.floor(random.uniform() * 4) }, (_, i) => {
      const method = pick(['POST', 'PUT', 'GET', 'DELETE', 'PATCH', 'HEAD', 'nonsense']);
      const url = JSON.stringify(
        pick([
          type,
          `${type}/${pick(known)}`,
          `${type}?${oddQuery(random, parameters.get(type) ?? [], types)}`,
          '/',
          '..',
          'metadata',
          `${type}/x/_history/1`,
        ]),
      );
      const resource = method === 'GET' || method === 'DELETE' ? '' : `"resource":${text},`;
      const condition = chance(0.3) ? `,"ifMatch":"W/\\"1\\"","ifNoneExist":"identifier=x|${i}"` : '';
      return `{"fullUrl":"urn:uuid:00000000-0000-4000-8000-00000000000${chance(0.2) ? 0 : i}",${resource}"request":{"method":"${method}","url":${url}${condition}}}`;
    });
    return `{"resourceType":"Bundle","type":"${pick(['batch', 'transaction', 'transaction', 'collection', 'x'])}","entry":[${entries.join(',')}]}`;
  }

  function patchText(random, text) {
    const { pick, chance } = context(random);
    const operations = Array.from({ length: 1 + Math.floor(random.uniform() * 4) }, () => {
      const value = chance(0.3)
        ? text
        : JSON.stringify(pick([1, null, 'x', [], {}, { family: 'x' }, true, ...SHORT_TEXTS]));
      return `{"op":"${pick(PATCHES)}","path":${JSON.stringify(pick(POINTERS))},"from":${JSON.stringify(pick(POINTERS))},"value":${value}}`;
    });
    return chance(0.05) ? text : `[${operations.join(',')}]`;
  }

  function assessText(random, text) {
    const { pick, chance } = context(random);
    const record = chance(0.4)
      ? mutatedText(bundle, random)
      : `{"resourceType":"Bundle","type":"collection","entry":[{"resource":${text}}]}`;
    const subject = `{"name":"subject","valueReference":{"reference":"Patient/${pick(known)}"}}`;
    const more = pick([
      '',
      ',{"name":"draws","valueInteger":50}',
      ',{"name":"seed","valueInteger":1.5}',
      ',{"name":"could-not-ask"}',
      ',1',
      ',{"name":"setting","valueCode":"equal"}',
    ]);
    return `{"resourceType":"Parameters","parameter":[${chance(0.7) ? `{"name":"record","resource":${record}}` : subject}${more}]}`;
  }

  /** Bytes that were a resource, or a form, or what an account asks. */
  function bytes(random) {
    const { pick, chance } = context(random);
    const seed = pick(keepable);
    const type = seed.resourceType;
    const [path, said, text] = pick([
      [`/fhir/${type}`, FHIR, JSON.stringify(seed)],
      [`/fhir/${type}/$validate`, FHIR, JSON.stringify(seed)],
      ['/fhir', FHIR, bundleText(random, JSON.stringify(seed), type)],
      ['/fhir/$assess', FHIR, assessText(random, JSON.stringify(seed))],
      [`/fhir/${type}/_search`, 'application/x-www-form-urlencoded', oddQuery(random, parameters.get(type), types)],
      ['/account/sign-in', 'application/json', '{"login":"physician","password":"wrong wrong wrong","token":true}'],
      ['/account/pin', 'application/json', '{"pin":"4711","password":"wrong wrong wrong"}'],
    ]);
    const headers = { 'content-type': chance(0.9) ? said : pick(CONTENT_TYPES), origin: 'http://localhost:8642' };
    return { who: pick(ROLES), method: 'POST', path, headers, body: mutatedBytes(Buffer.from(text), random) };
  }

  /** A search, by GET or as a form, or a read with a query. */
  function query(random) {
    const { pick, chance } = context(random);
    const type = chance(0.97) ? pick(served) : pick(types);
    const text = oddQuery(random, parameters.get(type) ?? [], types);
    const ask = (method, path, more = {}) => ({ who: pick(ROLES), method, path, headers: {}, body: null, ...more });
    if (chance(0.15))
      return ask('POST', `/fhir/${type}/_search${chance(0.2) ? `?${text}` : ''}`, {
        body: text,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    const at = pick([
      '',
      '',
      '',
      '',
      '',
      '',
      `/${pick(known)}`,
      '/_history',
      `/${pick(known)}/_history`,
      `/${pick(known)}/$everything`,
    ]);
    return ask(chance(0.03) ? pick(['PUT', 'DELETE', 'PATCH']) : 'GET', `/fhir/${type}${at}?${text}`);
  }

  /** An address, a method and headers that need not fit each other. */
  function address(random) {
    const { pick, chance } = context(random);
    const odd = encodeURIComponent((pick(NAUGHTY) || 'x').slice(0, 300).replace(/[\ud800-\udfff]/g, '_'));
    const path = chance(0.4)
      ? pick(BASES)
      : `/fhir/${pick([...types, odd])}${chance(0.6) ? `/${pick([...known, odd, 'x'.repeat(65), '..', '%2e%2e%2f', '%zz'])}` : ''}${pick(SUFFIXES)}`;
    const headers = {};
    const set = (name, values, p) => {
      if (chance(p)) headers[name] = pick(values);
    };
    set('content-type', CONTENT_TYPES, 0.7);
    set('accept', ACCEPTS, 0.5);
    for (const name of ['if-match', 'if-none-match']) set(name, TAGS, 0.2);
    set('if-none-exist', ['identifier=x|1', 'x', '', '?', '%zz', 'name=x&name=y', '_count=1', '__proto__=1'], 0.1);
    set('if-modified-since', ['x', 'Thu, 01 Jan 1970 00:00:00 GMT', ''], 0.1);
    set('prefer', PREFERS, 0.2);
    set('content-encoding', ['gzip', 'br', 'identity', 'x'], 0.05);
    set('origin', ['http://localhost:8642', 'https://evil.example', 'null', ''], 0.2);
    set(
      'cookie',
      [
        'cluneal-session=x',
        'cluneal-session=',
        `cluneal-session=${'a'.repeat(3_000)}`,
        ';;==',
        'x=y; cluneal-session=../..',
      ],
      0.2,
    );
    set('host', ['localhost:8642', 'evil.example', '127.0.0.1', 'localhost:8642@evil.example', '', '[::1]:1'], 0.1);
    set('x-forwarded-for', ['1.2.3.4', 'x'.repeat(500)], 0.1);
    set('x-forwarded-host', ['evil.example'], 0.1);
    set('range', ['bytes=0-1', 'bytes=-'], 0.05);
    set('authorization', ['Bearer', 'Bearer x', `Bearer ${'x'.repeat(5_000)}`, 'Basic eDp5', 'bearer  x y'], 0.1);
    const sent = chance(0.5) ? JSON.stringify(pick(seeds)) : pick(['', '{}', '[]', 'null', '"x"', '0']);
    return { who: pick(ROLES), method: pick(METHODS), path, headers, body: sent };
  }
}
