// JSON Patch by RFC 6902, and what a patch may not touch.
import { describe, expect, it } from 'vitest';
import { type JsonObject, textFromJson } from '#fhir/json-value.js';
import { statusOf } from '#fhir/outcome.js';
import { readJson } from '#fhir/strict-json.js';
import { patched } from '#server/fhir-api/json-patch.js';
import { aPatient, created, physician, testDoor, told, W } from './test-door.js';

const json = (text: string) => {
  const read = readJson(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};
const DOC = '{"resourceType":"Basic","id":"1","a":[1,2.0,3],"b":{"c":"x","d~e":1,"f/g":2}}';
const applying = (patch: string, doc = DOC): string => {
  const result = patched(json(doc) as JsonObject, json(patch));
  return result.ok
    ? textFromJson(result.value)
    : `${statusOf(result.refused.outcome)} ${result.refused.outcome.issue[0]!.details!.text}`;
};
const with_ = (rest: string) => `{"resourceType":"Basic","id":"1",${rest}}`;

describe('a patch', () => {
  it.each([
    [
      'adds a member',
      '[{"op":"add","path":"/b/h","value":1.50}]',
      '"a":[1,2.0,3],"b":{"c":"x","d~e":1,"f/g":2,"h":1.50}',
    ],
    ['adds in place of one', '[{"op":"add","path":"/b/c","value":"y"}]', '"a":[1,2.0,3],"b":{"c":"y","d~e":1,"f/g":2}'],
    ['puts into a list', '[{"op":"add","path":"/a/1","value":0}]', '"a":[1,0,2.0,3],"b":{"c":"x","d~e":1,"f/g":2}'],
    [
      'puts at the end of a list',
      '[{"op":"add","path":"/a/-","value":4}]',
      '"a":[1,2.0,3,4],"b":{"c":"x","d~e":1,"f/g":2}',
    ],
    ['takes out of a list', '[{"op":"remove","path":"/a/0"}]', '"a":[2.0,3],"b":{"c":"x","d~e":1,"f/g":2}'],
    ['takes a member away', '[{"op":"remove","path":"/b"}]', '"a":[1,2.0,3]'],
    ['replaces', '[{"op":"replace","path":"/a/2","value":9}]', '"a":[1,2.0,9],"b":{"c":"x","d~e":1,"f/g":2}'],
    ['moves', '[{"op":"move","from":"/b/c","path":"/a/0"}]', '"a":["x",1,2.0,3],"b":{"d~e":1,"f/g":2}'],
    ['copies', '[{"op":"copy","from":"/a/1","path":"/b/c"}]', '"a":[1,2.0,3],"b":{"c":2.0,"d~e":1,"f/g":2}'],
    [
      'knows ~0 and ~1',
      '[{"op":"remove","path":"/b/d~0e"},{"op":"remove","path":"/b/f~1g"}]',
      '"a":[1,2.0,3],"b":{"c":"x"}',
    ],
    [
      'tests numbers by their value',
      '[{"op":"test","path":"/a","value":[1.0,2,3]}]',
      '"a":[1,2.0,3],"b":{"c":"x","d~e":1,"f/g":2}',
    ],
    [
      'tests members in any order',
      '[{"op":"test","path":"/b","value":{"f/g":2,"d~e":1,"c":"x"}}]',
      '"a":[1,2.0,3],"b":{"c":"x","d~e":1,"f/g":2}',
    ],
  ])('%s', (_, patch, expected) => {
    expect(applying(patch)).toBe(with_(expected));
  });

  it.each([
    [
      'a test that fails',
      '[{"op":"remove","path":"/a"},{"op":"test","path":"/b/c","value":"y"}]',
      /^409 operation 2: the test failed/,
    ],
    ['a test of more members', '[{"op":"test","path":"/b","value":{"c":"x"}}]', /^409/],
    ['a test of another kind', '[{"op":"test","path":"/b/c","value":null}]', /^409/],
    [
      'a place that is not there',
      '[{"op":"replace","path":"/b/z","value":1}]',
      /^422 operation 1: nothing is at \/b\/z/,
    ],
    ['a parent that is not there', '[{"op":"add","path":"/z/y","value":1}]', /^422/],
    ['behind the end of a list', '[{"op":"add","path":"/a/4","value":1}]', /^422/],
    ['the end of a list to take', '[{"op":"remove","path":"/a/-"}]', /^422/],
    ['a place with a leading zero', '[{"op":"remove","path":"/a/00"}]', /^422/],
    ['a member of a text', '[{"op":"add","path":"/b/c/d","value":1}]', /^422/],
    ['what objects inherit', '[{"op":"test","path":"/b/toString","value":1}]', /^422/],
    ['a name that reaches into JavaScript', '[{"op":"add","path":"/__proto__/x","value":1}]', /^400/],
    ['another such name', '[{"op":"add","path":"/b/constructor/prototype/x","value":1}]', /^400/],
    ['a move into itself', '[{"op":"move","from":"/b","path":"/b/c"}]', /^400/],
    ['a path without its slash', '[{"op":"remove","path":"a"}]', /^400/],
    ['a broken escape', '[{"op":"remove","path":"/b/d~2e"}]', /^400/],
    ['an unknown op', '[{"op":"merge","path":"/a","value":1}]', /^400/],
    ['an add without a value', '[{"op":"add","path":"/b/z"}]', /^400/],
    ['a copy without its from', '[{"op":"copy","path":"/b/z"}]', /^400/],
    ['no list', '{"op":"remove","path":"/a"}', /^400/],
    ['an empty list', '[]', /^400/],
    ['an operation that is no object', '["remove"]', /^400/],
    ['its type', '[{"op":"replace","path":"/resourceType","value":"Patient"}]', /^422 .*given by this server/],
    ['its id', '[{"op":"remove","path":"/id"}]', /^422 .*given by this server/],
    ['its id, moved away', '[{"op":"move","from":"/id","path":"/b/id"}]', /^422 .*given by this server/],
    ['its version', '[{"op":"add","path":"/meta/versionId","value":"9"}]', /^422 .*given by this server/],
    ['its time', '[{"op":"add","path":"/meta/lastUpdated","value":"2020"}]', /^422 .*given by this server/],
    ['who may see it', '[{"op":"add","path":"/meta/security/0","value":{}}]', /^422 .*given by this server/],
    ['all of it', '[{"op":"replace","path":"","value":{}}]', /^422 .*given by this server/],
  ])('is refused: %s', (_, patch, expected) => {
    expect(applying(patch)).toMatch(expected);
    expect(Object.prototype).not.toHaveProperty('x');
  });

  it('leaves the original as it was', () => {
    const original = json(DOC) as JsonObject;
    patched(original, json('[{"op":"remove","path":"/b/c"},{"op":"add","path":"/a/-","value":4}]'));
    expect(textFromJson(original)).toBe(DOC);
  });

  it('does not grow without end', () => {
    const doubling = Array.from({ length: 40 }, (_, i) => ({ op: 'copy', from: '/b', path: `/b/n${i}` }));
    expect(applying(JSON.stringify(doubling))).toMatch(/^422 operation \d+: it copies too much/);
    const many = Array.from({ length: 501 }, () => ({ op: 'test', path: '/id', value: '1' }));
    expect(applying(JSON.stringify(many))).toMatch(/^422 501 operations/);
  });
});

describe('a patch over HTTP', () => {
  const door = testDoor();
  const patch = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const id = await created(door, physician, aPatient());
    const answer = await door.ask(physician, 'PATCH', `/Patient/${id}`, {
      body,
      headers: { ...W(1), 'content-type': 'application/json-patch+json', ...headers },
    });
    const now = await door.ask(physician, 'GET', `/Patient/${id}`);
    return { answer, version: now.json.meta.versionId };
  };

  it('makes nothing that could not have been sent', async () => {
    const wrong = await patch('[{"op":"replace","path":"/gender","value":"banana"}]');
    expect([wrong.answer.status, told(wrong.answer)[0], wrong.version]).toEqual([422, 'unbound-code', '1']);
    const deep = `${'{"x":'.repeat(40)}{}${'}'.repeat(40)}`;
    const inside = `/name/0/given/0${'/x'.repeat(41)}`;
    const tooDeep = await patch(
      `[{"op":"add","path":"/name/0/given/0","value":${deep}},{"op":"copy","from":"/name/0/given/0","path":"${inside}"}]`,
    );
    expect([tooDeep.answer.status, told(tooDeep.answer)[0], tooDeep.version]).toEqual([422, 'invalid', '1']);
    expect(told(tooDeep.answer)[1]).toContain('nested deeper');
    const secret = await patch('[{"op":"add","path":"/meta","value":{"security":[{"code":"R"}]}}]');
    expect([secret.answer.status, told(secret.answer)[0], secret.version]).toEqual([422, 'broken-rule', '1']);
  });

  it('needs the version that was read', async () => {
    const late = await patch('[{"op":"remove","path":"/gender"}]', { 'if-match': 'W/"4"' });
    expect([late.answer.status, late.version]).toEqual([412, '1']);
    const id = await created(door, physician, aPatient());
    const headers = { 'content-type': 'application/json-patch+json' };
    const unnamed = await door.ask(physician, 'PATCH', `/Patient/${id}`, { body: '[]', headers });
    expect(unnamed.status).toBe(428);
  });

  it('is not FHIRPath Patch, and says so', async () => {
    const { answer } = await patch('{"resourceType":"Parameters"}', { 'content-type': 'application/fhir+json' });
    expect(answer.status).toBe(415);
    expect(told(answer)[1]).toContain('FHIRPath Patch');
    const { answer: xml } = await patch('<patch/>', { 'content-type': 'application/xml-patch+xml' });
    expect(xml.status).toBe(415);
  });
});
