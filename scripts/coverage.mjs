// Branch coverage of the code that keeps sides apart, decides who may see what and logs who saw it: 100 %, or exit 1. Ends
// with the table of files.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const FILES = [
  ...['src/server/audit/**', 'src/server/authorization/**', 'src/server/store/audit-chain.ts', 'src/fhir/side.ts'],
  ...['finding', 'shorthand', 'condition', 'case-record', 'anatomy/regions'].map((name) => `src/core/${name}.ts`),
  ...['mirror', 'finding-of-drawing', 'read-back'].map((name) => `src/core/drawing/${name}.ts`),
];
const TESTS = [
  ...['src/server/audit', 'src/server/authorization', 'src/server/store/audit-chain', 'src/fhir/side'],
  ...['test/audit/audit-event', 'test/audit/log-search', 'test/audit/provenance', 'test/audit/who-looked'],
  ...['src/core/side-of-finding', 'src/core/condition', 'src/core/case-record', 'src/core/anatomy/side-of-region'],
  ...['src/core/drawing/side-of-drawing', 'src/cli/audit-verify'],
];
const { status } = spawnSync(
  process.execPath,
  [
    ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...TESTS, '--coverage'],
    ...['--reporter=json', '--outputFile.json=.cache/coverage/tests.json'],
    ...[
      '--coverage.reporter=text',
      '--coverage.reportsDirectory=.cache/coverage',
      '--coverage.thresholds.branches=100',
    ],
    ...FILES.map((file) => `--coverage.include=${file}`),
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
