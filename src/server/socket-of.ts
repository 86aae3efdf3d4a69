// The request and the answer as Node has them, where the app is served by a socket and not asked in a test.
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Context } from 'hono';

interface OnSocket {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

const bindings = (c: Context): OnSocket => (c.env as OnSocket | undefined) ?? {};

/** The request that has come in; undefined where there is no socket. */
export const incomingOf = (c: Context): IncomingMessage | undefined => bindings(c).incoming;

/** The answer that goes out; undefined where there is no socket. */
export const outgoingOf = (c: Context): ServerResponse | undefined => bindings(c).outgoing;
