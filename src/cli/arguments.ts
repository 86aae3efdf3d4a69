// The words after `cluneal` to one command with its flags, or to a sentence that says what is wrong and how to mend it.
import { parseArgs } from 'node:util';
import { closest } from '#core/closest.js';
import { type PriorChoice, SETTINGS } from '#core/knowledge.js';
import { type RecordKind } from '#server/open-clinic.js';
import { FLAGS, type Flag, type FlagName } from './flags.js';
import { VERBS, type Verb } from './verbs.js';

export interface Arguments {
  /** None: help was asked for, or nothing was. */
  readonly verb: Verb | undefined;
  readonly operands: readonly string[];
  readonly json: boolean;
  readonly seed: number;
  readonly setting: PriorChoice;
  /** Whether --setting was given, for commands that must say they do not use it. */
  readonly settingGiven: boolean;
  readonly quiet: boolean;
  readonly colour: boolean;
  readonly help: boolean;
  readonly version: boolean;
  readonly debug: boolean;
  /** Undefined where none was named: each command has its own default. */
  readonly host: string | undefined;
  readonly port: number;
  readonly data: string | undefined;
  readonly kind: RecordKind;
  readonly kindGiven: boolean;
  readonly demo: boolean;
  readonly clinic: boolean;
  readonly lan: boolean;
  readonly names: readonly string[];
  readonly trustPort: number;
  readonly behindProxy: string | undefined;
  readonly log: string | undefined;
  /** False with --no-backup. */
  readonly backup: boolean;
  readonly to: string | undefined;
  readonly passphraseFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly intoPostgres: boolean;
  readonly replace: boolean;
  readonly nightly: boolean;
  readonly full: boolean;
  readonly print: boolean;
  /** The earlier drawing to compare with; undefined where none was named. */
  readonly since: string | undefined;
}

export type ArgumentsResult =
  | { readonly ok: true; readonly arguments: Arguments }
  | { readonly ok: false; readonly message: string };

const OPTIONS = Object.fromEntries(
  (Object.entries(FLAGS) as [FlagName, Flag][]).map(([name, { takes, short }]) => [
    name,
    {
      type: takes === 'nothing' ? ('boolean' as const) : ('string' as const),
      multiple: takes === 'texts',
      ...(short === undefined ? {} : { short }),
    },
  ]),
);

const CHOICES: readonly PriorChoice[] = [...SETTINGS, 'equal'];
const KINDS: readonly RecordKind[] = ['clinic', 'demo'];
const DEFAULT_PORT = 8787;
const DEFAULT_TRUST_PORT = 8788;
const MOST_PORT = 65_535;

const meant = (word: string, known: Iterable<string>): string => {
  const near = closest(word, known);
  return near ? `: did you mean ${near}?` : '';
};

const wholeNumber = (text: string, most: number): number | undefined =>
  /^\d+$/.test(text) && Number(text) <= most ? Number(text) : undefined;

/** Finds the verb, of one word or two, at the front of the words that are not flags. */
function verbOf(words: readonly string[]): { verb: Verb; rest: readonly string[] } | { message: string } {
  const [first = '', second] = words;
  const firsts = VERBS.map((v) => v.name.split(' ')[0]!);
  if (!firsts.includes(first))
    return { message: `unknown command: ${first}${meant(first, firsts) || ': cluneal --help lists them'}` };
  const single = VERBS.find((v) => v.name === first);
  if (single) return { verb: single, rest: words.slice(1) };
  const pair = VERBS.find((v) => v.name === `${first} ${second}`);
  if (pair) return { verb: pair, rest: words.slice(2) };
  const seconds = VERBS.flatMap((v) => (v.name.startsWith(`${first} `) ? [v.name.split(' ')[1]!] : []));
  const wanted = `write cluneal ${first} ${seconds.join(` or cluneal ${first} `)}`;
  return {
    message:
      second === undefined
        ? `${first} needs one word more: ${wanted}`
        : `unknown command: ${first} ${second}${meant(second, seconds) || `: ${wanted}`}`,
  };
}

