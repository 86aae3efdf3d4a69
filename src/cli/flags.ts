// The flags: what each takes, what it means, and for whom. A command takes those of its own and the common ones.

/** `text` takes a value, `texts` one each time it is given. */
export interface Flag {
  readonly takes: 'nothing' | 'text' | 'texts';
  readonly short?: string;
  /** As help writes it. */
  readonly shown: string;
  readonly help: string;
  readonly common?: true;
}

export const FLAGS = {
  json: { takes: 'nothing', shown: '--json', help: 'data for programs, in a stable shape', common: true },
  setting: {
    takes: 'text',
    shown: '--setting NAME',
    help: 'primary-care, spine-clinic, pain-clinic (default), manual-therapy, after-lumbar-fusion, equal',
  },
  seed: { takes: 'text', shown: '--seed N', help: 'seed of the parameter draws behind the ranges (default 1)' },
  since: { takes: 'text', shown: '--since FILE', help: 'the earlier drawing to compare with' },
  data: {
    takes: 'text',
    shown: '--data DIR',
    help: 'the data folder (else CLUNEAL_DATA, else the system’s usual place)',
  },
  kind: { takes: 'text', shown: '--kind NAME', help: 'which record: clinic (default) or demo' },
  host: { takes: 'text', shown: '--host ADDRESS', help: 'where to listen (default 127.0.0.1, this machine only)' },
  port: { takes: 'text', shown: '--port N', help: 'the port (default 8787)' },
  demo: { takes: 'nothing', shown: '--demo', help: 'open the demo, whatever was chosen before' },
  clinic: { takes: 'nothing', shown: '--clinic', help: 'open the clinic’s record, whatever was chosen before' },
  lan: {
    takes: 'nothing',
    shown: '--lan',
    help: 'for tablets and phones in the clinic: TLS by a certificate made here',
  },
  name: { takes: 'texts', shown: '--name NAME', help: 'with --lan: a name of this machine in the network; repeatable' },
  'trust-port': {
    takes: 'text',
    shown: '--trust-port N',
    help: 'with --lan: the page that gives away the certificate (default 8788)',
  },
  'behind-proxy': {
    takes: 'text',
    shown: '--behind-proxy URL',
    help: 'a proxy in front adds TLS, and this is its address: https://NAME',
  },
  log: { takes: 'text', shown: '--log FILE', help: 'the log as JSON lines into a file (else to standard error)' },
  'no-backup': { takes: 'nothing', shown: '--no-backup', help: 'make no backup' },
  to: { takes: 'text', shown: '--to FILE', help: 'the backup to make (else one named by the time, in backups/)' },
  'passphrase-file': {
    takes: 'text',
    shown: '--passphrase-file FILE',
    help: 'its first line opens the backup, instead of the backup key',
  },
  'key-file': { takes: 'text', shown: '--key-file FILE', help: 'the words of the backup key, where it is another' },
  into: { takes: 'text', shown: '--into postgres', help: 'restore into the PostgreSQL of CLUNEAL_DATABASE_URL' },
  replace: { takes: 'nothing', shown: '--replace', help: 'put the record that is there aside first' },
  nightly: { takes: 'nothing', shown: '--nightly', help: 'one of those that are removed when they are old' },
  full: { takes: 'nothing', shown: '--full', help: 'look at every row, not at a sample' },
  print: { takes: 'nothing', shown: '--print', help: 'show the key, to be written down' },
  quiet: {
    takes: 'nothing',
    short: 'q',
    shown: '-q, --quiet',
    help: 'no progress and no notes on standard error',
    common: true,
  },
  'no-color': { takes: 'nothing', shown: '--no-color', help: 'no colour (NO_COLOR does the same)', common: true },
  debug: { takes: 'nothing', shown: '--debug', help: 'a stack trace when something breaks', common: true },
  help: {
    takes: 'nothing',
    short: 'h',
    shown: '-h, --help',
    help: 'this help; after a command, that command’s',
    common: true,
  },
  version: { takes: 'nothing', shown: '--version', help: 'version of the program and of its knowledge', common: true },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof FLAGS;

const WIDTH = Math.max(...Object.values(FLAGS).map((flag) => flag.shown.length));

/** Lines of help for the flags of a command, its own first; for the common ones alone where none are named. */
export function flagLines(own: readonly string[]): string[] {
  const shown = (Object.entries(FLAGS) as [FlagName, Flag][]).filter(
    ([name, flag]) => flag.common || own.includes(name),
  );
  const first = shown.filter(([, flag]) => !flag.common);
  const rest = shown.filter(([, flag]) => flag.common);
  return [...first, ...rest].map(([, flag]) => `  ${flag.shown.padEnd(WIDTH)}   ${flag.help}`);
}
