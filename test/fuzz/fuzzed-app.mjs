// The real app over a real record in a folder of its own, asked without a socket, with somebody of each role signed in.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { reasoningThread } from '#server/fhir-api/reasoning-thread.js';
import { openHouse } from '#server/house.js';
import { preparedDataFolder } from '#server/operations/data-folder.js';
import { hostsOf, LOOPBACK_NAMES } from '#server/operations/host-check.js';
import { createApp } from '#server/routes.js';

export const ROOT = resolve('dist');
export const ORIGIN = 'http://localhost:8642';
const PASSWORD = 'a long sentence for the fuzzing';
/** As the socket would say it: somebody at this computer. */
const ENV = { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 50_000, remoteFamily: 'IPv4' } } };

export const WORLD = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
  newId: () => randomUUID(),
};

/** Opens it; `failures` grows by what the server logs as its own mistakes. */
export async function fuzzedApp(parts) {
  const data = mkdtempSync(join(tmpdir(), 'cluneal-fuzz-'));
  const failures = [];
  const log = { write: (line) => line.level === 'error' && failures.push(line) };
  const hosts = hostsOf({ names: new Set(LOOPBACK_NAMES), proxy: null, tls: false });
  const house = await openHouse({
    ...{ folder: await preparedDataFolder(data), parts, databaseUrl: undefined, program: '0.0.0', world: WORLD },
    ...{ log, hosts, bases: () => [`${ORIGIN}/fhir`], ended: async () => {}, wanted: 'clinic', shared: false },
    ...{ setupCode: null, nightly: false, trust: () => null },
  });
  const module = pathToFileURL(join(ROOT, 'server/fhir-api/assess-worker.js'));
  const reasoning = reasoningThread({ module, knowledge: parts.knowledge, codes: parts.codes });
  const { app } = createApp({ house, root: ROOT, hosts, log, world: WORLD, parts, reasoning });

  /** Asks, and reads the answer whole. `path` begins with a slash and stands in the address as it is. */
  async function ask(method, path, { headers = {}, body = null } = {}) {
    const asked = new Request(`${ORIGIN}${path}`, {
      method,
      headers: { host: 'localhost:8642', ...headers },
      ...(body === null || /^(?:GET|HEAD)$/i.test(method) ? {} : { body }),
    });
    const began = performance.now();
    const answer = await app.fetch(asked, ENV);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, ms: performance.now() - began };
  }

  const tokens = await signedIn(ask);
  return {
    ...{ ask, failures, tokens, house },
    close: async () => {
      await house.close();
      await reasoning.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Sets the clinic up with one of each role. @returns tokens by role, `nobody` without one, and the patient's id. */
async function signedIn(ask) {
  const account = async (path, body, token) => {
    const headers = { 'content-type': 'application/json', origin: ORIGIN };
    if (token) headers.authorization = `Bearer ${token}`;
    const { status, text } = await ask('POST', `/account/${path}`, { headers, body: JSON.stringify(body) });
    if (status >= 300) throw new Error(`/account/${path}: ${status} ${text}`);
    return JSON.parse(text);
  };
  const owner = { name: 'Owner', login: 'owner', password: PASSWORD, treatsAs: 'physician' };
  await account('setup', { choice: 'clinic', clinicName: 'Fuzz', siteName: 'Main', teamName: 'Pain', owner });
  const first = (await account('sign-in', { login: 'owner', password: PASSWORD, token: true })).token;
  const operator = (await account('role', { role: 'operator' }, first)).token ?? first;
  const people = await ask('GET', '/account/people', { headers: { authorization: `Bearer ${operator}` } });
  const { sites, teams } = JSON.parse(people.text);
  const person = async (role, patients = []) => {
    const places = role === 'patient' ? { sites: [], teams: [] } : { sites: [sites[0].id], teams: [teams[0].id] };
    const grants = [{ role, ...places, patients }];
    const { code } = await account('people', { name: role, login: role, grants }, operator);
    await account('accept', { code, password: `${PASSWORD} ${role}` });
    return (await account('sign-in', { login: role, password: `${PASSWORD} ${role}`, token: true })).token;
  };
  const physician = await person('physician');
  const made = await ask('POST', '/fhir/Patient', {
    headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${physician}` },
    body: JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Mustermann' }], gender: 'female' }),
  });
  if (made.status !== 201) throw new Error(`no patient: ${made.status} ${made.text}`);
  const { id } = JSON.parse(made.text);
  const therapist = await person('therapist');
  const patient = await person('patient', [id]);
  return { byRole: { physician, therapist, operator, patient, nobody: null }, patient: id };
}