export function argumentsFromWords(words: readonly string[]): ArgumentsResult {
  const fail = (message: string): ArgumentsResult => ({ ok: false, message });
  const parsed = parseArgs({ args: [...words], options: OPTIONS, strict: false, allowPositionals: true, tokens: true });
  for (const t of parsed.tokens) {
    if (t.kind !== 'option') continue;
    const option = Object.hasOwn(OPTIONS, t.name) ? OPTIONS[t.name] : undefined;
    if (!option) {
      const near = meant(t.name, Object.keys(OPTIONS)).replace('mean ', 'mean --');
      return fail(`unknown flag: ${t.rawName}${near || ': cluneal --help lists them'}`);
    }
    if (option.type === 'string' && t.value === undefined) return fail(`${t.rawName} needs a value`);
    if (option.type === 'boolean' && t.value !== undefined) return fail(`${t.rawName} takes no value: ${t.value}`);
  }
  const values = parsed.values as Readonly<Record<FlagName, string | boolean | readonly string[] | undefined>>;
  const text = (name: FlagName) => (values[name] === undefined ? undefined : String(values[name]));
  const given = (name: FlagName) => values[name] === true;
  const seed = wholeNumber(String(values.seed ?? 1), 2 ** 32 - 1);
  if (seed === undefined) return fail(`--seed must be a whole number from 0 to 4294967295: ${values.seed}`);
  const port = wholeNumber(text('port') ?? String(DEFAULT_PORT), MOST_PORT);
  if (port === undefined) return fail(`--port must be a whole number from 0 to 65535: ${values.port}`);
  const trustPort = wholeNumber(text('trust-port') ?? String(DEFAULT_TRUST_PORT), MOST_PORT);
  if (trustPort === undefined)
    return fail(`--trust-port must be a whole number from 0 to 65535: ${values['trust-port']}`);
  const kind = (text('kind') ?? 'clinic') as RecordKind;
  if (!KINDS.includes(kind)) return fail(`--kind must be clinic or demo: ${kind}`);
  if (given('demo') && given('clinic')) return fail('--demo and --clinic exclude each other: choose one');
  if (values.into !== undefined && values.into !== 'postgres')
    return fail(`--into must be postgres, or be left out for a file: ${values.into}`);
  const setting = String(values.setting ?? 'pain-clinic') as PriorChoice;
  if (!CHOICES.includes(setting))
    return fail(`unknown setting: ${setting}${meant(setting, CHOICES) || `: use one of ${CHOICES.join(', ')}`}`);

  const common = {
    json: values.json === true,
    seed,
    setting,
    settingGiven: values.setting !== undefined,
    quiet: values.quiet === true,
    colour: values['no-color'] !== true,
    version: values.version === true,
    debug: values.debug === true,
    host: text('host'),
    ...{ port, trustPort, kind, kindGiven: values.kind !== undefined },
    data: text('data'),
    demo: given('demo'),
    clinic: given('clinic'),
    lan: given('lan'),
    names: (values.name ?? []) as readonly string[],
    behindProxy: text('behind-proxy'),
    log: text('log'),
    backup: !given('no-backup'),
    to: text('to'),
    passphraseFile: text('passphrase-file'),
    keyFile: text('key-file'),
    intoPostgres: values.into === 'postgres',
    replace: given('replace'),
    nightly: given('nightly'),
    full: given('full'),
    print: given('print'),
    since: text('since'),
  };
  // `cluneal help assess` is `cluneal assess --help`.
  const asked = parsed.positionals[0] === 'help';
  const positionals = asked ? parsed.positionals.slice(1) : parsed.positionals;
  const help = asked || values.help === true;
  if (positionals.length === 0) return { ok: true, arguments: { ...common, verb: undefined, operands: [], help } };
  const found = verbOf(positionals);
  if ('message' in found) {
    // `cluneal knowledge --help`: half a command is no mistake when it is help that is asked for.
    const half = help && positionals.length === 1 && VERBS.some((v) => v.name.startsWith(`${positionals[0]} `));
    return half ? { ok: true, arguments: { ...common, verb: undefined, operands: [], help } } : fail(found.message);
  }
  const { verb, rest } = found;
  if (help || common.version) return { ok: true, arguments: { ...common, verb, operands: [], help } };
  for (const [flag, { common }] of Object.entries(FLAGS) as [FlagName, Flag][])
    if (!common && values[flag] !== undefined && !verb.flags.includes(flag))
      return fail(`cluneal ${verb.name} takes no --${flag}`);
  if (rest.length < verb.operands.length) {
    const missing = verb.operands.slice(rest.length).map((o) => (o === 'FILE' ? 'FILE (or - for standard input)' : o));
    return fail(`cluneal ${verb.name} needs ${missing.join(' and ')}`);
  }
  if (rest.length > verb.operands.length) {
    const extra = rest[verb.operands.length]!;
    return fail(`cluneal ${verb.name} takes ${verb.operands.join(' ') || 'nothing'} and no more: ${extra}`);
  }
  return { ok: true, arguments: { ...common, verb, operands: rest, help } };
}
