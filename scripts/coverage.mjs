// Whether every way through the guarded code is walked by the tests that guard it: branch coverage 100 % in each group,
// or exit 1 with the places where it is not.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { GROUPS } from './guarded-code.mjs';

const FOLDER = '.cache/coverage';
const place = (code) => {
  const [file, lines = '1-1000000'] = code.split(':');
  const [first, last] = lines.split('-').map(Number);
  return { file, first, last };
};
const places = GROUPS.map(({ code }) => code.map(place));
const files = [...new Set(places.flat().map(({ file }) => file))];
const tests = [...new Set(GROUPS.flatMap((group) => group.tests))];

rmSync(FOLDER, { recursive: true, force: true });
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [
    ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.mutation.config.ts', '--coverage'],
    ...['--coverage.reporter=json', `--coverage.reportsDirectory=${FOLDER}`],
    ...files.map((file) => `--coverage.include=${file}`),
  ],
  { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, MUTATION_TESTS: tests.join(',') } },
);
if (status !== 0) {
  process.stderr.write(`${stdout}${stderr}`);
  process.exit(1);
}

const report = JSON.parse(readFileSync(`${FOLDER}/coverage-final.json`, 'utf8'));
const branchesOf = new Map(
  Object.entries(report).map(([path, { b, branchMap }]) => [
    relative(process.cwd(), path).replaceAll('\\', '/'),
    Object.entries(branchMap).flatMap(([id, { type, locations, loc }]) =>
      // An else that is not written has no place of its own.
      locations.map(({ start }, i) => ({ type, at: start.line === undefined ? loc.start : start, times: b[id][i] })),
    ),
  ]),
);

let missed = 0;
const rows = GROUPS.map(({ name }, i) => {
  const branches = places[i].flatMap(({ file, first, last }) => {
    const all = branchesOf.get(file);
    if (!all) throw new Error(`the report does not tell of ${file}`);
    return all.filter(({ at }) => at.line >= first && at.line <= last).map((branch) => ({ file, ...branch }));
  });
  const never = branches.filter(({ times }) => times === 0);
  for (const { file, at, type } of never) console.log(`never walked: ${file}:${at.line}:${at.column + 1} (${type})`);
  missed += never.length;
  const share = (100 * (branches.length - never.length)) / Math.max(1, branches.length);
  return `${name.padEnd(20)} ${String(branches.length).padStart(9)} ${String(branches.length - never.length).padStart(8)} ${share.toFixed(1).padStart(6)} %`;
});
console.log(`\n${['group                 branches   walked    share', ...rows].join('\n')}`);
process.exit(missed > 0 ? 1 : 0);
