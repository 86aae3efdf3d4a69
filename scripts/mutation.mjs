// Whether the tests bite: every piece of the code that keeps sides apart, decides who may see what, and logs who saw it
// is broken in small ways, one at a time, and some test must notice (Stryker). `--short` takes a few files, `--only NAME`
// one group. Ends with the score of each group and every survivor; exit 1 below the bar. stryker.config.json says what is
// passed over: literals with a space, which are words for people and SQL.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(ROOT);
const BAR = 95;
const REPORT = '.cache/mutation/report.json';

/** The lines of a function, for a file that does much else: `file.ts:12-30`. */
function functionIn(file, name) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const first = lines.findIndex((line) => new RegExp(`^(export )?(async )?function ${name}\\b`).test(line));
  if (first < 0) throw new Error(`no function ${name} in ${file}`);
  const last = lines.findIndex((line, i) => i > first && line === '}');
  return `${file}:${first + 1}-${last + 1}`;
}

const audit = (...names) => names.map((name) => `src/server/audit/${name}.ts`);
const testsOf = (...paths) => paths.map((path) => `${path}.test.ts`);
const besideAudit = (...names) => testsOf(...names.map((name) => `src/server/audit/${name}`), 'test/audit/loads');
const authorization = (...names) => names.map((name) => `src/server/authorization/${name}.ts`);

/** What is broken, and the tests that must notice. `short`: in the minutes of CI too. */
const GROUPS = [
  {
    name: 'laterality',
    mutate: [
      ...['src/core/finding.ts', 'src/core/shorthand.ts', 'src/core/anatomy/regions.ts', 'src/fhir/side.ts'],
      ...['mirror', 'finding-of-drawing', 'read-back'].map((name) => `src/core/drawing/${name}.ts`),
      functionIn('src/core/case-record.ts', 'readFinding'),
      functionIn('src/core/case-record.ts', 'contradictions'),
      functionIn('src/core/condition.ts', 'ofFinding'),
    ],
    tests: testsOf(
      ...['src/core/side-of-finding', 'src/core/anatomy/side-of-region', 'src/core/drawing/side-of-drawing'],
      'src/fhir/side',
    ),
    short: ['src/fhir/side.ts', 'src/core/finding.ts'],
  },
  {
    name: 'audit chain',
    mutate: ['src/server/store/audit-chain.ts'],
    tests: testsOf('src/server/store/audit-chain-rows'),
    short: ['src/server/store/audit-chain.ts'],
  },
  {
    name: 'audit rows and heads',
    mutate: [
      ...audit('audit-key', 'audit-files', 'heads-file', 'signed-head', 'heads', 'checked-heads', 'verified-file'),
      ...audit('query-hash', 'entries-of-shown', 'read-audit', 'read-audit-over', 'row-text', 'row-names'),
    ],
    tests: besideAudit(
      'audit-key',
      'signed-head',
      'heads',
      'checked-heads',
      'read-audit-over',
      'row-text',
      'row-names',
    ),
  },
  {
    name: 'audit verify',
    mutate: audit('verify', 'diagnosis', 'chain-source', 'record-to-verify'),
    tests: besideAudit('verify', 'diagnosis', 'chain-source', 'record-to-verify'),
  },
  {
    name: 'audit views',
    mutate: audit('audit-codes', 'audit-event', 'provenance', 'shown-row', 'found-rows', 'who-looked'),
    tests: besideAudit('audit-event', 'found-rows', 'who-looked'),
  },
  {
    name: 'audit doors',
    mutate: audit('names', 'row-search', 'projection-routes', 'audit-routes'),
    tests: ['audit-event', 'log-search', 'provenance', 'who-looked'].map((name) => `test/audit/${name}.test.ts`),
  },
  {
    name: 'authorization',
    mutate: [
      ...authorization('about-patient', 'audit-view', 'matrix', 'objection', 'policed-app', 'principal'),
      ...authorization('role-policy', 'route-refusal', 'rule-words'),
    ],
    tests: testsOf(
      ...['matrix', 'objection', 'policed-app', 'role-policy'].map((name) => `src/server/authorization/${name}`),
    ),
  },
];

/** Runs one group; its mutants with their place and fate. */
function run(mutate, names) {
  rmSync(REPORT, { force: true });
  mkdirSync(dirname(REPORT), { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'stryker.config.json', '--mutate', mutate.join(',')],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, MUTATION_TESTS: names.join(',') } },
  );
  if (status !== 0) throw new Error(`stryker ended with ${status}: run it by hand to see why`);
  const { files } = JSON.parse(readFileSync(REPORT, 'utf8'));
  return Object.entries(files).flatMap(([file, { mutants, source }]) => {
    const lines = source.split('\n');
    return mutants.map((mutant) => ({ file, ...mutant, line: lines[mutant.location.start.line - 1].trim() }));
  });
}

const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];
const words = process.argv.slice(2);
const short = words.includes('--short');
const only = words.includes('--only') ? words[words.indexOf('--only') + 1] : null;
const chosen = GROUPS.filter((group) => (only === null || group.name === only) && (!short || group.short));
if (chosen.length === 0) throw new Error(`no such group: ${only}: there are ${GROUPS.map((g) => g.name).join(', ')}`);

const table = [];
for (const group of chosen) {
  const started = performance.now();
  const mutants = run(short ? group.short : group.mutate, group.tests);
  const missed = mutants.filter((m) => MISSED.includes(m.status));
  const noticed = mutants.filter((m) => NOTICED.includes(m.status)).length;
  for (const { file, location, mutatorName, replacement, line } of missed)
    console.log(
      `${file}:${location.start.line}:${location.start.column} ${mutatorName} -> ${replacement?.replace(/\s+/g, ' ').slice(0, 80)}\n    ${line}`,
    );
  table.push({ name: group.name, noticed, missed: missed.length, seconds: (performance.now() - started) / 1000 });
}

const scoreOf = ({ noticed, missed }) => (100 * noticed) / Math.max(1, noticed + missed);
console.log('\ngroup                 mutants  noticed  score    seconds');
for (const row of table)
  console.log(
    `${row.name.padEnd(20)} ${String(row.noticed + row.missed).padStart(8)} ${String(row.noticed).padStart(8)} ${scoreOf(row).toFixed(1).padStart(6)} % ${row.seconds.toFixed(0).padStart(8)}`,
  );
const low = table.filter((row) => scoreOf(row) < BAR);
if (low.length > 0) console.log(`\nbelow ${BAR} %: ${low.map((row) => row.name).join(', ')}`);
process.exit(low.length > 0 ? 1 : 0);
