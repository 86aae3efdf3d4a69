// Whether the tests bite: every piece of the guarded code is broken in small ways, one at a time, and some test must notice
// (Stryker). `--short` takes a few files, `--only NAME` one group. Ends with the score of each group and every survivor;
// exit 1 below the bar. stryker.config.json says what is passed over: literals with a space, which are words for people
// and SQL.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { GROUPS } from './guarded-code.mjs';

const BAR = 95;
const REPORT = '.cache/mutation/report.json';

/** Runs the tests over each mutant of the code; the mutants with their place and fate. */
function run(code, tests) {
  rmSync(REPORT, { force: true });
  mkdirSync(dirname(REPORT), { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'stryker.config.json', '--mutate', code.join(',')],
    { stdio: ['ignore', 2, 'inherit'], env: { ...process.env, MUTATION_TESTS: tests.join(',') } },
  );
  if (status !== 0) throw new Error(`stryker ended with ${status}: run it by hand to see why`);
  const { files } = JSON.parse(readFileSync(REPORT, 'utf8'));
  return Object.entries(files).flatMap(([file, { mutants, source }]) => {
    const lines = source.split('\n');
    return mutants.map((mutant) => ({ file, ...mutant, line: lines[mutant.location.start.line - 1].trim() }));
  });
}

const words = process.argv.slice(2);
const short = words.includes('--short');
const only = words.includes('--only') ? words[words.indexOf('--only') + 1] : null;
const chosen = GROUPS.filter((group) => (only === null || group.name === only) && (!short || group.short));
if (chosen.length === 0) throw new Error(`no such group: ${only}: there are ${GROUPS.map((g) => g.name).join(', ')}`);

const started = performance.now();
const secondsSince = (then) => ((performance.now() - then) / 1000).toFixed(0);
const codeOf = (group) => (short ? group.short : group.code);

/** How many mutants of a group had which fate; prints those that no test noticed. */
function rowOf({ name }, mutants) {
  const count = (...fates) => mutants.filter(({ status }) => fates.includes(status)).length;
  for (const { file, location, mutatorName, replacement, line, status } of mutants)
    if (status === 'Survived' || status === 'NoCoverage')
      console.log(
        `${file}:${location.start.line}:${location.start.column} ${mutatorName} -> ${replacement?.replace(/\s+/g, ' ').slice(0, 80)}\n    ${line}`,
      );
  const slow = count('Timeout');
  return { name, noticed: count('Killed') + slow, slow, missed: count('Survived', 'NoCoverage') };
}

// Each start of Stryker costs seconds, so the short form has one for all groups.
const table = [];
for (const groups of short ? [chosen] : chosen.map((group) => [group])) {
  const then = performance.now();
  const mutants = run(
    groups.flatMap(codeOf),
    groups.flatMap(({ tests }) => tests),
  );
  const seconds = short ? '' : secondsSince(then);
  for (const group of groups) {
    const files = codeOf(group).map((code) => code.split(':')[0]);
    table.push({
      ...rowOf(
        group,
        mutants.filter(({ file }) => files.includes(file)),
      ),
      seconds,
    });
  }
}

const scoreOf = ({ noticed, missed }) => (100 * noticed) / (noticed + missed);
const columns = (name, ...cells) => `${name.padEnd(20)}${cells.map((cell) => String(cell).padStart(10)).join('')}`;
// "By time": the mutant never came to an end. A machine under load or stopped for a while makes some of these by itself.
console.log(`\n${columns('group', 'mutants', 'noticed', 'by time', 'score', 'seconds')}`);
for (const row of table) {
  const { name, noticed, slow, missed, seconds } = row;
  console.log(columns(name, noticed + missed, noticed, slow, `${scoreOf(row).toFixed(1)} %`, seconds));
}
console.log(`took ${secondsSince(started)} s`);
// A group of no mutants has no score, and that is no pass.
const low = table.filter((row) => !(scoreOf(row) >= BAR));
if (low.length > 0) console.log(`below ${BAR} %: ${low.map((row) => row.name).join(', ')}`);
process.exit(low.length > 0 ? 1 : 0);
