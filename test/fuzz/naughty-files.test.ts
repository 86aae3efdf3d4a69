// The naughty strings and the JSON parsing tests as files that somebody hands to the command line: a case file for
// `cluneal assess`, a drawing for `cluneal drawing`. Each is answered, or refused in lines a person can read.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { argumentsFromWords } from '#cli/arguments.js';
import { assessCommand } from '#cli/assess.js';
import { drawingCommand } from '#cli/drawing.js';
import { EXIT } from '#cli/exit-code.js';
import { type Terminal } from '#cli/terminal.js';
import { NAUGHTY as strings } from './odd-values.mjs';

const folder = mkdtempSync(join(tmpdir(), 'cluneal-naughty-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMANDS = { assess: assessCommand, drawing: drawingCommand };

/** Runs a command on a file of this content. */
async function run(verb: keyof typeof COMMANDS, content: string | Uint8Array, ...words: string[]) {
  const file = join(folder, 'file.json');
  writeFileSync(file, content);
  const read = argumentsFromWords([verb, file, '--quiet', ...words]);
  if (!read.ok) throw new Error(read.message);
  let out = '';
  let err = '';
  const terminal: Terminal = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: (async function* () {})(),
    ...{ colour: false, errIsTerminal: false, width: 100, now: () => 0 },
    stop: new AbortController().signal,
    breathe: async () => {},
    machine: {} as Terminal['machine'],
  };
  const code = await COMMANDS[verb](read.arguments, terminal);
  return { code, out, err };
}

/** Nothing that drives a terminal: control characters, half pairs, signs that turn the direction round. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

function expectReadable(told: string, { code, out, err }: Awaited<ReturnType<typeof run>>) {
  expect([EXIT.ok, EXIT.usage], told + err).toContain(code);
  expect(UNPRINTABLE.test(out + err), told).toBe(false);
  if (code !== EXIT.ok) expect(err, told).toMatch(/^cluneal: |: /);
  expect(err, told).not.toMatch(/\n {4}at |TypeError|undefined is not/);
}

const drawing = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../examples/right-crest.drawing.json', import.meta.url)), 'utf8'),
);

describe('a case file', () => {
  it('of cases that are called by them, with them as treatments', async () => {
    const cases = strings.map((text) => ({ id: text, age: 50, prior_treatments: [text], findings: ['-red.saddle'] }));
    // A few at a time: the answer to each takes its time.
    const answer = await run('assess', JSON.stringify({ cases: cases.filter((_, i) => i % 8 === 0) }), '--json');
    expect(answer.code, answer.err).toBe(EXIT.ok);
    const { cases: answered } = JSON.parse(answer.out);
    expect(answered).toHaveLength(cases.filter((_, i) => i % 8 === 0).length);
  }, 60_000);

  it.each(['findings', 'age', 'sex', 'duration', 'nrs', 'nonsense'])('with them as %s', async (field) => {
    const cases = strings.map((text, i) => ({ id: `case ${i}`, [field]: field === 'findings' ? [text] : text }));
    expectReadable(field, await run('assess', JSON.stringify({ cases })));
  });

  it('that is one of them', async () => {
    for (const text of strings) expectReadable(JSON.stringify(text), await run('assess', text));
  }, 60_000);

  it('with one of them as the name of a field', async () => {
    for (const text of strings)
      expectReadable(JSON.stringify(text), await run('assess', `{${JSON.stringify(text)}: 1}`));
  }, 60_000);
});

describe('a drawing', () => {
  const FIELDS = ['format', 'version', 'figure', 'marks', 'none', 'confirmed'];

  it.each(['kind', 'quality', 'member', 'file', 'what else there is'])(
    'with them as %s',
    async (place) => {
      for (const [i, text] of strings.entries()) {
        const [mark, ...marks] = drawing.marks;
        const field = FIELDS[i % FIELDS.length]!;
        const changed: Readonly<Record<string, object>> = {
          kind: { ...drawing, marks: [{ ...mark, kind: text }, ...marks] },
          quality: { ...drawing, marks: [{ ...mark, qualities: [text] }, ...marks] },
          member: Object.fromEntries([...Object.entries(drawing), [text, 1]]),
        };
        const content = place === 'file' ? text : JSON.stringify(changed[place] ?? { ...drawing, [field]: text });
        const answer = await run('drawing', content);
        expectReadable(`${place} ${JSON.stringify(text)}`, answer);
        expect(answer.code, text).toBe(EXIT.usage);
      }
    },
    60_000,
  );
});

describe('the JSON parsing tests', () => {
  const tests = new URL('../fhir/json-parsing/', import.meta.url);
  it.each(['assess', 'drawing'] as const)(
    'as a file for cluneal %s',
    async (verb) => {
      for (const name of readdirSync(tests).filter((n) => n.endsWith('.json'))) {
        const answer = await run(verb, readFileSync(new URL(encodeURIComponent(name), tests)));
        expectReadable(name, answer);
      }
    },
    60_000,
  );
});
