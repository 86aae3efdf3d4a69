// Signs the end of the chain while the server runs: after every thousand rows, every hour in which something happened,
// at a stop and at a backup. Each head is kept twice: beside the key, out of the database's reach, and in the ledger.
import { type AuditRow } from '../store/audit-chain.js';
import { type Repository } from '../store/repository.js';
import { type ServerWorld } from '../world.js';
import { type AuditFiles } from './audit-files.js';
import { type AuditKey } from './audit-key.js';
import { appendHead, readHeads } from './heads-file.js';
import { type SignedHead, signHead, textOfHead } from './signed-head.js';
import { type KeptVerification, lastVerification } from './verified-file.js';

/** The ledger's kind of what `heads.ts` keeps; the id is the head's `seq`, in sixteen digits. */
export const HEAD_KIND = 'audit-head';

const ROWS_BETWEEN = 1_000;
const HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 1_000;

export interface Heads {
  /** The newest one, or null before the first. */
  last(): SignedHead | null;
  /** The public half of the key, as PEM. */
  readonly publicKey: string;
  /**
   * What is wrong, in words for the operator, or null: the chain is not where it was signed, or a head could not be
   * kept.
   */
  trouble(): string | null;
  /** What the last `audit verify` found; null before the first. */
  lastVerification(): KeptVerification | null;
  /** Signs the end of the chain, unless that is signed already; null for an empty chain. For a backup. */
  sign(): Promise<SignedHead | null>;
  /** Says, under signature, that the record was put back to its present end from a backup. Call before anything is written. */
  restored(): Promise<SignedHead | null>;
  /** Signs the end and stops. Call before the repository is closed. */
  close(): Promise<void>;
}

export interface HeadsOptions {
  readonly repository: Pick<Repository, 'auditRows' | 'auditFound' | 'transaction'>;
  readonly clinic: string;
  readonly key: AuditKey;
  /** Where the heads stand; the file is made when it is not there. */
  readonly files: Pick<AuditFiles, 'heads' | 'verified'>;
  readonly world: Pick<ServerWorld, 'now'>;
}

/** Looks where the chain stands against its newest head, then keeps signing until it is closed. */
export async function headsOver({ repository, clinic, key, files, world }: HeadsOptions): Promise<Heads> {
  let last: SignedHead | null = readHeads(files.heads).heads.at(-1) ?? null;
  let lost: string | null = last && (await farFrom(last));
  let failed: string | null = null;
  let busy: Promise<unknown> = Promise.resolve();

  async function farFrom(head: SignedHead): Promise<string | null> {
    const [row] = await repository.auditRows(clinic, head.seq, 1);
    // A row of another clinic has another hash. Before the first row there is none.
    return head.seq === 0 || (row?.seq === head.seq && row.hash === head.hash)
      ? null
      : `row ${head.seq} of the audit chain is not the one that was signed: run cluneal audit verify`;
  }

  const end = async (): Promise<AuditRow | undefined> => (await repository.auditFound(clinic, { count: 1 }))[0];

  async function keep(kind: SignedHead['kind'], row: Pick<AuditRow, 'seq' | 'hash'>): Promise<SignedHead> {
    const head = signHead(key, { kind, clinic, seq: row.seq, hash: row.hash, at: world.now() });
    appendHead(files.heads, head);
    last = head;
    const entry = { kind: HEAD_KIND, id: String(head.seq).padStart(16, '0'), text: textOfHead(head) };
    const kept = await repository.transaction(clinic, async (tx) => {
      await tx.keep(clinic, entry);
      return { ok: true, value: null };
    });
    failed = kept.ok ? null : 'the newest audit head stands beside the key only: the record takes no writes';
    return head;
  }

  async function sign(): Promise<SignedHead | null> {
    const row = await end();
    if (!row) return null;
    return last?.seq === row.seq && last.hash === row.hash ? last : keep('head', row);
  }

  const isDue = ({ seq }: AuditRow): boolean =>
    !last || seq - last.seq >= ROWS_BETWEEN || (seq > last.seq && world.now() - last.at >= HOUR_MS);

  async function look(): Promise<void> {
    const row = await end();
    if (row && isDue(row)) await sign();
  }

  /** One after another: two heads of one end would be one too many. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = busy.then(work);
    busy = next.catch(() => {});
    return next;
  }

  const timer = setInterval(() => {
    inTurn(look).catch(() => {
      failed = 'the newest audit head could not be written: check the disk of the keys, and its permissions';
    });
  }, LOOK_EVERY_MS).unref();

  return {
    last: () => last,
    publicKey: key.publicPem,
    trouble: () => lost ?? failed,
    lastVerification: () => lastVerification(files.verified, clinic),
    sign: () => inTurn(sign),
    restored: () =>
      inTurn(async () => {
        const head = await keep('restored', (await end()) ?? { seq: 0, hash: '' });
        lost = null;
        return head;
      }),
    close: async () => {
      clearInterval(timer);
      await inTurn(sign);
    },
  };
}
