// The whole FHIR API as the server puts it together, but for the door that says who asks: that a test says itself.

import { projectionRoutes } from '#server/audit/projection-routes.js';
import { readAuditOver } from '#server/audit/read-audit-over.js';
import { policedApp } from '#server/authorization/policed-app.js';
import { type Policy } from '#server/authorization/policy.js';
import { type Principal } from '#server/authorization/principal.js';
import { rolePolicy } from '#server/authorization/role-policy.js';
import { assessRoutes } from '#server/fhir-api/assess-routes.js';
import { everythingRoutes } from '#server/fhir-api/everything-route.js';
import { fhirRoutes } from '#server/fhir-api/fhir-routes.js';
import { metadataRoutes } from '#server/fhir-api/metadata-routes.js';
import { type Reasoning, reasoningThread } from '#server/fhir-api/reasoning-thread.js';
import { unservedRoutes } from '#server/fhir-api/unserved-routes.js';
import { validateRoutes } from '#server/fhir-api/validate-routes.js';
import { type OpenClinic } from '#server/open-clinic.js';
import { type AuditRow } from '#server/store/audit-chain.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { type Repository } from '#server/store/repository.js';
import { START, testDefinitions, testWorld } from '../contract/store-world.js';
import { type Answered, CLINIC, ORIGIN, type Sent } from '../fhir-api/test-door.js';
import { evidence, knowledge } from '../pack.js';
import { definitions as fhir, validate } from './validator.js';

/** As at the test door; or the very bytes. */
export type SentHere = Sent | (Omit<Sent, 'body'> & { readonly body: Uint8Array });

export interface WholeApi {
  readonly repository: Repository;
  readonly reasoning: Reasoning;
  /** Asks below /fhir; null is nobody. */
  ask(who: Principal | null, method: string, path: string, sent?: SentHere): Promise<Answered>;
  /** The whole audit chain, once what waits is written. */
  audit(): Promise<readonly AuditRow[]>;
  close(): Promise<void>;
}

/** The API over a record in memory; the policy is the clinic's unless another is given. */
export function wholeApi(policy: Policy = rolePolicy()): WholeApi {
  const clock = testWorld();
  const repository = memoryRepository(testDefinitions(), clock);
  const world = {
    ...{ now: clock.now, newId: clock.newId },
    elapsed: () => performance.now(),
    random: (bytes: number) => new Uint8Array(bytes),
  };
  const readAudit = readAuditOver(repository, CLINIC, policy, world);
  const open = {
    ...{ kind: 'clinic', clinic: CLINIC, repository, policy, readAudit },
    ...{ definitions: testDefinitions(), validate, knowledge, world },
  } as unknown as OpenClinic;
  const reasoning = reasoningThread({
    module: new URL('../../dist/server/fhir-api/assess-worker.js', import.meta.url),
    ...{ knowledge, codes: evidence.findings },
  });
  const policed = policedApp();
  let who: Principal | null = null;
  policed.app.use('*', async (c, next) => {
    c.set('principal', who);
    c.set('open', open);
    c.set('origin', new URL(c.req.url).origin);
    c.set('requestId', 'r');
    await next();
  });
  metadataRoutes(policed, { definitions: testDefinitions(), fhir, knowledge, version: '1.2.3', since: START });
  validateRoutes(policed);
  assessRoutes(policed, reasoning);
  everythingRoutes(policed);
  projectionRoutes(policed);
  fhirRoutes(policed);
  unservedRoutes(policed);
  policed.check();
  return {
    repository,
    reasoning,
    ask: async (asker, method, path, { body, headers = {} } = {}) => {
      who = asker;
      const asIs = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
      const text = asIs ? body : JSON.stringify(body);
      const typed = text === undefined ? {} : { 'content-type': 'application/fhir+json' };
      const answer = await policed.app.request(`${ORIGIN}/fhir${path}`, {
        method,
        headers: { ...typed, ...headers },
        ...(text === undefined ? {} : { body: text as string | Uint8Array<ArrayBuffer> }),
      });
      const told = await answer.text();
      const json = told === '' ? null : JSON.parse(told);
      return { status: answer.status, headers: answer.headers, text: told, json };
    },
    audit: async () => {
      await readAudit.flush();
      return repository.auditRows(CLINIC, 1, 10_000);
    },
    close: async () => {
      await reasoning.close();
      await repository.close();
    },
  };
}
