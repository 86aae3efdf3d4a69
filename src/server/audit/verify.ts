// `audit verify`: the chain row by row, the signed heads on it, and every version against its row and every row against
// its version. Says by name what was done, and where first.
import { hash } from 'node:crypto';
import { type ChainHead, EMPTY_CHAIN } from '../store/audit-chain.js';
import { type StoredVersion } from '../store/repository.js';
import { type AuditKey } from './audit-key.js';
import { type ChainSource } from './chain-source.js';
import { checkedHeads, type KeptHeads } from './checked-heads.js';
import { diagnosed } from './diagnosis.js';
import { type AuditFault, type FaultType } from './fault.js';
import { type ChainRow, fieldOf, fieldsOf, fieldText, hashAt, type RowFields } from './row-text.js';
import { type SignedHead } from './signed-head.js';

export interface Verification {
  readonly clinic: string;
  /** Rows and versions that were looked at. */
  readonly rows: number;
  readonly versions: number;
  /** Heads whose signature holds. */
  readonly heads: number;
  /** Heads from before a restore whose key was left on another machine: they were not checked. */
  readonly ofEarlierKeys: number;
  /** The newest of them; what came after it is held by the chain alone. */
  readonly lastHead: SignedHead | null;
  /** Times the record was put back from a backup, under signature. */
  readonly restored: readonly SignedHead[];
  /** By `seq`; none: all is as it was written. */
  readonly faults: readonly AuditFault[];
}

export interface VerifyOptions {
  readonly source: ChainSource;
  /** The lines beside the key; those of the ledger are read from the source. */
  readonly kept: KeptHeads;
  /** Null where there is none. */
  readonly key: AuditKey | null;
  /** Called now and then with the rows done, so that others may run; a throw ends the work. */
  readonly breathe?: (rows: number) => Promise<void>;
  /** Where to begin, for tests: everything before it is taken as right. */
  readonly from?: ChainHead;
}

const BATCH = 2_000;
const VERSIONS_AT_ONCE = 500;
const MOST_FAULTS = 20;
const WRITES: ReadonlySet<string> = new Set(['"create"', '"update"', '"delete"']);

/** Reads the whole chain of one clinic. The source must show one state, and not an older one than `kept`. */
export async function verified({
  source,
  kept,
  key,
  breathe,
  from = EMPTY_CHAIN,
}: VerifyOptions): Promise<Verification> {
  const { clinic } = source;
  const faults: AuditFault[] = [];
  const keep = (fault: AuditFault) => {
    if (faults.length < MOST_FAULTS) faults.push(fault);
  };
  const found = (type: FaultType, seq: number, message: string) => keep({ type, seq, message });
  const heads = checkedHeads(clinic, kept, await source.headTexts(), key);
  for (const each of heads.faults) keep(each);
  let nextHead = heads.standing.findIndex((head) => head.seq > from.seq);
  const versions = versionsOf(source, from.seq + 1);
  let version = await versions.next();
  let last = from;
  let rows = 0;
  let broken = false;

  const unrecorded = ({ type, id, version, seq }: StoredVersion) =>
    found('version-unrecorded', seq, `no row of the chain tells of ${type}/${id}, version ${version}`);

  for (;;) {
    const batch = await source.rows(last.seq + 1, BATCH);
    for (const row of batch) {
      const fields = fieldsOf(row.body);
      const follows =
        fields !== null &&
        row.seq === last.seq + 1 &&
        row.previous === last.hash &&
        row.wall >= last.at &&
        row.hash === hashAt(clinic, row.seq, row, fields);
      if (!follows) {
        keep(await diagnosed(source, last, row));
        broken = true;
        break;
      }
      rows++;
      last = { seq: row.seq, at: row.wall, hash: row.hash };
      let signed = true;
      for (; heads.standing[nextHead]?.seq === row.seq; nextHead++)
        signed &&= heads.standing[nextHead]!.hash === row.hash;
      if (!signed) {
        keep(await unsigned(source, row));
        broken = true;
        break;
      }
      for (; version && version.seq < row.seq; version = await versions.next()) unrecorded(version);
      if (!isWrite(fields)) continue;
      const fault = versionFault(row, fields, version);
      if (fault) keep(fault);
      if (version?.seq === row.seq) version = await versions.next();
    }
    if (broken || batch.length === 0) break;
    await breathe?.(rows);
  }

  // Beyond a broken place nothing can be said of what should be there.
  if (!broken) {
    const end = await source.recordedEnd();
    const furthest = Math.max(end?.seq ?? 0, heads.standing.at(-1)?.seq ?? 0);
    if (furthest > last.seq)
      found('truncation', last.seq + 1, `the chain ends at row ${last.seq}, and ${furthest} were written`);
    else if (end && end.hash !== last.hash)
      found('insertion', end.seq + 1, `rows were added after ${end.seq}, past the store`);
    for (; version; version = await versions.next()) unrecorded(version);
    for (const { type, id, seq } of await source.stale(MOST_FAULTS))
      found('current-altered', seq, `${type}/${id} is shown in another version than its newest`);
  }
  return {
    ...{ clinic, rows, versions: versions.read(), heads: heads.signed, ofEarlierKeys: heads.ofEarlierKeys },
    ...{ lastHead: heads.standing.at(-1) ?? null, restored: heads.restored },
    faults: faults.sort((a, b) => a.seq - b.seq || Number(isOfRecord(a)) - Number(isOfRecord(b))),
  };
}

