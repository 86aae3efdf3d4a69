// Who may import whom, as a table. The compiler enforces the layers by their project references; this catches what it
// does not see: packages, and the platform's clock, chance and environment.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const MAY_IMPORT: Readonly<Record<string, readonly RegExp[]>> = {
  core: [],
  knowledge: [/^#core\//, /^yaml$/, /^zod$/],
  fhir: [/^#core\//, /^@medplum\/fhirtypes$/],
  screening: [/^#core\//, /^#fhir\//],
  server: [
    /^#(core|fhir|screening|knowledge)\//,
    /^node:/,
    /^hono(\/|$)/,
    /^@hono\//,
    /^@medplum\/core$/,
    /^(libsql(\/promise)?|pg)$/,
    /^@simplewebauthn\/server$/,
    /^@node-rs\/argon2$/,
    /^@peculiar\/x509$/,
    /^uqr$/,
  ],
  engines: [/^#core\//, /^#screening\//, /^node:/],
  cli: [/^#(core|knowledge|fhir|screening|engines|server)\//, /^node:/, /^yaml$/],
  workstation: [
    /^#core\//,
    /^#fhir\//,
    /^react(-dom)?(\/|$)/,
    /^i18next$/,
    /^react-i18next$/,
    /^yaml$/,

    /\.css$/,
  ],
};
/** The entry points, where the clock, chance, arguments and environment come in. */
const ENTRIES = ['src/cli/main.ts', 'src/workstation/main.tsx'];

const filesUnder = (path: string): string[] =>
  readdirSync(path).flatMap((name) => {
    const at = join(path, name);
    return statSync(at).isDirectory()
      ? filesUnder(at)
      : /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name)
        ? [at]
        : [];
  });
const sources = filesUnder('src').map((path) => ({
  path,
  layer: path.split('/')[1]!,
  text: readFileSync(path, 'utf8'),
}));
const IMPORT =
  /(?:^|\n)(?:import|export)\s+(?:type\s+)?[\w{},*\s]+?\sfrom\s+['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
const importsOf = (text: string): string[] => [...text.matchAll(IMPORT)].map((m) => (m[1] ?? m[2] ?? m[3])!);

describe('the layers', () => {
  it.each(Object.keys(MAY_IMPORT))('%s imports only what its line of the table allows', (layer) => {
    const wrong = sources
      .filter((s) => s.layer === layer)
      .flatMap((s) =>
        importsOf(s.text)
          .filter((from) => !from.startsWith('.') && !MAY_IMPORT[layer]!.some((may) => may.test(from)))
          .map((from) => `${s.path} imports ${from}`),
      );
    expect(wrong).toEqual([]);
  });

  it('no relative import leaves its layer', () => {
    const wrong = sources.flatMap((s) =>
      importsOf(s.text)
        .filter((from) => from.startsWith('.'))
        .filter((from) => !join(s.path, '..', from).startsWith(join('src', s.layer)))
        .map((from) => `${s.path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  it('clock, chance and environment are read at the entry points only', () => {
    const wrong = sources
      .filter((s) => !ENTRIES.includes(s.path))
      .filter((s) =>
        /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.(env|argv|stdin|stdout|stderr|cwd|exit)\b/.test(
          s.text,
        ),
      )
      .map((s) => s.path);
    expect(wrong).toEqual([]);
  });
});

describe('the files', () => {
  it('none is above 400 lines', () => {
    expect(sources.filter((s) => s.text.split('\n').length > 400).map((s) => s.path)).toEqual([]);
  });

  it('names are kebab-case, React components PascalCase, and no folder is called utils or the like', () => {
    const name = /^([a-z0-9]+(-[a-z0-9]+)*|[A-Z][A-Za-z0-9]*)\.tsx?$/;
    expect(sources.filter((s) => !name.test(s.path.split('/').at(-1)!)).map((s) => s.path)).toEqual([]);
    expect(
      sources
        .filter((s) => /\/(utils?|helpers?|common|shared|lib|services?|managers?)(\/|\.)/.test(s.path))
        .map((s) => s.path),
    ).toEqual([]);
  });
});
