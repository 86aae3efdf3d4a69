// One request that somebody could send: a mutated body at one of the doors that take one, raw bytes, a query, or an
// address, a method and headers that fit nothing.
import { mutatedText } from './body-mutation.mjs';
import { mutatedBytes } from './byte-mutation.mjs';
import { BASES, CONTENT_TYPES, HEADERS, METHODS, PATCHES, POINTERS, SUFFIXES } from './odd-headers.mjs';
import { oddQuery } from './odd-query.mjs';
import { NAUGHTY, SHORT_TEXTS } from './odd-values.mjs';

const FHIR = 'application/fhir+json';
const ROLES = ['physician', 'physician', 'physician', 'physician', 'therapist', 'operator', 'patient', 'nobody'];
/**
 * Makes the requests of a run. `kinds` weighs bodies, bytes, queries and odd addresses.
 */
export function requestMaker({ seeds, bundle, patient, definitions, served }) {
  /** What this record would keep. */
  const keepable = seeds.filter((r) => served.includes(r.resourceType));
  const types = [...served, 'Account', 'Nonsense', '__proto__'];
  const parameters = new Map(types.map((type) => [type, [...definitions.parametersOf(type).values()]]));
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
        chance(0.8) ? { 'if-match': pick(['W/"1"', 'W/"2"']) } : {},
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
    const headers = Object.fromEntries(
      HEADERS.flatMap(([name, values, odds]) => (chance(odds) ? [[name, pick(values)]] : [])),
    );
    const sent = chance(0.5) ? JSON.stringify(pick(seeds)) : pick(['', '{}', '[]', 'null', '"x"', '0']);
    return { who: pick(ROLES), method: pick(METHODS), path, headers, body: sent };
  }
}
