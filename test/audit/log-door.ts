// The routes of the audit log beside those of the FHIR API, over one store with the real policy and the real audit of
// reads. Who asks, a test says itself.
import { auditRoutes } from '#server/audit/audit-routes.js';
import { type Heads } from '#server/audit/heads.js';
import { type ReadAudit } from '#server/audit/read-audit.js';
import { readAuditOver } from '#server/audit/read-audit-over.js';
import { policedApp } from '#server/authorization/policed-app.js';
import { type Principal, type Role } from '#server/authorization/principal.js';
import { rolePolicy } from '#server/authorization/role-policy.js';
import { everythingRoutes } from '#server/fhir-api/everything-route.js';
import { fhirRoutes } from '#server/fhir-api/fhir-routes.js';
import { unservedRoutes } from '#server/fhir-api/unserved-routes.js';
import { type OpenClinic } from '#server/open-clinic.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { done } from '#server/store/refusal.js';
import { type Repository } from '#server/store/repository.js';
import { type TestWorld, testDefinitions, testWorld } from '../contract/store-world.js';
import { validate } from '../fhir/validator.js';
import { knowledge } from '../pack.js';

export const CLINIC = 'c1';
export const ORIGIN = 'https://clinic.example';

export const person = (role: Role, more: Partial<Principal> = {}): Principal => ({
  ...{ clinic: CLINIC, account: `${role}-1`, session: 's1', role },
  ...{ sites: [], teams: [], patients: [], opened: [], ...more },
});
export const physician = person('physician', { sites: ['north'], teams: ['blue'] });
export const therapist = person('therapist', { teams: ['blue'] });
export const operator = person('operator');
export const auditor = person('auditor');
export const patientOf = (id: string): Principal => person('patient', { account: `account-of-${id}`, patients: [id] });

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of many shapes
  readonly json: any;
}

export interface LogDoor {
  readonly repository: Repository;
  readonly readAudit: ReadAudit;
  readonly world: TestWorld;
  ask(
    who: Principal,
    method: string,
    path: string,
    body?: object | string,
    type?: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Asked>;
  /** Gives an account a name, as the accounts do. */
  named(account: string, name: string): Promise<void>;
}

/** A door over a store of its own; `heads` as the house would hold them, `wrapped` for a store that is watched. */
export function logDoor(
  heads?: Pick<Heads, 'last' | 'publicKey' | 'trouble' | 'lastVerification'>,
  wrapped: (repository: Repository) => Repository = (repository) => repository,
): LogDoor {
  const world = testWorld();
  const repository = wrapped(memoryRepository(testDefinitions(), world));
  const policy = rolePolicy();
  const server = { now: world.now, newId: world.newId, elapsed: () => 0, random: (n: number) => new Uint8Array(n) };
  const readAudit = readAuditOver(repository, CLINIC, policy, server);
  const open = {
    ...{ kind: 'clinic', clinic: CLINIC, repository, policy, readAudit },
    ...{ definitions: testDefinitions(), validate, knowledge, world: server },
    ...(heads ? { heads } : {}),
  } as unknown as OpenClinic;
  const policed = policedApp();
  let who: Principal | null = null;
  policed.app.use(async (c, next) => {
    c.set('principal', who);
    c.set('open', open);
    c.set('origin', new URL(c.req.url).origin);
    await next();
  });
  policed.app.onError((error) => {
    throw error;
  });
  everythingRoutes(policed);
  auditRoutes(policed);
  fhirRoutes(policed);
  unservedRoutes(policed);
  policed.check();
  return {
    ...{ repository, readAudit, world },
    ask: async (asker, method, path, body, type = 'application/fhir+json', headers = {}) => {
      who = asker;
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await policed.app.request(`${ORIGIN}${path}`, {
        method,
        headers: { ...(text === undefined ? {} : { 'content-type': type }), ...headers },
        ...(text === undefined ? {} : { body: text }),
      });
      const told = await answer.text();
      return { status: answer.status, headers: answer.headers, json: told === '' ? null : JSON.parse(told) };
    },
    named: async (account, name) => {
      await repository.transaction(CLINIC, async (tx) => {
        await tx.keep(CLINIC, { kind: 'account', id: account, text: JSON.stringify({ id: account, name }) });
        return done(null);
      });
    },
  };
}
