// The small server that gives away the certificate over plain HTTP, and nothing else.
import { createServer, type Server } from 'node:http';
import { CERTIFICATE_HEADERS, TRUST_HEADERS, type Trust, trustPage } from './trust-page.js';

/** Answers `/`, `/trust` and `/trust/certificate`; not yet listening. `trust` may change: it is asked each time. */
export function trustServer(trust: () => Trust): Server {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384 },
    (request, response) => {
      const reading = request.method === 'GET' || request.method === 'HEAD';
      const path = (request.url ?? '').split('?')[0];
      const send = (status: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array) => {
        // A body that came along is not wanted.
        request.resume();
        response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
        response.end(request.method === 'HEAD' ? undefined : body);
      };
      if (!reading) send(405, { allow: 'GET, HEAD', 'content-type': 'text/plain' }, 'GET only\n');
      else if (path === '/' || path === '/trust') send(200, TRUST_HEADERS, trustPage(trust()));
      else if (path === '/trust/certificate') send(200, CERTIFICATE_HEADERS, trust().authority);
      else send(404, { 'content-type': 'text/plain' }, 'not here: open /trust\n');
    },
  );
  // Whoever does not speak HTTP is let go.
  server.on('clientError', (_, socket) => socket.destroy());
  return server;
}
