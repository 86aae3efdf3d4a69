// The commands, what each takes, and the help that says so.
export interface Verb {
  readonly name: string;
  readonly operands: readonly string[];
  readonly flags: readonly string[];
  readonly summary: string;
  readonly detail: readonly string[];
}

const CASE_FILE = [
  'FILE is YAML or JSON: one case, a list of cases, or a map with `cases:`; - reads standard input. A case:',
  '    age: 58',
  '    sex: F',
  '    duration: 8 months',
  '    findings: [pain.iliac-crest@R, tender.crest@R, -red.fever]',
];

export const VERBS: readonly Verb[] = [
  {
    name: 'assess',
    operands: ['FILE'],
    flags: ['setting', 'seed'],
    summary: 'red flags, the ranked disorders with reasons, and what to examine next',
    detail: [...CASE_FILE, '--json prints {notice, knowledge, setting, seed, cases: [...]}.'],
  },
  {
    name: 'explain',
    operands: ['FILE', 'DISORDER'],
    flags: ['setting', 'seed'],
    summary: 'every reason for one disorder, with its counts, papers and disputes',
    detail: [...CASE_FILE, 'DISORDER is an id such as scn; cluneal knowledge coverage lists all.'],
  },
  {
    name: 'evaluate',
    operands: ['FILE'],
    flags: ['setting', 'seed'],
    summary: 'how often the answer is right on patients whose truth is known',
    detail: [
      'FILE holds cases that also carry `truth: [scn@L]`, and may carry `completeness` and `confirmation`.',
      'The first figures hold every disorder equally likely beforehand; each setting has its own below.',
    ],
  },
  {
    name: 'drawing',
    operands: ['FILE'],
    flags: ['since'],
    summary: 'what a pain drawing measures: regions, area, distance to the nerves, overlaps, findings',
    detail: [
      'FILE is a drawing as docs/drawing-format.md says, in JSON or YAML; - reads standard input.',
      '--since EARLIER adds what has changed since that drawing. Areas are of the standard figure.',
      '--json prints {notice, knowledge, says, findings, measures, change}.',
    ],
  },
  {
    name: 'knowledge coverage',
    operands: [],
    flags: [],
    summary: 'the disorder by finding table: published, judgement, nothing',
    detail: ['Reads the compiled knowledge.'],
  },
  {
    name: 'knowledge check',
    operands: [],
    flags: [],
    summary: 'checks the knowledge files against their rules; exit 3 when a rule is broken',
    detail: ['Reads knowledge/ in the checkout.'],
  },
  {
    name: 'serve',
    operands: [],
    flags: ['host', 'port'],
    summary: 'serves the workstation to a browser on this machine',
    detail: ['--host defaults to 127.0.0.1 (this machine only), --port to 8787; Ctrl-C stops.'],
  },
];

const FLAGS: readonly string[] = [
  '--json             data for programs, in a stable shape',
  '--setting NAME     primary-care, spine-clinic, pain-clinic (default), manual-therapy, after-lumbar-fusion, equal',
  '--seed N           seed of the parameter draws behind the ranges (default 1)',
  '--since FILE       the earlier drawing to compare with',
  '-q, --quiet        no progress and no notes on standard error',
  '--no-color         no colour (NO_COLOR does the same)',
  '--debug            a stack trace when something breaks',
  '-h, --help         this help; after a command, that command’s',
  '--version          version of the program and of its knowledge',
];

const use = (v: Verb): string => ['cluneal', v.name, ...v.operands.map((o) => (o === 'FILE' ? 'FILE|-' : o))].join(' ');

export function helpText(notice: string): string {
  const width = Math.max(...VERBS.map((v) => use(v).length));
  return [
    'cluneal: what hurts, how sure, why, what must not be missed and what to examine next.',
    notice,
    '',
    ...VERBS.map((v) => `  ${use(v).padEnd(width)}   ${v.summary}`),
    '',
    'Examples',
    '  cluneal assess patient.yaml',
    '  cluneal explain patient.yaml scn --setting spine-clinic',
    '  cluneal evaluate cases.yaml --json > evaluation.json',
    '',
    'Flags',
    ...FLAGS.map((f) => `  ${f}`),
    '',
    'Exit: 0 ok, 1 failure, 2 usage or bad input, 3 a check found something, 130 interrupted.',
    '',
  ].join('\n');
}

export function helpOf(verb: Verb): string {
  return [`${use(verb)}: ${verb.summary}`, '', ...verb.detail, '', 'Flags', ...FLAGS.map((f) => `  ${f}`), ''].join(
    '\n',
  );
}
