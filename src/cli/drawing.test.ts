// cluneal drawing, built and run as a user runs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/cluneal.mjs', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../examples/right-crest.drawing.json', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cluneal-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function cluneal(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'drawing', ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
const drawing = (marks: readonly object[]) => JSON.stringify({ format: 'cluneal-drawing', version: 1, marks });
const written = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return name;
};

describe('cluneal drawing', () => {
  it('opens with the notice and says back what was drawn, then regions, area, zones, overlaps and findings', () => {
    const { status, stdout, stderr } = cluneal([EXAMPLE]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Research use, not validated/);
    const places = ['Right posterior iliac crest', 'Regions', 'Area', 'nearest zones', 'Overlaps', 'Findings', 'Flags'];
    const at = places.map((t) => stdout.indexOf(t));
    expect(at.every((p, i) => p > (at[i - 1] ?? 0))).toBe(true);
    expect(stdout).toContain('  pain.iliac-crest@R\n');
    expect(stdout).not.toContain('Change since');
  });

  it('prints JSON of a stable shape, also from standard input', () => {
    const { status, stdout } = cluneal(
      ['-', '--json'],
      drawing([{ kind: 'pin', view: 'back', at: [-70, -40], qualities: ['burning'], intensity: 6 }]),
    );
    const answer = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(Object.keys(answer)).toEqual(['notice', 'knowledge', 'says', 'findings', 'measures', 'change']);
    expect(answer).toMatchObject({
      notice: expect.stringContaining('not validated'),
      findings: ['pain.iliac-crest@L', 'quality.burning@L', 'pain.side@L'],
      measures: { state: 'drawn', singleSpot: true, worst: 6, balance: 'unknown', pins: [{ side: 'L' }] },
      change: null,
    });
    expect(answer.measures.pins[0].zones[0]).toMatchObject({
      nerve: 'scn',
      distance: expect.any(Number),
      spread: expect.any(Number),
      deviations: expect.any(Number),
    });
  });

  it('tells what has changed since an earlier drawing', () => {
    const before = written('before.json', drawing([{ kind: 'fill', region: 'iliac-crest@R', intensity: 8 }]));
    const after = written('after.json', drawing([{ kind: 'fill', region: 'upper-buttock@R', intensity: 5 }]));
    const { status, stdout } = cluneal([after, '--since', before]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/gained: Upper buttock \(right\)\n {2}lost: Posterior iliac crest \(right\)/);
    expect(stdout).toContain('worst intensity -3');
    expect(JSON.parse(cluneal([after, '--since', before, '--json']).stdout).change).toMatchObject({
      gained: ['upper-buttock@R'],
      lost: ['iliac-crest@R'],
      intensity: -3,
    });
  });

  it.each([
    [
      'a region without its side',
      drawing([{ kind: 'fill', region: 'iliac-crest' }]),
      'bad.json:1:74: marks[0].region: unknown region "iliac-crest": iliac-crest needs a side: iliac-crest@R or iliac-crest@L',
    ],
    [
      'a newer version',
      '{"format":"cluneal-drawing","version":9}',
      'bad.json:1:39: version: version 9 is newer than this program reads (1): use a newer Cluneal',
    ],
    ['an empty file', '', 'bad.json: no drawing in this file: docs/drawing-format.md shows one'],
    ['a case', 'findings: []\n', 'bad.json:1:1: format: is missing: a drawing says cluneal-drawing here'],
    ['a file above 8 MB', ' '.repeat(9e6), 'bad.json: larger than 8 MB: no drawing is; is this a drawing?'],
  ])('%s: one line with place, field, value and the mend, and exit code 2', (_, content, message) => {
    expect(cluneal([written('bad.json', content)])).toEqual({ status: 2, stdout: '', stderr: `cluneal: ${message}\n` });
  });

  it('the earlier drawing is checked alike, and both cannot come from standard input', () => {
    expect(cluneal([EXAMPLE, '--since', 'gone.json'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^cluneal: gone\.json: no such file/),
    });
    expect(cluneal(['-', '--since', '-'])).toMatchObject({
      status: 2,
      stderr: 'cluneal: standard input holds one drawing: name a file for the other\n',
    });
  });

  it('no other command takes --since', () => {
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'assess', 'x', '--since', 'y'], { encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('cluneal assess takes no --since'),
    });
  });
});
