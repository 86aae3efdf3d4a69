// What is answered to a request that never became one: headers too long, too slow, or no HTTP. No handler sees it, so it
// is answered on the socket, in the words every other refusal has.
import { type Server, STATUS_CODES } from 'node:http';
import { type Server as TlsServer } from 'node:https';
import { type Socket } from 'node:net';
import { refusal } from '#fhir/outcome.js';
import { type OperationOutcome } from '#fhir/r4.js';

/** Nobody who does not read the answer holds a connection by it. */
const MOST_WAIT_MS = 2_000;

interface Broken {
  readonly status: number;
  readonly outcome: OperationOutcome;
}

function brokenBy(code: string | undefined, mostHeader: number): Broken {
  if (code === 'HPE_HEADER_OVERFLOW')
    return {
      status: 431,
      outcome: refusal('too-large', {
        what: `the address and the headers together have more than ${mostHeader} bytes`,
        mend: 'send long searches as a form to [base]/TYPE/_search, and fewer or smaller headers and cookies',
      }),
    };
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return {
      status: 413,
      outcome: refusal('too-large', { what: 'the chunk extensions are too long', mend: 'send none' }),
    };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return {
      status: 408,
      outcome: refusal('took-too-long', {
        what: 'the request did not come to its end in time',
        mend: 'send it again, all of it at once',
      }),
    };
  return {
    status: 400,
    outcome: refusal('bad-element', { what: 'this is no HTTP request', mend: 'send one of HTTP/1.1' }),
  };
}

/** The whole answer as it goes over the wire. */
export function brokenAnswer(code: string | undefined, mostHeader: number): string {
  const { status, outcome } = brokenBy(code, mostHeader);
  const body = JSON.stringify(outcome);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/fhir+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

/** Node's own note of the answer that is under way on a socket: a second one must not be written into it. */
type Answering = Socket & { readonly _httpMessage?: { readonly headersSent: boolean } | null };

/** Answers what breaks on the sockets of the server. */
export function answerBroken(server: Server | TlsServer, mostHeader: number): void {
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Answering;
    if (!socket.writable || socket._httpMessage?.headersSent) {
      socket.destroy(error);
      return;
    }
    const late = setTimeout(() => socket.destroy(), MOST_WAIT_MS);
    socket.once('close', () => clearTimeout(late));
    socket.end(brokenAnswer(error.code, mostHeader), () => socket.destroy());
  });
}
