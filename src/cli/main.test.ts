// The built command line, run as a user runs it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/cluneal.mjs', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cluneal-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function cluneal(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return { status, stdout, stderr };
}
const written = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const PATIENT = `age: 58
sex: F
duration: 8 months
findings: [pain.iliac-crest@R, tender.crest@R, tinel.crest@R, reproduced-by-pressure, -red.fever]
`;
const TOLD = `cases:
- {id: one, age: 58, sex: F, findings: [pain.iliac-crest@R, tender.crest@R, tinel.crest@R], truth: [scn@R], completeness: high}
- {id: two, age: 45, findings: [red.saddle, red.bladder:new, pain.low-back], truth: [cauda-equina], completeness: high}
`;

describe('help', () => {
  it('no words, --help and help show the commands and three examples', () => {
    for (const args of [[], ['--help'], ['help']]) {
      const { status, stdout } = cluneal(args);
      expect(status).toBe(0);
      expect(stdout.match(/^ {2}cluneal .*(yaml|json)/gm)).toHaveLength(3);
      expect(stdout).toContain('not validated');
    }
  });

  it('a misspelt command gets the one that was meant, and exit code 2', () => {
    expect(cluneal(['asses', 'x'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('did you mean assess?'),
    });
  });

  it('--version names program and knowledge', () => {
    expect(cluneal(['--version']).stdout).toMatch(/^cluneal \d+\.\d+\.\d+, knowledge \d/);
  });
});

describe('cluneal assess', () => {
  it('opens with the notice, puts red flags and unasked questions above the list, and writes no colour to a pipe', () => {
    const { status, stdout, stderr } = cluneal(['assess', written('patient.yaml', PATIENT)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Research use, not validated/);
    const places = [
      'Red flags',
      'not asked: ',
      'What may hurt',
      'Superior cluneal',
      'Something else',
      'Examine next',
      'Certificate',
    ].map((t) => stdout.indexOf(t));
    expect(places.every((p, i) => p > (places[i - 1] ?? 0))).toBe(true);
    expect(stdout).toMatch(/of 10 such patients/);
    expect(stdout).not.toContain('\u001b');
  });

  it('reads standard input and prints JSON with the notice in it', () => {
    const { status, stdout } = cluneal(['assess', '-', '--json', '--setting', 'equal', '--seed', '3'], PATIENT);
    const answer = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(answer).toMatchObject({ notice: expect.stringContaining('not validated'), setting: 'equal', seed: 3 });
    expect(answer.cases[0]).toMatchObject({ id: 'case 1', withheld: null });
    expect(answer.cases[0].ranked[0]).toMatchObject({
      disorder: expect.any(String),
      mean: expect.any(Number),
      word: expect.any(String),
    });
  });

  it('the same case and seed give the same bytes', () => {
    expect(cluneal(['assess', '-', '--json'], PATIENT).stdout).toBe(cluneal(['assess', '-', '--json'], PATIENT).stdout);
  });

  it('takes each case of a file in turn, and the red flag of a numb saddle stands first', () => {
    const { stdout } = cluneal(['assess', written('told.yaml', TOLD)]);
    expect(stdout.indexOf('= one')).toBeLessThan(stdout.indexOf('= two'));
    expect(stdout.slice(stdout.indexOf('= two'))).toMatch(/^= two\s+Red flags\n {2}EMERGENCY: /);
  });

  it('under 13 years gives flags only', () => {
    const { stdout } = cluneal(['assess', '-'], 'age: 9\nfindings: [pain.low-back]\n');
    expect(stdout).toContain('Under 13 years');
    expect(stdout).not.toContain('What may hurt');
  });

  it('ids and titles of a file change no answer', () => {
    const told = JSON.parse(
      cluneal(['assess', '-', '--json'], `id: scn-secret\ntitle: superior cluneal\ntruth: [scn]\n${PATIENT}`).stdout,
    );
    const bare = JSON.parse(cluneal(['assess', '-', '--json'], PATIENT).stdout);
    expect({ ...told.cases[0], id: '' }).toEqual({ ...bare.cases[0], id: '' });
  });
});

describe('bad input', () => {
  it.each([
    [
      'an unknown finding',
      'cases:\n- id: a\n  findings:\n  - tender.crst\n',
      ':4:5: a: findings[0]: unknown finding: tender.crst: did you mean tender.crest?',
    ],
    [
      'a finding both present and absent',
      'findings: [tender.crest@L, -tender.crest]\n',
      ':1:11: case 1: findings: tender.crest is stated both present and absent (tender.crest@L and -tender.crest): keep one',
    ],
    [
      'a side that is none',
      'findings: [tender.crest@X]\n',
      ':1:12: case 1: findings[0]: unknown side @X of tender.crest: use @L, @R or @B',
    ],
    [
      'a side on what has none',
      'findings: [red.fever@L]\n',
      ':1:12: case 1: findings[0]: red.fever has no side: write red.fever without @L',
    ],
    [
      'an age of 300',
      'age: 300\nfindings: []\n',
      ':1:6: case 1: age: age must be years from 0 to 120, or left out: 300',
    ],
    ['an empty file', '', ': no case in this file: write a map with age, sex, duration and findings'],
    ['a key twice', 'age: 5\nage: 6\nfindings: []\n', ':2:1: key age stands twice in one map: keep one'],
    [
      'text that is not UTF-8',
      Buffer.from('note: \u00e9\n', 'latin1'),
      ':1: is not UTF-8 here: save the file as UTF-8',
    ],
    [
      'a file above 8 MB',
      Buffer.alloc(10 * 1024 * 1024, '# \n'),
      ': larger than 8 MB: a case file holds cases only; split it into several files',
    ],
  ])('%s: one line with file, case, field, value and the mend, and exit code 2', (_, content, message) => {
    const { status, stdout, stderr } = cluneal(['assess', written('bad.yaml', content)]);
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `cluneal: bad.yaml${message}\n` });
  });

  it('a folder and a file that is not there', () => {
    mkdirSync(join(folder, 'cases'));
    expect(cluneal(['assess', 'cases'])).toMatchObject({
      status: 2,
      stderr: 'cluneal: cases: is a folder: name one file in it\n',
    });
    expect(cluneal(['assess', 'gone.yaml'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^cluneal: gone\.yaml: no such file/),
    });
  });

  it('standard input has the same limit', () => {
    const { status, stderr } = cluneal(['assess', '-'], '# \n'.repeat(3_500_000));
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('(standard input): larger than 8 MB'),
    });
  });

  it('a file cannot drive the terminal, and there is never a stack trace', () => {
    const { stderr } = cluneal(['assess', '-'], 'id: "\\e[2Jx"\nfindings: ["\\e[31mred", {a: 1}]\n');
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('cluneal explain', () => {
  it('gives every reason with what stands behind it', () => {
    const { status, stdout } = cluneal(['explain', written('patient.yaml', PATIENT), 'scn', '--json']);
    const [answer] = JSON.parse(stdout).cases;
    expect(status).toBe(0);
    expect(answer).toMatchObject({ name: expect.stringContaining('cluneal'), place: expect.any(Number) });
    const published = answer.reasons.filter((r: { basis: string }) => r.basis === 'published');
    expect(published.length).toBeGreaterThan(0);
    for (const r of published) expect(r.behind.reports[0].citation).not.toBe('');
    expect(cluneal(['explain', 'patient.yaml', 'scn']).stdout).toMatch(/judgement, no counts|held/);
  });

  it('a misspelt disorder gets the one that was meant', () => {
    expect(cluneal(['explain', 'patient.yaml', 'scnn'])).toMatchObject({
      status: 2,
      stderr: 'cluneal: unknown disorder: scnn: did you mean scn?\n',
    });
  });
});

describe('cluneal evaluate', () => {
  it('prints the figures of the issue as JSON', () => {
    const { status, stdout, stderr } = cluneal(['evaluate', written('told.yaml', TOLD), '--json', '--quiet']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const e = JSON.parse(stdout);
    expect(Object.keys(e)).toEqual(
      expect.arrayContaining([
        'cases',
        'top1',
        'top3',
        'side',
        'brier',
        'calibration',
        'redFlags',
        'cluneal',
        'baselines',
        'intervals',
        'strata',
        'settings',
        'perCase',
      ]),
    );
    expect(e).toMatchObject({
      cases: 2,
      redFlags: { dangerousTruths: 1, flagged: 1, benignTruths: 1, falseEmergency: 0 },
    });
    expect(Object.keys(e.settings)).toHaveLength(5);
    expect(e.perCase[0]).toMatchObject({ id: 'one', truth: ['scn@R'], rank: expect.any(Number) });
    expect(cluneal(['evaluate', 'told.yaml']).stdout).toContain('naive Bayes');
  });

  it('a case without its truth is refused by name', () => {
    expect(cluneal(['evaluate', written('patient.yaml', PATIENT)])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^cluneal: patient\.yaml:1:1: case 1: truth: evaluating needs the true disorders/),
    });
  });
});

describe('cluneal knowledge', () => {
  it('coverage counts published, judgement and nothing', () => {
    const c = JSON.parse(cluneal(['knowledge', 'coverage', '--json']).stdout);
    const { published, judgement, nothing } = c.totals;
    expect(published + judgement + nothing).toBe(c.disorders.length * c.findings.length);
    expect(cluneal(['knowledge', 'coverage']).stdout).toContain('P published count, j judgement, . nothing');
  });

  it('check reads the knowledge folder and finds no rule broken', () => {
    expect(cluneal(['knowledge', 'check', '--json'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\{"errors":\[\],"counts":\{/),
    });
  });
});

describe('manners', () => {
  it('a reader that stops early is no failure', async () => {
    const child = spawn('sh', ['-c', `"${process.execPath}" "${BIN}" knowledge coverage | head -n 1`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (d) => {
      stderr += d;
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
  });

  it('Ctrl-C stops an evaluation cleanly with 130', async () => {
    const one = TOLD.split('\n')[1]!;
    const file = join(folder, 'many.yaml');
    writeFileSync(file, `cases:\n${`${one}\n`.repeat(300)}`);
    const child = spawn(process.execPath, [BIN, 'evaluate', file, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (d) => {
      stdout += d;
    });
    // The first line of progress says that it is under way.
    child.stderr.on('data', (d) => {
      if (stderr === '') child.kill('SIGINT');
      stderr += d;
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    expect(stderr).toMatch(/stopped after \d+ of 300 cases/);
  });
});
