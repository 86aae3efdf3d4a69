// The whole FHIR face over one store: policy, routes, audit of reads. Whoever asks is handed in; the clock and the ids
// are those of the request's number, so that they are equal in two worlds whatever goes on inside.
import { type Hono } from 'hono';
import { type ReadAudit } from '#server/audit/read-audit.js';
import { readAuditOver } from '#server/audit/read-audit-over.js';
import { policedApp } from '#server/authorization/policed-app.js';
import { type Policy } from '#server/authorization/policy.js';
import { type Principal } from '#server/authorization/principal.js';
import { rolePolicy } from '#server/authorization/role-policy.js';
import { fhirRoutes } from '#server/fhir-api/fhir-routes.js';
import { validateRoutes } from '#server/fhir-api/validate-routes.js';
import { type DoorEnv, type OpenClinic } from '#server/open-clinic.js';
import { type Repository, type StoreWorld } from '#server/store/repository.js';
import { BASE, testDefinitions } from '../../contract/store-world.js';
import { validate } from '../../fhir/validator.js';
import { knowledge } from '../../pack.js';
import { type Asked } from './random-request.js';
import { AFTER } from './story.js';

/** A store's world whose clock and ids the test sets. */
export interface SetWorld extends StoreWorld {
  clock: number;
  /** Leads the ids that are made; they are counted from 1 after it is set. */
  setIds(prefix: string): void;
}

export function setWorld(): SetWorld {
  let [prefix, made] = ['', 0];
  const world: SetWorld = {
    clock: AFTER,
    now: () => world.clock,
    newId: () => `${prefix}-${++made}`,
    setIds: (next) => {
      [prefix, made] = [next, 0];
    },
    bases: [BASE],
  };
  return world;
}

export interface Face {
  /** Answers; `n` is the request's number. */
  ask(principal: Principal, asked: Asked, n: number): Promise<Answered>;
}

/** An answer as far as it can tell anything. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The face of a clinic over a store. */
export function faceOf(repository: Repository, world: SetWorld, clinic: string, policy: Policy = rolePolicy()): Face {
  const server = {
    ...world,
    now: () => world.clock,
    elapsed: () => 0,
    random: (bytes: number) => new Uint8Array(bytes),
  };
  const readAudit: ReadAudit = readAuditOver(repository, clinic, policy, server);
  let principal: Principal | null = null;
  const open = {
    ...{ kind: 'clinic', clinic, repository, policy, readAudit, definitions: testDefinitions(), validate, knowledge },
    world: server,
  } as unknown as OpenClinic;
  const policed = policedApp();
  const app: Hono<DoorEnv> = policed.app;
  app.use(async (c, next) => {
    c.set('principal', principal);
    c.set('open', open);
    c.set('requestId', 'r');
    await next();
  });
  validateRoutes(policed);
  fhirRoutes(policed);
  policed.check();
  return {
    ask: async (asker, { method, path, headers, body }, n) => {
      principal = { ...asker, clinic };
      world.clock = AFTER + n * 1000;
      world.setIds(`n${n}`);
      const url = `${BASE}${path === '' || path.startsWith('?') ? path : `/${path}`}`;
      const answer = await app.request(url, { method, headers, ...(body === undefined ? {} : { body }) });
      const text = await answer.text();
      await readAudit.flush();
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: text };
    },
  };
}
