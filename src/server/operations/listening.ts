// One server that listens: its limits, its errors in words, and a stop that lets those who are being answered finish.
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { answerBroken } from './broken-request.js';
import { OperatorError } from './data-folder.js';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export interface Pem {
  readonly certificate: string;
  readonly key: string;
}

const MOST_HEADER_BYTES = 16 * 1024;

/** Slow or endless requests are ended, so that nobody can hold all connections. */
const LIMITS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than a proxy in front keeps its own, so that it never sends into a connection that is being closed.
  keepAliveTimeout: 65_000,
  maxHeaderSize: MOST_HEADER_BYTES,
  connectionsCheckingInterval: 5_000,
};

const IDLE_EVERY_MS = 50;

/** A server over TLS where a certificate is given. */
export function limitedServer(listener: Listener, tls: Pem | null): Server | TlsServer {
  const server = tls
    ? createTlsServer({ ...LIMITS, cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' }, listener)
    : createServer(LIMITS, listener);
  answerBroken(server, MOST_HEADER_BYTES);
  return server;
}

/** Listens; the port it got. Throws in words. */
export function listening(server: Server | TlsServer, host: string, port: number, flag = '--port'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, host, port, flag)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number, flag: string): Error {
  const at = `port ${port} on ${host}`;
  if (error.code === 'EADDRINUSE')
    return new OperatorError(`${at} is taken: stop what uses it, or choose another with ${flag}`);
  if (error.code === 'EACCES')
    return new OperatorError(`${at} may not be opened by this user: choose one above 1023 with ${flag}`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new OperatorError(`${host} is no address of this machine: name one of its own with --host`);
  return error;
}

/** Takes no more, lets what runs finish within so many milliseconds, then cuts what is left. */
export function stopped(server: Server | TlsServer, grace: number): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), grace);
    // A connection that has just been answered stays open for a next request that will not be taken.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_EVERY_MS);
    server.close(() => {
      clearTimeout(late);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
