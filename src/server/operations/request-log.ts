// Names each request, and writes its line when it has been answered.
import { createHash } from 'node:crypto';
import { type Context, type MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { type DoorEnv } from '../open-clinic.js';
import { outgoingOf } from '../socket-of.js';
import { type ServerWorld } from '../world.js';
import { failureOf, type ServerLog } from './server-log.js';

/** Methods as HTTP names them; another is told as that, for a client could write a name into it. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** An account in a line: the same for the same account, and not its id. */
export function hashOfAccount(account: string): string {
  const before = hashes.get(account);
  if (before) return before;
  const made = createHash('sha256').update(`cluneal/log\0${account}`).digest('hex').slice(0, 12);
  if (hashes.size >= MOST_HASHES) hashes.clear();
  hashes.set(account, made);
  return made;
}
const hashes = new Map<string, string>();
const MOST_HASHES = 1_000;

/** The pattern of the route that answered: the first that fits. What looks at all requests on their way is no route. */
function routeOf(c: Context<DoorEnv>): string {
  return matchedRoutes(c).find((route) => route.method !== 'ALL')?.path ?? 'none';
}

/** Sets `requestId`, answers it in `x-request-id`, and logs the answer. */
export function requestLog(log: ServerLog, world: ServerWorld): MiddlewareHandler<DoorEnv> {
  return async (c, next) => {
    const began = world.elapsed();
    const id = world.newId();
    c.set('requestId', id);
    const outgoing = outgoingOf(c);
    outgoing?.setHeader('x-request-id', id);
    await next();
    const { status } = c.res;
    if (!outgoing) c.res.headers.set('x-request-id', id);
    const principal = c.get('principal');
    log.write({
      kind: 'request',
      level: status >= 500 ? 'error' : status === 429 ? 'warn' : 'info',
      id,
      method: METHODS.has(c.req.method) ? c.req.method : 'other',
      route: routeOf(c),
      status,
      ms: Math.round((world.elapsed() - began) * 10) / 10,
      ...(principal ? { account: hashOfAccount(principal.account) } : {}),
    });
  };
}

/** Tells of a mistake of ours without its message. For the app's `onError`. */
export function logFailure(log: ServerLog, requestId: string | undefined, error: unknown): void {
  log.write({
    ...{ kind: 'event', level: 'error', event: 'failure' },
    ...(requestId === undefined ? {} : { id: requestId }),
    ...failureOf(error),
  });
}
