// What the fuzzing would notice: each thing that no answer may hold, put before its judge; and that a seed is a request.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/random.js';
import { NOT_FOUND } from '#fhir/outcome.js';
import { testDefinitions } from '../contract/store-world.js';
import { faultOf } from './judged-answer.mjs';
import { requestMaker } from './odd-request.mjs';

const OUTCOME = JSON.stringify(NOT_FOUND);
const told = (text: string): string => OUTCOME.replace('nothing here that you may see', text);
const judge = (
  status: number,
  text: string,
  { headers = {}, ms = 5, fhir = true, sent = '', method = 'GET', type = 'application/fhir+json; charset=utf-8' } = {},
) =>
  faultOf(
    { status, text, ms, headers: new Headers({ 'content-type': type, ...headers }) },
    { method, fhir, sent: () => sent },
  );

describe('the judge of answers', () => {
  it('has nothing against good answers and refusals in words', () => {
    expect(judge(200, '{"resourceType":"Patient","name":[{"family":"SELECT a FROM b WHERE"}]}')).toBeNull();
    expect(judge(404, OUTCOME)).toBeNull();
    expect(judge(204, '')).toBeNull();
    expect(judge(404, '', { method: 'HEAD' })).toBeNull();
    expect(judge(400, '{"error":{"what":"a","mend":"b"}}', { fhir: false, type: 'application/json' })).toBeNull();
  });

  // biome-ignore format: one fault a line
  it.each([
    ['a failure of ours', judge(500, OUTCOME), /^status 500$/],
    ['a late answer', judge(200, '{}', { ms: 1001 }), /^late: 1001 ms$/],
    ['a stack', judge(400, told('x at Object.read (file:///srv/a.js:1:2)')), /tells of the machine: at Object.read/],
    ['a path', judge(400, told('cannot open /home/clinic/record.db')), /tells of the machine:.*\/home\/clinic/],
    ['a place in the code', judge(400, told('reading.ts:12:5')), /reading|\.ts:12/],
    ['SQL', judge(400, told('select id from versions where x')), /tells of the machine: select/],
    ['a database', judge(400, told('SQLITE_CONSTRAINT')), /SQLITE_CONSTRAINT/],
    ['an error of the platform', judge(400, told('Cannot read properties of null')), /Cannot read propert/],
    ['a path in a header', judge(200, '{}', { headers: { 'x-a': '/tmp/x1' } }), /header x-a tells of the machine/],
    ['a header that was smuggled in', judge(200, '{}', { headers: { 'x-injected': '1' } }), /a header that the request put there/],
    ['the software', judge(200, '{}', { headers: { 'x-powered-by': 'a' } }), /names the software/],
    ['a refusal that is no outcome', judge(404, '{"resourceType":"Patient"}'), /no OperationOutcome/],
    ['a refusal that is no JSON', judge(404, 'not found'), /no JSON/],
    ['a refusal of another type', judge(404, OUTCOME, { type: 'text/html' }), /of type text\/html/],
    ['a refusal without words', judge(404, told('')), /without words/],
    ['an answer that is no JSON', judge(200, '{'), /no JSON/],
    ['a body where there may be none', judge(304, 'x'), /a body with status 304/],
    ['SQL in an outcome that refuses nothing', judge(200, told('select id from versions where x')), /tells of the machine/],
    ['a refusal outside the API without words', judge(400, '{}', { fhir: false, type: 'application/json' }), /without words/],
  ])('notices %s', (_, fault, words) => {
    expect(fault).toMatch(words);
  });

  it('lets an answer say what was said to it', () => {
    const sent = 'name=select id from versions where x';
    expect(judge(400, told('select id from versions where x'), { sent })).toBeNull();
  });
});

describe('the makers of requests', () => {
  const seed = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Mustermann', given: ['Erika'] }], active: true };
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: seed }] };
  const from = { seeds: [seed], bundle, patient: 'p1', definitions: testDefinitions(), served: ['Patient'] };

  it.each(['body', 'bytes', 'query', 'address'] as const)(
    'make the same %s of the same seed, and another of another',
    (kind) => {
      const of = (n: number) => JSON.stringify(requestMaker(from)[kind](seededRandom(n, 'a')));
      for (let n = 0; n < 50; n++) expect(of(n)).toBe(of(n));
      expect(new Set(Array.from({ length: 50 }, (_, n) => of(n))).size).toBeGreaterThan(30);
    },
  );
});
