// The FHIR API over one store, with the real policy and the real audit of reads: what the server is made of, but for the
// door that says who asks. That a test says itself.
import { type Hono } from 'hono';
import { type JsonObject } from '#fhir/json-value.js';
import { readAuditOver } from '#server/audit/read-audit-over.js';
import { policedApp } from '#server/authorization/policed-app.js';
import { type Policy } from '#server/authorization/policy.js';
import { type Principal, type Role } from '#server/authorization/principal.js';
import { rolePolicy } from '#server/authorization/role-policy.js';
import { everythingRoutes } from '#server/fhir-api/everything-route.js';
import { fhirRoutes } from '#server/fhir-api/fhir-routes.js';
import { unservedRoutes } from '#server/fhir-api/unserved-routes.js';
import { type DoorEnv, type OpenClinic } from '#server/open-clinic.js';
import { type AuditRow } from '#server/store/audit-chain.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { type Repository } from '#server/store/repository.js';
import { type TestWorld, testDefinitions, testWorld } from '../contract/store-world.js';
import { validate } from '../fhir/validator.js';
import { knowledge } from '../pack.js';

export const CLINIC = 'c1';
export const ORIGIN = 'https://clinic.example';

const person = (role: Role, more: Partial<Principal> = {}): Principal => ({
  ...{ clinic: CLINIC, account: `${role}-1`, session: 's1', role },
  ...{ sites: [], teams: [], patients: [], opened: [], ...more },
});
export const physician = person('physician', { sites: ['north'], teams: ['blue'] });
export const therapist = person('therapist', { teams: ['blue'] });
/** A physician of another site and team: sees nothing of what the first one enters. */
export const stranger = person('physician', { account: 'physician-2', sites: ['south'], teams: ['red'] });
export const operator = person('operator');
export const auditor = person('auditor');
export const patientOf = (id: string): Principal => person('patient', { patients: [id] });

/** An answer, read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as plain JSON; null where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of many shapes
  readonly json: any;
}

export interface Sent {
  /** An object, or the very text. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Door {
  readonly app: Hono<DoorEnv>;
  readonly repository: Repository;
  readonly world: TestWorld;
  /** Asks below /fhir. */
  ask(who: Principal, method: string, path: string, sent?: Sent): Promise<Answered>;
  /** The whole audit chain, once what waits is written. */
  audit(): Promise<readonly AuditRow[]>;
}

/** All may do all: for what has nothing to do with roles. */
export function openPolicy(): Policy {
  const all = Object.fromEntries([...testDefinitions().types].map((type) => [type, 'all' as const]));
  return {
    version: 'open',
    scopeOf: ({ clinic }) => ({ clinic, read: all, write: all }),
    objectionTo: () => null,
    labelsOf: () => ({}),
    noteOf: ({ account, role }) => ({ actor: account, role, policy: 'open' }),
  };
}

/** A door to this store; the policy is the clinic's unless another is given. */
export function testDoor(
  world: TestWorld = testWorld(),
  repository: Repository = memoryRepository(testDefinitions(), world),
  policy: Policy = rolePolicy(),
): Door {
  const server = {
    now: world.now,
    newId: world.newId,
    elapsed: () => 0,
    random: (bytes: number) => new Uint8Array(bytes),
  };
  const readAudit = readAuditOver(repository, CLINIC, policy, server);
  const open = {
    ...{ kind: 'clinic', clinic: CLINIC, repository, policy, readAudit },
    ...{ definitions: testDefinitions(), validate, knowledge, world: server },
  } as unknown as OpenClinic;
  const policed = policedApp();
  let who: Principal | null = null;
  policed.app.use(async (c, next) => {
    c.set('principal', who);
    c.set('open', open);
    c.set('origin', new URL(c.req.url).origin);
    c.set('requestId', 'r');
    await next();
  });
  policed.app.onError((error) => {
    throw error;
  });
  fhirRoutes(policed);
  everythingRoutes(policed);
  unservedRoutes(policed);
  policed.check();
  return {
    app: policed.app,
    repository,
    world,
    ask: async (asker, method, path, { body, headers = {} } = {}) => {
      who = asker;
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const typed = text === undefined ? {} : { 'content-type': 'application/fhir+json' };
      const answer = await policed.app.request(`${ORIGIN}/fhir${path}`, {
        method,
        headers: { ...typed, ...headers },
        ...(text === undefined ? {} : { body: text }),
      });
      const told = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        text: told,
        json: told === '' ? null : JSON.parse(told),
      };
    },
    audit: async () => {
      await readAudit.flush();
      return repository.auditRows(CLINIC, 1, 10_000);
    },
  };
}

export const W = (version: number): Readonly<Record<string, string>> => ({ 'if-match': `W/"${version}"` });

/** The first issue of an outcome, as its kind and its words. */
export const told = ({ json }: Answered): readonly [string, string] => [
  json.issue[0].details.coding[0].code,
  json.issue[0].details.text,
];

export const aPatient = (family = 'Mustermann', more: JsonObject = {}): JsonObject => ({
  resourceType: 'Patient',
  name: [{ family, given: ['Erika'] }],
  gender: 'female',
  ...more,
});

/** An observation about a patient. */
export const anObservation = (patient: string, more: JsonObject = {}): JsonObject => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '72514-3' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: '2026-11-20',
  ...more,
});

/** Creates it and gives its id. */
export async function created(door: Door, who: Principal, resource: JsonObject): Promise<string> {
  const answer = await door.ask(who, 'POST', `/${String(resource.resourceType)}`, { body: resource });
  if (answer.status !== 201) throw new Error(`not created: ${answer.text}`);
  return answer.json.id as string;
}
