// cluneal audit verify: every chain of the data folder, while the server may be running.

import { verifiedRecord } from '#server/audit/record-to-verify.js';
import { headLine } from '#server/audit/signed-head.js';
import { type Verification } from '#server/audit/verify.js';
import { type RecordKind } from '#server/open-clinic.js';
import { type DataFolder } from '#server/operations/data-folder.js';
import { type Arguments } from './arguments.js';
import { complain } from './complain.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { printable, type Terminal } from './terminal.js';

/** What the command needs of the machine. */
export interface AuditVerifyPlace {
  readonly folder: DataFolder;
  /** The records to verify, in this order; those that are not there are passed over. */
  readonly kinds: readonly RecordKind[];
  readonly databaseUrl: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

class Interrupted extends Error {}

/** JSON: {records: [{kind, clinic, rows, versions, heads, lastHead, restored, faults, seconds, rowsPerSecond}]}. */
export async function auditVerifyCommand(
  args: Pick<Arguments, 'json' | 'quiet'>,
  terminal: Terminal,
  { folder, kinds, databaseUrl, now }: AuditVerifyPlace,
): Promise<ExitCode> {
  const records: { readonly told: Told; readonly key: string }[] = [];
  const breathe = async (): Promise<void> => {
    await terminal.breathe();
    if (terminal.stop.aborted) throw new Interrupted();
  };
  for (const kind of kinds) {
    const started = terminal.now();
    try {
      const found = await verifiedRecord({ folder, kind, databaseUrl, breathe }, now());
      const seconds = (terminal.now() - started) / 1000;
      for (const verification of found ?? [])
        records.push({ told: { kind, ...verification, seconds }, key: folder.audit(kind).key });
    } catch (error) {
      if (error instanceof Interrupted) return EXIT.interrupted;
      throw error;
    }
  }
  if (records.length === 0)
    return complain(
      terminal,
      [`no record in ${printable(folder.root)}: name the data folder with --data`],
      EXIT.failure,
    );
  if (args.json) terminal.out(`${JSON.stringify({ records: records.map(({ told }) => jsonOf(told)) })}\n`);
  else for (const { told, key } of records) terminal.out(`${linesOf(told, key).map(printable).join('\n')}\n`);
  return records.some(({ told }) => told.faults.length > 0) ? EXIT.findings : EXIT.ok;
}

type Told = Verification & { readonly kind: RecordKind; readonly seconds: number };

const rateOf = ({ rows, seconds }: Told): number => Math.round(rows / Math.max(seconds, 0.001));
const jsonOf = (told: Told) => ({ ...told, rowsPerSecond: rateOf(told) });

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

function linesOf(told: Told, key: string): string[] {
  const { kind, rows, versions, faults, restored, ofEarlierKeys, seconds } = told;
  const looked = `${count(rows, 'row')} and ${count(versions, 'version')} in ${seconds.toFixed(1)} s, ${count(rateOf(told), 'row')} a second`;
  return [
    faults.length === 0 ? `${kind}: the audit log holds` : `${kind}: the audit log does not hold`,
    ...faults.map((fault) => `  ${fault.type} at row ${fault.seq}: ${fault.message}`),
    ...restored.map((head) => `  put back from a backup to row ${head.seq} on ${new Date(head.at).toISOString()}`),
    ...(ofEarlierKeys > 0
      ? [`  ${count(ofEarlierKeys, 'head')} from before that, of another machine's key: not checked`]
      : []),
    `  ${looked}`,
    `  ${headsTold(told, key)}`,
  ];
}

function headsTold({ lastHead, faults }: Told, key: string): string {
  if (lastHead) return `last signed head: ${headLine(lastHead)}`;
  return faults.some(({ type }) => type === 'key-missing')
    ? `there are signed heads, and their key is gone: put ${key} back from where it was kept, and start the server again; until then no head can be checked and the server signs no new one, so nobody could tell a chain that was made anew`
    : 'no signed head yet';
}
