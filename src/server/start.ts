// Starts and stops the server. Host, port and folder are arguments: only the command line reads the environment.

import { existsSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { routes } from './routes.js';

export interface StartOptions {
  /** 127.0.0.1 unless somebody has decided otherwise. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The `dist` folder: `web/` and `pack/` inside. */
  readonly root: string;
  readonly log?: (line: string) => void;
}

export interface Running {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const NEEDED = ['web/index.html', 'pack/knowledge.json', 'pack/evidence.json', 'pack/patients.json'];

/** Listens, or fails with a message that says what to do. */
export async function start({ host = '127.0.0.1', port, root, log = () => {} }: StartOptions): Promise<Running> {
  const missing = NEEDED.filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0)
    throw new Error(`nothing to serve: ${missing.join(', ')} not found in ${root}: run npm run build first`);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: routes(root).fetch, hostname: host, port });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new Error(`port ${port} on ${host} is taken: stop what uses it, or choose another port`));
      else if (error.code === 'EACCES')
        reject(new Error(`port ${port} on ${host} may not be opened by this user: choose a port above 1023`));
      else reject(error);
    });
    server.once('listening', () => {
      const at = (server.address() as AddressInfo).port;
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${at}/`;
      log(`Cluneal is at ${url}`);
      resolve({
        url,
        port: at,
        close: () =>
          new Promise((done, failed) => {
            server.close((error) => (error ? failed(error) : done()));
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
  });
}
