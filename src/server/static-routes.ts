// The workstation's files and the packs it reasons with: the same for everybody, nothing of anybody.
import { join } from 'node:path';
import { type Context } from 'hono';
import { type Doorway } from './authorization/route-policy.js';
import { encodingFor, fileReader } from './compressed-file.js';
import { type DoorEnv } from './open-clinic.js';

/** Named by their content, so they never change under a name. */
const FOREVER = 'public, max-age=31536000, immutable';
/** Kept, but asked about each time: an update must be seen at the next load. */
const REVALIDATED = 'no-cache';

/** Adds the files of a `dist` folder that holds `web/` and `pack/`. */
export function staticRoutes(doorway: Doorway, root: string): void {
  const web = fileReader(join(root, 'web'));
  const pack = fileReader(join(root, 'pack'));
  const send = async (
    c: Context<DoorEnv>,
    read: ReturnType<typeof fileReader>,
    path: string,
    keep: string,
  ): Promise<Response> => {
    const body = await read(path, encodingFor(c.req.header('accept-encoding')));
    if (!body) return c.text('not found\n', 404);
    c.header('etag', body.etag);
    c.header('cache-control', keep);
    c.header('vary', 'accept-encoding');
    const known = c.req.header('if-none-match')?.split(',');
    if (known?.some((tag) => tag.trim() === body.etag)) return c.body(null, 304);
    c.header('content-type', body.type);
    if (body.encoding !== 'identity') c.header('content-encoding', body.encoding);
    return c.body(body.bytes);
  };
  const add = (path: string, answer: (c: Context<DoorEnv>) => Promise<Response>) =>
    doorway.route('GET', path, 'public', answer);
  add('/', (c) => send(c, web, 'index.html', REVALIDATED));
  add('/gallery', (c) => send(c, web, 'gallery.html', REVALIDATED));
  add('/assets/*', (c) => send(c, web, c.req.path, FOREVER));
  add('/pack/:name', (c) => send(c, pack, c.req.param('name') ?? '', REVALIDATED));
  add('/:name', (c) => send(c, web, c.req.param('name') ?? '', REVALIDATED));
}
