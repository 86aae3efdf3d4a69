// Every route says who may use it before it says what it does; one that does not is not started.
import { type Handler, type Hono } from 'hono';
import { type DoorEnv } from '../open-clinic.js';
import { type Role } from './principal.js';

/** Who may use a route at all; what they see through it the scope decides. */
export type RoutePolicy =
  /** Anybody: it shows nothing of anybody. */
  | 'public'
  /** Anybody, in order to become somebody: sign-in, set-up. */
  | 'entrance'
  /** Whoever is signed in, locked or not: lock, unlock, sign out. */
  | 'session'
  /** Whoever is signed in and not locked. */
  | 'signed-in'
  | { readonly roles: readonly Role[] };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Where a part of the server adds its routes. */
export interface Doorway {
  route(method: Method, path: string, policy: RoutePolicy, handler: Handler<DoorEnv>): void;
}

export interface PolicedApp extends Doorway {
  readonly app: Hono<DoorEnv>;
  /** Every route with its policy, for the tests that walk them all. */
  readonly routes: readonly { readonly method: Method; readonly path: string; readonly policy: RoutePolicy }[];
  /** Throws, naming it, when the app answers a route that has no policy. */
  check(): void;
}
