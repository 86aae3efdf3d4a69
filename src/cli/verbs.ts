// The commands, what each takes, and the help that says so.
import { exitLines } from './exit-code.js';
import { type FlagName, flagLines } from './flags.js';

export interface Verb {
  readonly name: string;
  readonly operands: readonly string[];
  /** Besides the common ones. */
  readonly flags: readonly FlagName[];
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
    flags: [
      ...(['data', 'demo', 'clinic', 'host', 'port', 'lan', 'name', 'trust-port', 'behind-proxy'] as const),
      ...(['log', 'no-backup'] as const),
    ],
    summary: 'serves the workstation and the record to the clinic',
    detail: [
      'The first start asks in the browser: try the demo, or set up the clinic. The next one opens what was chosen.',
      'Without --lan only this machine reaches it. The clinic’s record is backed up every night at two. Ctrl-C stops.',
      '--json prints {url, notice, trust} when it listens.',
      '',
      'Examples',
      '  cluneal serve                                       this machine only',
      '  cluneal serve --lan                                 tablets and phones in the clinic, over TLS',
      '  cluneal serve --behind-proxy https://cluneal.example.org   nginx or Caddy in front adds TLS',
      '  CLUNEAL_DATABASE_URL=postgres://… cluneal serve     the record in PostgreSQL',
    ],
  },
  {
    name: 'db backup',
    operands: [],
    flags: ['data', 'kind', 'to', 'passphrase-file', 'nightly'],
    summary: 'one encrypted file of the whole record, beside the running server',
    detail: [
      'It can be opened with the backup key (cluneal db key --print) or the passphrase only.',
      '',
      'Examples',
      '  cluneal db backup',
      '  cluneal db backup --to /media/usb/cluneal.backup',
    ],
  },
  {
    name: 'db restore',
    operands: ['BACKUP'],
    flags: ['data', 'into', 'replace', 'passphrase-file', 'key-file'],
    summary: 'puts a backup back, whole or not at all',
    detail: [
      'Into an empty data folder or database; with --replace the record that is there is put aside first. Stop the server',
      'before. The backup may come from the other kind of database: so a clinic moves. While CLUNEAL_DATABASE_URL is set, a',
      'clinic’s backup needs --into.',
      '',
      'Examples',
      '  cluneal db restore cluneal.backup',
      '  cluneal db restore cluneal.backup --data /srv/cluneal --key-file key.txt',
      '  CLUNEAL_DATABASE_URL=postgres://… cluneal db restore cluneal.backup --into postgres',
    ],
  },
  {
    name: 'db verify',
    operands: [],
    flags: ['data', 'kind', 'full'],
    summary: 'checks the record: file, audit chain, versions, indexes; exit 3 when something is wrong',
    detail: ['Reads beside the running server. Of the indexes a sample is made anew and compared; --full takes all.'],
  },
  {
    name: 'db migrate',
    operands: [],
    flags: ['data', 'kind', 'no-backup'],
    summary: 'brings the record to this version’s schema, after a backup',
    detail: ['Stop the server before. The server does the same when it starts.'],
  },
  {
    name: 'db key',
    operands: [],
    flags: ['data', 'print'],
    summary: 'the key that opens the backups; --print shows it to be written down',
    detail: ['Without it no backup can be read: keep a copy on paper, away from this machine.'],
  },
  {
    name: 'audit verify',
    operands: [],
    flags: ['data', 'kind'],
    summary: 'reads the audit chain from end to end; exit 3 when something was changed',
    detail: ['Reads beside the running server.'],
  },
  {
    name: 'account reset',
    operands: ['LOGIN'],
    flags: ['data', 'kind'],
    summary: 'an operator who has lost the password gets a code for a new one',
    detail: ['Stop the server before. It stands in the audit chain.', '', 'Example', '  cluneal account reset anna'],
  },
  {
    name: 'doctor',
    operands: [],
    flags: ['data', 'host', 'port', 'lan', 'trust-port'],
    summary: 'what is well with this installation and what is not, with the mend',
    detail: ['Exit 3 when something fails. --json prints {checks: [{name, state, says, mend}]}.'],
  },
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
    'Flags of all commands; cluneal help COMMAND shows those of one',
    ...flagLines([]),
    '',
    'Exit codes of all commands',
    ...exitLines(),
    '',
  ].join('\n');
}

export function helpOf(verb: Verb): string {
  const parts = [...verb.detail, '', 'Flags', ...flagLines(verb.flags), '', 'Exit codes', ...exitLines(), ''];
  return [`${use(verb)}: ${verb.summary}`, '', ...parts].join('\n');
}
