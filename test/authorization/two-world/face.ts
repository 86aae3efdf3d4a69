// The whole app over one store, as `cluneal serve` puts it together. Only who is signed in is handed in; the clock and
// the ids are those of the request's number, so that they are equal in two worlds whatever goes on inside.
import { fileURLToPath } from 'node:url';
import { modelFromKnowledge } from '#core/model.js';
import { codeBookOf } from '#fhir/code-book.js';
import { type House } from '#server/accounts/house.js';
import { type ReadAudit } from '#server/audit/read-audit.js';
import { readAuditOver } from '#server/audit/read-audit-over.js';
import { type Policy } from '#server/authorization/policy.js';
import { type Principal } from '#server/authorization/principal.js';
import { rolePolicy } from '#server/authorization/role-policy.js';
import { type PolicedApp } from '#server/authorization/route-policy.js';
import { assessOutcome } from '#server/fhir-api/assess-task.js';
import { type Reasoning } from '#server/fhir-api/reasoning-thread.js';
import { type OpenClinic } from '#server/open-clinic.js';
import { hostsOf } from '#server/operations/host-check.js';
import { createApp } from '#server/routes.js';
import { type Repository, type StoreWorld } from '#server/store/repository.js';
import { BASE, testDefinitions } from '../../contract/store-world.js';
import { definitions as fhir, validate } from '../../fhir/validator.js';
import { evidence, knowledge } from '../../pack.js';
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

/** An answer as far as it can tell anything. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds until it was there; the same answer takes another time each time. */
  readonly took: number;
}

export interface Face {
  /** Answers; `n` is the request's number. `path` is below the API's address; one that begins with a slash is whole. */
  ask(principal: Principal, asked: Asked, n: number): Promise<Answered>;
}

export interface Faces {
  /** The face of one clinic of the store. */
  of(clinic: string, repository?: Repository): Face;
  readonly policed: PolicedApp;
}

const model = modelFromKnowledge(knowledge);
const book = codeBookOf(knowledge, evidence.findings);
/** The reasoning itself, without its thread. */
const reasoning: Reasoning = { assess: async (task) => assessOutcome(task, model, book), close: async () => {} };
const root = fileURLToPath(new URL('../../../dist', import.meta.url));

/** The app over a store, made once; its clinics are entered one after the other. */
export function facesOf(store: Repository, world: SetWorld, policy: Policy = rolePolicy()): Faces {
  const random = (bytes: number) => new Uint8Array(bytes);
  const server = { now: world.now, newId: world.newId, elapsed: () => 0, random };
  let open: OpenClinic | null = null;
  let principal: Principal | null = null;
  const accounts = { sessionOf: async () => ({ type: 'signed-in', principal }), populated: async () => true };
  const house = {
    ...{ record: () => 'clinic', open: () => open, loopback: () => true, secure: () => true, address: () => '' },
    ...{ origin: () => new URL(BASE).origin, program: '0.0.0', knowledge: knowledge.version },
  } as unknown as House;
  const policed = createApp({
    ...{ house: house as Parameters<typeof createApp>[0]['house'], root, reasoning },
    hosts: hostsOf({ names: new Set([new URL(BASE).hostname]), proxy: null, tls: true }),
    log: { write: () => {} },
    world: { ...server, newId: () => 'request' },
    parts: { knowledge, definitions: testDefinitions(), validate, fhir, codes: evidence.findings },
  });
  return {
    policed,
    of: (clinic, repository = store) => {
      const readAudit: ReadAudit = readAuditOver(repository, clinic, policy, server);
      const entered = {
        ...{ kind: 'clinic', clinic, repository, policy, readAudit, accounts, knowledge, validate },
        ...{ definitions: testDefinitions(), world: server },
      } as unknown as OpenClinic;
      return {
        ask: async (asker, { method, path, headers, body }, n) => {
          [open, principal] = [entered, { ...asker, clinic }];
          world.clock = AFTER + n * 1000;
          world.setIds(`n${n}`);
          const below = path === '' || path.startsWith('?') ? path : `/${path}`;
          const url = path.startsWith('/') ? new URL(path, BASE).href : `${BASE}${below}`;
          const { host } = new URL(BASE);
          const sent = new Request(url, {
            method,
            headers: { host, authorization: 'Bearer token', ...headers },
            ...(body === undefined ? {} : { body }),
          });
          const from = performance.now();
          const answer = await policed.app.fetch(sent);
          const text = await answer.text();
          const took = performance.now() - from;
          await readAudit.flush();
          return { status: answer.status, headers: Object.fromEntries(answer.headers), body: text, took };
        },
      };
    },
  };
}
