// The request and the answer as Node has them, where the app is served by a socket and not asked in a test.
import { IncomingMessage, type ServerResponse } from 'node:http';
import { type Context } from 'hono';

interface OnSocket {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

const bindings = (c: Context): OnSocket => (c.env as OnSocket | undefined) ?? {};

/** The request that has come in; undefined where there is no socket. */
export function incomingOf(c: Context): IncomingMessage | undefined {
  const { incoming } = bindings(c);
  return incoming instanceof IncomingMessage ? incoming : undefined;
}

/** The answer that goes out; undefined where there is no socket. */
export const outgoingOf = (c: Context): ServerResponse | undefined => bindings(c).outgoing;
