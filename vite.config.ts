// Builds the workstation; in development also serves the packs that `npm run build` left in dist/pack.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const RECORD = 'http://127.0.0.1:8787';
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

/** What the page can need without a network; the gallery and the server's own packs stay behind. */
const PACKS = ['knowledge', 'patients', 'anatomy', 'evidence'];
const BESIDE = ['icon.svg', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png', 'cluneal.webmanifest'];

/** Writes into the service worker which files there are and what is in them: a changed file is another worker. */
const offlineFiles: Plugin = {
  name: 'offline-files',
  apply: 'build',
  writeBundle({ dir }) {
    const web = dir!;
    const assets = readdirSync(join(web, 'assets')).filter((name) => !name.startsWith('gallery-'));
    const files: readonly (readonly [path: string, file: string])[] = [
      ['/', join(web, 'index.html')],
      ...[...assets.map((name) => `assets/${name}`), ...BESIDE].map((name) => [`/${name}`, join(web, name)] as const),
      ...PACKS.map((name) => [`/pack/${name}.json`, from(`./dist/pack/${name}.json`)] as const),
    ];
    const hashes = Object.fromEntries(
      files.map(([path, file]) => [path, createHash('sha256').update(readFileSync(file)).digest('hex')]),
    );
    const worker = join(web, 'service-worker.js');
    const text = readFileSync(worker, 'utf8');
    if (!text.includes('OFFLINE_FILES')) throw new Error('service-worker.js: OFFLINE_FILES is nowhere in it');
    writeFileSync(worker, text.replaceAll('OFFLINE_FILES', JSON.stringify(hashes)));
  },
};

// biome-ignore lint/style/noDefaultExport: vite reads the default export
export default defineConfig({
  root: from('./src/workstation'),
  plugins: [react(), packs, offlineFiles],
  resolve: { conditions: ['development', 'module', 'browser'] },
  // Accounts and record are those of `npm start` beside it; without it the page works without the record.
  server: { proxy: { '/account': RECORD, '/fhir': RECORD, '/audit': RECORD, '/break-glass': RECORD } },
  build: {
    outDir: from('./dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would need data: in the policy, and inlined scripts are refused by it.
    assetsInlineLimit: 0,
    // A style that a broken connection kept away is never asked for again by the loader of parts: all come with the page.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: from('./src/workstation/index.html'),
        gallery: from('./src/workstation/gallery.html'),
        'service-worker': from('./src/workstation/offline/worker/service-worker.ts'),
      },
      output: {
        // A worker reaches as far as its folder, and is known by its address.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
    reportCompressedSize: false,
    license: { fileName: 'licences.md' },
  },
});
