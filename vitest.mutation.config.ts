// The tests that mutation testing runs: those named by the caller (scripts/mutation.mjs), nothing else.
import { defineConfig } from 'vitest/config';

const conditions = ['development', 'module', 'node'];

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: (process.env.MUTATION_TESTS ?? '').split(','),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
