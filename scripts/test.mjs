// All tests, part by part with their times; ends with "N passed, N failed". `npm test -- PATTERN` runs the matching
// test files only.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumPath, installChromium } from './chromium.mjs';
import { installFromDebian } from './debian.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const bin = (name) => join(root, 'node_modules/.bin', name);
const pattern = process.argv.slice(2);
const times = [];
let passed = 0;
let failed = 0;

const timed = (name, work) => {
  const started = performance.now();
  console.log(`\n== ${name}`);
  const ok = work();
  times.push([name, (performance.now() - started) / 1000, ok]);
};

/** A part that either holds or does not: counted as one test. */
const part = (name, command, args) =>
  timed(name, () => {
    const ok = spawnSync(command, args, { stdio: 'inherit' }).status === 0;
    if (ok) passed++;
    else failed++;
    return ok;
  });

const vitest = (name, project) =>
  timed(name, () => {
    const report = join(root, '.cache', `vitest-${project}.json`);
    mkdirSync(dirname(report), { recursive: true });
    rmSync(report, { force: true });
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const status = spawnSync(bin('vitest'), [...args, ...pattern], { stdio: 'inherit' }).status;
    if (!existsSync(report)) {
      failed++;
      return false;
    }
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    // A file that does not load fails no test of its own.
    if (status !== 0 && result.numFailedTests === 0) failed++;
    return status === 0;
  });

if (pattern.length === 0) part('check', process.execPath, ['scripts/check.mjs']);
// The record's contract runs on a PostgreSQL too; without one the tests skip it by name, and fail in CI.
if (!existsSync('/usr/lib/postgresql') && !process.env.CLUNEAL_TEST_POSTGRES)
  timed('postgresql', () => {
    installFromDebian('postgresql');
    return true;
  });
vitest('unit, laws and cases', 'unit');
timed('chromium', () => {
  if (!chromiumPath()) installChromium();
  const found = chromiumPath();
  console.log(found ?? 'no chromium: install it, or name one in CLUNEAL_CHROMIUM');
  if (!found) failed++;
  return Boolean(found);
});
if (chromiumPath()) vitest('journeys in a browser', 'journeys');
if (pattern.length === 0) {
  part('bench (three times the bars)', process.execPath, ['scripts/bench.mjs', '--ci']);
  // The record's slow proofs in their short form; the README says how long the long ones are.
  const proof = (name, script, ...args) => part(name, process.execPath, [script, ...args]);
  proof('50 kills of the server', 'test/durability/server-crash.mjs', '--kills', '50');
  proof('200 power cuts', 'test/durability/power-cut.mjs', '--images', '200');
  proof('40 disk faults', 'test/durability/disk-fault.mjs', '--runs', '40');
  proof('5 backups under load', 'test/operations/backup-under-load.mjs', '--times', '5');
  proof('20,000 fuzzed requests', 'test/fuzz/fuzz.mjs');
  proof('load on the server', 'test/load/server-load.mjs', '--ci');
  proof('branches of the guarded code', 'scripts/coverage.mjs');
  proof('mutants of the guarded code', 'scripts/mutation.mjs', '--short');
}

console.log('\npart                            seconds');
for (const [name, seconds, ok] of times)
  console.log(`${name.padEnd(30)} ${seconds.toFixed(1).padStart(8)}${ok ? '' : '  FAILED'}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
