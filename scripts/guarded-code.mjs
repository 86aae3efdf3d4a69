// The code where a small mistake harms a patient or a right: it keeps sides apart, decides who may see what, and logs who
// saw it. In groups, each with the tests that must notice when it breaks. mutation.mjs and coverage.mjs hold it to bars.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

/** The lines of a function, for a file that does much else: `file.ts:12-30`. */
function functionIn(file, name) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const first = lines.findIndex((line) => new RegExp(`^(export )?(async )?function ${name}\\b`).test(line));
  if (first < 0) throw new Error(`no function ${name} in ${file}`);
  const last = lines.findIndex((line, i) => i > first && line === '}');
  return `${file}:${first + 1}-${last + 1}`;
}

const AUDIT = 'src/server/audit';
const AUTHORIZATION = 'src/server/authorization';
const inFolder = (folder, ...names) => names.map((name) => `${folder}/${name}.ts`);
const audit = (...names) => inFolder(AUDIT, ...names);
const authorization = (...names) => inFolder(AUTHORIZATION, ...names);
const testsOf = (...paths) => paths.map((path) => `${path}.test.ts`);
const besideAudit = (...names) => testsOf(...names.map((name) => `${AUDIT}/${name}`), 'test/audit/loads');

/** `code`: whole files, or the lines of one. `short`: what of it is broken in the minutes of CI too. */
export const GROUPS = [
  {
    name: 'laterality',
    code: [
      ...['src/core/finding.ts', 'src/core/shorthand.ts', 'src/core/anatomy/regions.ts', 'src/fhir/side.ts'],
      ...inFolder('src/core/drawing', 'mirror', 'finding-of-drawing', 'read-back'),
      functionIn('src/core/case-record.ts', 'readFinding'),
      functionIn('src/core/case-record.ts', 'contradictions'),
      functionIn('src/core/condition.ts', 'ofFinding'),
    ],
    tests: testsOf(
      ...['src/core/side-of-finding', 'src/core/anatomy/side-of-region', 'src/core/drawing/side-of-drawing'],
      'src/fhir/side',
    ),
    short: ['src/fhir/side.ts'],
  },
  {
    name: 'authorization',
    code: authorization(
      ...['about-patient', 'audit-view', 'matrix', 'objection', 'policed-app', 'policy', 'principal'],
      ...['role-policy', 'route-policy', 'route-refusal', 'rule-words'],
    ),
    tests: testsOf(
      ...['matrix', 'objection', 'policed-app', 'role-policy', 'route-refusal'].map(
        (name) => `${AUTHORIZATION}/${name}`,
      ),
    ),
    short: [
      functionIn(`${AUTHORIZATION}/role-policy.ts`, 'rulesOf'),
      functionIn(`${AUTHORIZATION}/role-policy.ts`, 'united'),
    ],
  },
  {
    name: 'audit chain',
    code: ['src/server/store/audit-chain.ts'],
    tests: testsOf('src/server/store/audit-chain-rows'),
    short: [functionIn('src/server/store/audit-chain.ts', 'checkedChain')],
  },
  {
    name: 'audit rows and heads',
    code: audit(
      ...['audit-key', 'audit-files', 'heads-file', 'signed-head', 'heads', 'checked-heads', 'verified-file'],
      ...['query-hash', 'entries-of-shown', 'read-audit', 'read-audit-over', 'row-text', 'row-names'],
    ),
    tests: besideAudit(
      ...['audit-key', 'signed-head', 'heads', 'checked-heads', 'query-hash', 'read-audit-over', 'read-audit-waiting'],
      ...['row-text', 'row-names'],
    ),
  },
  {
    name: 'audit verify',
    code: audit('verify', 'diagnosis', 'fault', 'chain-source', 'record-to-verify'),
    tests: besideAudit('verify', 'diagnosis', 'chain-source', 'record-to-verify'),
  },
  {
    name: 'audit views',
    code: audit('audit-codes', 'audit-event', 'provenance', 'shown-row', 'found-rows', 'who-looked'),
    tests: besideAudit('audit-event', 'found-rows', 'who-looked'),
  },
  {
    name: 'audit doors',
    code: audit('names', 'row-search', 'projection-routes', 'audit-routes'),
    tests: testsOf(...['audit-event', 'log-search', 'provenance', 'who-looked'].map((name) => `test/audit/${name}`)),
  },
];

// A file that is new in these folders belongs to a group before anything else is said of it.
for (const folder of [AUDIT, AUTHORIZATION]) {
  const held = new Set(GROUPS.flatMap(({ code }) => code));
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const free = files.map((name) => `${folder}/${name}`).filter((file) => !held.has(file));
  if (free.length > 0) throw new Error(`held by no group of scripts/guarded-code.mjs: ${free.join(', ')}`);
}
