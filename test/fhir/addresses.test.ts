// What is not answered at an address, in words: whoever asks learns that it is not supported here, and what is.
import { afterAll, describe, expect, it } from 'vitest';
import { openPolicy, physician, told } from '../fhir-api/test-door.js';
import { wholeApi } from './whole-api.js';

const api = wholeApi(openPolicy());
afterAll(() => api.close());

const KNOWN = /POST \[base\]\/\$assess.*\$validate.*Patient\/ID\/\$everything/;

describe('an address that is not answered', () => {
  it.each([
    ['GET', '/Patient/$match', 'the operation $match is not supported of Patient', KNOWN],
    ['POST', '/Patient/$match', 'the operation $match is not supported of Patient', KNOWN],
    ['POST', '/Patient/1/$match', 'the operation $match is not supported of Patient', KNOWN],
    ['GET', '/AuditEvent/$count', 'the operation $count is not supported of AuditEvent', KNOWN],
    ['GET', '/ValueSet/$expand', 'the operation $expand is not supported of ValueSet', KNOWN],
    ['PUT', '/Patient/$validate', 'PUT is not answered at Patient/$validate', /^use GET, POST$/],
    ['PUT', '/$validate', 'PUT is not answered at $validate', /^use GET, POST$/],
    ['GET', '/Patient/_search', 'GET is not answered at Patient/_search', /^use POST$/],
    ['GET', '/$frob', 'the operation $frob is not supported', KNOWN],
    ['POST', '/$frob', 'the operation $frob is not supported', KNOWN],
    ['GET', '/$assess', 'GET is not answered at $assess', /^use POST$/],
    ['POST', '/metadata', 'POST is not answered at metadata', /^use GET$/],
    ['DELETE', '/_history', 'DELETE is not answered at _history', /^use GET$/],
    ['GET', '?_type=Patient', 'a search over all types is not supported', /\[base\]\/TYPE/],
    ['GET', '/?_type=Patient', 'a search over all types is not supported', /\[base\]\/TYPE/],
    ['POST', '/_search', 'a search over all types is not supported', /\[base\]\/TYPE\/_search/],
    ['GET', '/', 'an address that ends with a slash is not answered', /^leave it out: \[base\]$/],
    ['GET', '/Patient/', 'an address that ends with a slash is not answered', /^leave it out: \[base\]\/Patient$/],
    ['GET', '/metadata/', 'an address that ends with a slash is not answered', /^leave it out: \[base\]\/metadata$/],
  ])('%s %s', async (method, path, what, mend) => {
    const answer = await api.ask(physician, method, path);
    expect([answer.status, answer.json.issue[0].code, told(answer)[1]]).toEqual([405, 'not-supported', what]);
    expect(answer.json.issue[0].diagnostics).toMatch(mend);
    if (mend.source.startsWith('^use')) expect(answer.headers.get('allow')).toBe(mend.source.slice(5, -1));
  });

  it('of no type and no operation names the types', async () => {
    const answer = await api.ask(physician, 'GET', '/patient/1');
    expect([answer.status, told(answer)[1]]).toEqual([404, 'patient is no address of this API']);
    expect(answer.json.issue[0].diagnostics).toContain('Patient');
  });

  it('asks first who is there', async () => {
    for (const path of ['/$frob', '/patient/1', '/_search'])
      expect((await api.ask(null, 'POST', path)).status).toBe(401);
  });

  it('leaves what is answered as it is', async () => {
    expect((await api.ask(null, 'GET', '/metadata')).status).toBe(200);
    expect((await api.ask(physician, 'GET', '/_history')).status).toBe(200);
    expect((await api.ask(physician, 'POST', '/Patient/_search')).status).toBe(200);
    expect((await api.ask(physician, 'GET', '/Patient/nobody')).status).toBe(404);
  });
});

describe('an entry of a batch', () => {
  const entryOf = async (method: string, url: string) => {
    const body = { resourceType: 'Bundle', type: 'batch', entry: [{ request: { method, url } }] };
    const { json } = await api.ask(physician, 'POST', '', { body });
    const { status, outcome } = json.entry[0].response;
    return { status, ...outcome.issue[0] };
  };

  it.each([
    ['GET', 'metadata', 'ask for it by itself'],
    ['GET', 'AuditEvent?action=R', 'ask for it by itself'],
    ['GET', 'Provenance/p-1', 'ask for it by itself'],
    ['GET', 'ValueSet', 'ask for it by itself'],
    ['POST', '$validate', 'ask for it by itself'],
    ['POST', 'Patient/$validate', 'ask for it by itself'],
    ['GET', 'Patient/1/$everything', 'ask for it by itself'],
    ['POST', 'Patient/_search', 'write it as GET TYPE?parameter=value'],
  ])('%s %s says that it is not answered in a bundle', async (method, url, mend) => {
    const { status, code, details, diagnostics } = await entryOf(method, url);
    expect([status, code, details.text, diagnostics]).toEqual([
      ...['405 Method Not Allowed', 'not-supported'],
      ...[`${method} ${url.split('?')[0]} is not answered in a bundle`, mend],
    ]);
  });

  it('of a type that is not served names those that are', async () => {
    const { status, details, diagnostics } = await entryOf('GET', 'Claim/1');
    expect([status, details.text]).toEqual(['404 Not Found', 'Claim is not a type that is served here']);
    expect(diagnostics).toContain('Observation, Organization');
  });
});
