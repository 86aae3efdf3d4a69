// The answers of the accounts' routes: JSON that nobody keeps, and refusals as they are told everywhere.
import { type Context } from 'hono';
import { refusal, statusOf } from '#fhir/outcome.js';
import { isFhir } from '../authorization/route-refusal.js';
import { type DoorEnv } from '../open-clinic.js';
import { type Objection } from './objection.js';

/** A JSON answer. */
export function told(
  c: Context<DoorEnv>,
  body: object,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  c.header('content-type', 'application/json; charset=utf-8');
  c.header('cache-control', 'no-store');
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return c.body(JSON.stringify(body), status as 200);
}

/** A refusal: an OperationOutcome under /fhir, the plain error elsewhere. */
export function refused(c: Context<DoorEnv>, { kind, what, mend, retryAfter }: Objection): Response {
  const outcome = refusal(kind, { what, mend });
  const status = statusOf(outcome);
  const headers = {
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="cluneal"' } : {}),
    ...(isFhir(c.req.path) ? { 'content-type': 'application/fhir+json; charset=utf-8' } : {}),
  };
  return told(c, isFhir(c.req.path) ? outcome : { error: { what, mend } }, status, headers);
}
