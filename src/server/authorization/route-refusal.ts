// A refusal before any handler runs, in the words of the part of the server that was asked: an OperationOutcome under
// /fhir, a plain JSON error elsewhere.
import { type Context } from 'hono';
import { NOT_FOUND, OUR_MISTAKE, type RefusalKind, refusal, statusOf } from '#fhir/outcome.js';
import { type OperationOutcome } from '#fhir/r4.js';
import { type DoorEnv } from '../open-clinic.js';

/** True for paths of the FHIR API. */
export const isFhir = (path: string): boolean => path === '/fhir' || path.startsWith('/fhir/');

/** The outcome in the words of the part that was asked, with the status it stands for. */
export function answerRefusal(
  c: Context<DoorEnv>,
  outcome: OperationOutcome,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const [issue] = outcome.issue;
  const fhir = isFhir(c.req.path);
  const body = fhir ? outcome : { error: { what: issue!.details!.text!, mend: issue!.diagnostics! } };
  return new Response(JSON.stringify(body), {
    status: statusOf(outcome),
    headers: {
      'content-type': `${fhir ? 'application/fhir+json' : 'application/json'}; charset=utf-8`,
      'cache-control': 'no-store',
      ...headers,
    },
  });
}

const refuse = (
  c: Context<DoorEnv>,
  kind: RefusalKind,
  what: string,
  mend: string,
  headers: Readonly<Record<string, string>> = {},
): Response => answerRefusal(c, refusal(kind, { what, mend }), headers);

/** Sent to a name that is not ours. */
export const misdirected = (c: Context<DoorEnv>): Response =>
  refuse(
    c,
    'misdirected',
    'the request was sent to a name that this server does not answer to',
    'use the address that the server printed when it started',
  );

/** Our own failure, without a word of what it was: that stands in the log, under the request's id. */
export const ourMistake = (c: Context<DoorEnv>): Response => answerRefusal(c, OUR_MISTAKE);

/** Nobody is signed in, or the screen is locked: the two are one answer, for only the account's own screen asks which. */
export const notSignedIn = (c: Context<DoorEnv>): Response =>
  refuse(c, 'login-required', 'nobody is signed in, or the screen is locked', 'sign in, or unlock the screen', {
    'www-authenticate': 'Bearer realm="cluneal"',
  });

/** Signed in, but in a role that has no business here. */
export const notInThisRole = (c: Context<DoorEnv>, role: string): Response =>
  refuse(c, 'forbidden', `the role ${role} may not use this`, 'change to a role that may, if you hold one');

/** The path is known, the method is not. */
export const wrongMethod = (c: Context<DoorEnv>, allow: readonly string[]): Response =>
  refuse(c, 'method-not-allowed', `${c.req.method} is not answered here`, `use ${allow.join(' or ')}`, {
    allow: allow.join(', '),
  });

/** Nothing answers at this path. */
export const nothingHere = (c: Context<DoorEnv>): Response =>
  isFhir(c.req.path)
    ? answerRefusal(c, NOT_FOUND, {})
    : refuse(c, 'not-found', 'nothing answers at this address', 'check the address');
