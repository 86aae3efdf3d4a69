// The whole HTTP face on one page: the workstation and the packs it reasons with. No patient ever reaches the server;
// the reasoning runs in the browser.

import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { encodingFor, fileReader } from './compressed-file.js';
import { securityHeaders } from './security-headers.js';

/** Named by their content, so they never change under a name. */
const FOREVER = 'public, max-age=31536000, immutable';
/** Kept, but asked about each time: an update must be seen at the next load. */
const REVALIDATED = 'no-cache';

/** The app over a `dist` folder that holds `web/` and `pack/`. */
export function routes(root: string): Hono {
  const web = fileReader(join(root, 'web'));
  const pack = fileReader(join(root, 'pack'));
  const app = new Hono();
  app.use(securityHeaders);

  const send = async (
    c: Context,
    read: ReturnType<typeof fileReader>,
    path: string,
    keep: string,
  ): Promise<Response> => {
    const body = await read(path, encodingFor(c.req.header('accept-encoding')));
    if (!body) return c.text('not found\n', 404);
    c.header('etag', body.etag);
    c.header('cache-control', keep);
    c.header('vary', 'accept-encoding');
    if (
      c.req
        .header('if-none-match')
        ?.split(',')
        .some((tag) => tag.trim() === body.etag)
    )
      return c.body(null, 304);
    c.header('content-type', body.type);
    if (body.encoding !== 'identity') c.header('content-encoding', body.encoding);
    return c.body(body.bytes);
  };

  app.get('/', (c) => send(c, web, 'index.html', REVALIDATED));
  app.get('/gallery', (c) => send(c, web, 'gallery.html', REVALIDATED));
  app.get('/assets/*', (c) => send(c, web, c.req.path, FOREVER));
  app.get('/pack/:name', (c) => send(c, pack, c.req.param('name'), REVALIDATED));
  app.get('/:name', (c) => send(c, web, c.req.param('name'), REVALIDATED));
  app.notFound((c) => c.text('not found\n', 404));
  app.onError((_, c) => c.text('something failed here; nothing of yours was lost\n', 500));
  return app;
}
