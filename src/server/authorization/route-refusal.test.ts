import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { type DoorEnv } from '../open-clinic.js';
import { isFhir, misdirected, ourMistake } from './route-refusal.js';

const app = new Hono<DoorEnv>();
app.use('*', (c) => Promise.resolve(c.req.header('refuse') === 'name' ? misdirected(c) : ourMistake(c)));
const ask = async (path: string, refuse: 'name' | 'mistake') => {
  const answer = await app.request(`http://localhost${path}`, { headers: { refuse } });
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as object };
};

describe('a refusal outside of any route', () => {
  it('a name that is not ours is 421, in the words of the part that was asked', async () => {
    const what = 'the request was sent to a name that this server does not answer to';
    const mend = 'use the address that the server printed when it started';
    const plain = await ask('/', 'name');
    expect([plain.status, plain.json]).toEqual([421, { error: { what, mend } }]);
    expect(plain.headers.get('cache-control')).toBe('no-store');
    const fhir = await ask('/fhir/Patient', 'name');
    expect(fhir.status).toBe(421);
    expect(fhir.json).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ diagnostics: mend }] });
  });

  it('a mistake of ours is 500 without a word of what it was', async () => {
    const plain = await ask('/account/state', 'mistake');
    expect([plain.status, Object.keys(plain.json)]).toEqual([500, ['error']]);
    const fhir = await ask('/fhir', 'mistake');
    expect(fhir.status).toBe(500);
    expect(fhir.json).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'exception' }] });
  });

  it('the FHIR part is /fhir and what is below it', () => {
    expect(['/fhir', '/fhir/', '/fhir/Patient', '/fhirs', '/a/fhir/x', '/'].map(isFhir)).toEqual([
      ...[true, true, true, false, false, false],
    ]);
  });
});
