// Builds the workstation; in development also serves the packs that `npm run build` left in dist/pack.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const packs: Plugin = {
  name: 'packs',
  configureServer(server) {
    server.middlewares.use('/pack', async (request, response, next) => {
      const name = basename((request.url ?? '').split('?')[0] ?? '');
      try {
        const body = await readFile(from(`./dist/pack/${name}`));
        response.setHeader('content-type', 'application/json');
        response.end(body);
      } catch {
        next();
      }
    });
  },
};

// biome-ignore lint/style/noDefaultExport: vite reads the default export
export default defineConfig({
  root: from('./src/workstation'),
  plugins: [react(), packs],
  resolve: { conditions: ['development', 'module', 'browser'] },
  build: {
    outDir: from('./dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would need data: in the policy, and inlined scripts are refused by it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: from('./src/workstation/index.html'), gallery: from('./src/workstation/gallery.html') },
    },
    reportCompressedSize: false,
    license: { fileName: 'licences.md' },
  },
});
