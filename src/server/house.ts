// The house holds what a server has: the data folder, the record that is open, and the way from one to the other. Demo
// and clinic are two records, in two places, never open together for longer than the last requests of the first need.
import { type House, type HouseClinic } from './accounts/house.js';
import { passwordHasher } from './accounts/password-hasher.js';
import { type RecordKind } from './open-clinic.js';
import { type BuiltParts } from './operations/built-parts.js';
import { type DataFolder, OperatorError } from './operations/data-folder.js';
import { type Watched } from './operations/health-routes.js';
import { type Hosts } from './operations/host-check.js';
import { rememberBases } from './operations/known-bases.js';
import { type Trust } from './operations/lan/trust-page.js';
import { recordPlaceOf } from './operations/open-record.js';
import { type OpenRecord, openRecordParts } from './operations/open-record-parts.js';
import { readiness } from './operations/readiness.js';
import { rememberChoice, rememberedChoice } from './operations/remembered-choice.js';
import { type ServerLog } from './operations/server-log.js';
import { type RecordThreads } from './store/sqlite/record-threads.js';
import { type ServerWorld } from './world.js';

export interface HouseOptions {
  readonly folder: DataFolder;
  readonly parts: BuiltParts;
  /** The clinic's record is there instead of in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly program: string;
  readonly world: ServerWorld;
  readonly log: ServerLog;
  readonly hosts: Hosts;
  /** Addresses of the FHIR API at this server. */
  readonly bases: () => readonly string[];
  /** Resolves when the requests that run now have ended. */
  readonly ended: () => Promise<void>;
  /** Opened whatever was chosen before; null opens what was. */
  readonly wanted: RecordKind | null;
  /** The server can be reached from other machines: no demo, whose passwords everybody may read. */
  readonly shared: boolean;
  readonly setupCode: string | null;
  readonly nightly: boolean;
  readonly trust: () => Trust | null;
  /** Makes the threads of a record of one file. */
  readonly threads: (path: string) => RecordThreads;
}

export interface ServerHouse extends House, Watched {
  /** The addresses are known now: the open record keeps them. */
  listening(): Promise<void>;
  /** Closes the record that is open, and waits for one that is being closed. */
  close(): Promise<void>;
}

/** Why a server that others can reach does not open the demo. */
export const NO_DEMO =
  'the demo’s passwords are known to everybody, so it runs on this computer only: leave --lan and --behind-proxy out, or start with --clinic';

/** The record was opened without the key; one that is put back is found at the next start. */
const UNSIGNED = 'the end of the audit chain is signed by nobody: put the key back and start again';

/** Opens the house, and in it the record that was chosen before or is wanted. Throws in words. */
export async function openHouse(options: HouseOptions): Promise<ServerHouse> {
  const { folder, parts, world, hosts, wanted, shared } = options;
  const hasher = passwordHasher(world);
  let open: OpenRecord | null = null;
  let closing: Promise<void> = Promise.resolve();
  let turn: Promise<unknown> = Promise.resolve();

  async function opened(kind: RecordKind, mustExist: boolean): Promise<OpenRecord> {
    if (kind === 'demo' && shared) throw new OperatorError(NO_DEMO);
    const place = recordPlaceOf(folder, kind, options.databaseUrl);
    return openRecordParts({ ...options, kind, place, mustExist, parts, hasher });
  }

  async function chosen(kind: RecordKind): Promise<HouseClinic> {
    const before = open;
    if (before && (before.clinic.kind === kind || before.clinic.kind === 'clinic')) return before.clinic;
    const next = await opened(kind, false);
    try {
      await rememberChoice(folder, kind);
    } catch (error) {
      await next.close();
      throw error;
    }
    open = next;
    await rememberBases(next.clinic.repository, next.clinic.clinic, options.bases());
    // Those who are being answered from the demo are answered to the end; nobody else finds it any more.
    if (before) closing = options.ended().then(() => before.close());
    return next.clinic;
  }

  const remembered = await rememberedChoice(folder);
  const first = wanted ?? remembered;
  if (first) {
    // What was there at the last start must be there now.
    open = await opened(first, first === remembered);
    if (first !== remembered) await rememberChoice(folder, first);
  }

  return {
    program: options.program,
    knowledge: parts.knowledge.version,
    record: () => open?.clinic.kind ?? 'unset',
    open: () => open?.clinic ?? null,
    choose: (kind) => {
      const next = turn.then(() => chosen(kind));
      turn = next.catch(() => {});
      return next;
    },
    loopback: (c) => hosts.loopback(c),
    secure: (c) => hosts.secure(c),
    origin: (c) => hosts.originOf(c),
    address: (c) => hosts.address(c),
    demo: () => !shared,
    setupCode: () => options.setupCode,
    trust: options.trust,
    listening: async () => {
      if (open) await rememberBases(open.clinic.repository, open.clinic.clinic, options.bases());
    },
    readiness: () =>
      readiness({
        ...{ folder, nightly: options.nightly, now: world.now() },
        record: open?.clinic.kind ?? 'unset',
        health: open?.clinic.repository.health() ?? null,
        auditTrouble: open ? (open.heads ? open.heads.trouble() : UNSIGNED) : null,
      }),
    close: async () => {
      await turn;
      await closing;
      await open?.close();
      open = null;
    },
  };
}
