// The exit codes as a script on the clinic's machine meets them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT, exitLines } from './exit-code.js';
import { NOTICE } from './notice.js';
import { helpOf, helpText, VERBS } from './verbs.js';

const BIN = fileURLToPath(new URL('../../bin/cluneal.mjs', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cluneal-exit-'));
  // A data folder that is a file: whatever else the doctor finds, this fails.
  writeFileSync(join(folder, 'no-folder'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));
const codeOf = (words: readonly string[]): number | null =>
  spawnSync(process.execPath, [BIN, ...words], { cwd: folder, encoding: 'utf8' }).status;

describe('the exit codes', () => {
  it('stand in the help of every command, one line each', () => {
    expect(exitLines().map((line) => Number.parseInt(line, 10))).toEqual(Object.values(EXIT));
    for (const help of [helpText(NOTICE), ...VERBS.map(helpOf)]) expect(help).toContain(exitLines().join('\n'));
  });

  it('name no other number in the help of a command', () => {
    for (const verb of VERBS)
      for (const [, code] of [verb.summary, ...verb.detail].join('\n').matchAll(/exit (\d+)/gi))
        expect([verb.name, Number(code)]).toEqual([verb.name, EXIT.findings]);
  });

  it.each([
    ['what was done', ['db', 'key', '--data', 'empty'], EXIT.ok],
    ['a record that is not there', ['db', 'verify', '--data', 'empty'], EXIT.failure],
    ['an audit log that is not there', ['audit', 'verify', '--data', 'empty'], EXIT.failure],
    ['a word that is none', ['audit', 'verifi'], EXIT.usage],
    ['a file that is not there', ['assess', 'nobody.yaml'], EXIT.usage],
    ['a machine on which something is not in order', ['doctor', '--data', 'no-folder'], EXIT.findings],
  ])('%s', (_, words, code) => {
    expect(codeOf(words)).toBe(code);
  });
});
