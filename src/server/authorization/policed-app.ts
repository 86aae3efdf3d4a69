// The app whose routes cannot exist without a policy: the one way in registers the check and the handler as one, and what
// came in any other way is named before the server starts.
import { type Context, type Handler, Hono } from 'hono';
import { TrieRouter } from 'hono/router/trie-router';
import { type DoorEnv } from '../open-clinic.js';
import { type Method, type PolicedApp, type RoutePolicy } from './route-policy.js';
import { nothingHere, notInThisRole, notSignedIn, wrongMethod } from './route-refusal.js';

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The refusal of whoever the policy does not let through; null lets the handler run. */
function stopped(c: Context<DoorEnv>, policy: RoutePolicy): Response | null {
  // A locked session has no principal, so its own handlers (lock, unlock, sign out) look it up by its token.
  if (policy === 'public' || policy === 'entrance' || policy === 'session') return null;
  const principal = c.get('principal');
  if (!principal) return notSignedIn(c);
  if (policy === 'signed-in' || policy.roles.includes(principal.role)) return null;
  c.get('open')?.readAudit.refused(principal, { action: 'refused' });
  return notInThisRole(c, principal.role);
}

/** An app without routes. HEAD follows GET; any other method that a known path does not answer is 405 with Allow. */
export function policedApp(): PolicedApp {
  const app = new Hono<DoorEnv>();
  const routes: { readonly method: Method; readonly path: string; readonly policy: RoutePolicy }[] = [];
  const policed = new Set<unknown>();
  const known = new TrieRouter<Method>();

  app.notFound((c) => {
    const methods = METHODS.filter((method) => known.match(method, c.req.path)[0].length > 0);
    return methods.length > 0
      ? wrongMethod(
          c,
          methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
        )
      : nothingHere(c);
  });

  return {
    app,
    routes,
    route(method, path, policy, handler) {
      if (routes.some((r) => r.method === method && r.path === path))
        throw new Error(`two handlers for ${method} ${path}: the second would never run`);
      const guarded: Handler<DoorEnv> = (c, next) => stopped(c, policy) ?? handler(c, next);
      policed.add(guarded);
      routes.push({ method, path, policy });
      known.add(method, path, method);
      app.on(method, path, guarded);
    },
    check() {
      const bare = app.routes.filter(
        ({ method, path, handler }) =>
          // What looks at every request of a part and passes it on is no route.
          !policed.has(handler) && !(method === 'ALL' && path.endsWith('*') && handler.length >= 2),
      );
      if (bare.length > 0)
        throw new Error(
          `routes without a policy: ${bare.map(({ method, path }) => `${method} ${path}`).join(', ')}; add them through Doorway.route`,
        );
    },
  };
}
