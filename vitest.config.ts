import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['development', 'module', 'node'] };
const ssr = { resolve: { conditions: ['development', 'module', 'node'] } };

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    // On two cores the default leaves one idle.
    maxWorkers: '100%',
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
          exclude: ['test/journeys/**', 'test/pictures/**', 'node_modules/**'],
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts', 'test/pictures/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // A machine may be slow: what is waited for comes, or does not.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