/** A row that fits the one before it, and not what was signed at its place. */
async function unsigned(source: ChainSource, { seq, wall, hash: own }: ChainRow): Promise<AuditFault> {
  const next = (await source.rows(seq + 1, 1))[0];
  if (next && next.previous !== own) return diagnosed(source, { seq, at: wall, hash: own }, next);
  const message = `row ${seq} is not the one that was signed: it, or some before it, is written anew`;
  return { type: 'rewrite', seq, message };
}

/** What is wrong with the record follows what is wrong with the chain: the one is often why. */
const isOfRecord = ({ type }: AuditFault): boolean => type.startsWith('version-') || type === 'current-altered';

/** Rows that make a version carry its number and the hash of its text; others of these actions tell of the ledger. */
const isWrite = (fields: RowFields): boolean =>
  WRITES.has(fieldText(fields, 'action')) &&
  fieldText(fields, 'outcome') === '"success"' &&
  fieldText(fields, 'version') !== 'null' &&
  fieldText(fields, 'payload') !== 'null';

/** What is wrong with the version of a row that made one; `version` is the next there is. */
function versionFault(row: ChainRow, fields: RowFields, version: StoredVersion | null): AuditFault | null {
  const name = `${fieldOf(fields, 'type')}/${fieldOf(fields, 'id')}, version ${fieldOf(fields, 'version')},`;
  if (version?.seq !== row.seq) return { type: 'version-missing', seq: row.seq, message: `${name} is not there` };
  if (tells(row, fields, version)) return null;
  return { type: 'version-altered', seq: row.seq, message: `${name} is not what was written` };
}

const tells = (row: ChainRow, fields: RowFields, version: StoredVersion): boolean =>
  version.type === fieldOf(fields, 'type') &&
  version.id === fieldOf(fields, 'id') &&
  version.version === fieldOf(fields, 'version') &&
  version.updated === row.wall &&
  version.deleted === (fieldText(fields, 'action') === '"delete"') &&
  hash('sha256', version.text) === fieldOf(fields, 'payload');

/** The versions in order of `seq`, one at a time; null after the last. */
function versionsOf(source: ChainSource, from: number) {
  let batch: readonly StoredVersion[] = [];
  let at = 0;
  let start = from;
  let read = 0;
  return {
    read: () => read,
    next: async (): Promise<StoredVersion | null> => {
      if (at === batch.length) {
        batch = await source.versions(start, VERSIONS_AT_ONCE);
        at = 0;
        start = (batch.at(-1)?.seq ?? start) + 1;
      }
      const version = batch[at++];
      if (version) read++;
      return version ?? null;
    },
  };
}
