// Starts and stops the server: the house with its record, the app over it, the doors it is reached by. Everything it
// needs of the machine is handed in: only the command line reads the environment.

import { type Server as TlsServer } from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { reasoningThread } from './fhir-api/reasoning-thread.js';
import { NO_DEMO, openHouse, type ServerHouse } from './house.js';
import { loadGate, USUAL_LIMITS } from './load-shedding.js';
import { type RecordKind } from './open-clinic.js';
import { builtParts, requireBuilt } from './operations/built-parts.js';
import { OperatorError, preparedDataFolder } from './operations/data-folder.js';
import { type DoorOptions, doorsOf, listeningHost } from './operations/doors.js';
import { hostsOf } from './operations/host-check.js';
import { type LanTrust, lanTrust } from './operations/lan/lan-trust.js';
import { type Trust } from './operations/lan/trust-page.js';
import { trustServer } from './operations/lan/trust-server.js';
import { limitedServer, listening, stopped } from './operations/listening.js';
import { nightlyBackups } from './operations/nightly-backups.js';
import { rememberedChoice } from './operations/remembered-choice.js';
import { runningRequests } from './operations/running-requests.js';
import { type ServerLog } from './operations/server-log.js';
import { createApp } from './routes.js';
import { learnNow } from './store/fhirpath.js';
import { recordThreads } from './store/sqlite/record-threads.js';
import { type ServerWorld } from './world.js';

export interface StartOptions extends DoorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Of the page that gives away the certificate; with `lan` only. */
  readonly trustPort: number;
  /** The `dist` folder: `web/`, `pack/`, `definitions/` inside. */
  readonly root: string;
  /** The data folder. */
  readonly data: string;
  readonly databaseUrl: string | undefined;
  /** Opens this record whatever was chosen before. */
  readonly wanted: RecordKind | null;
  /** Version of the program. */
  readonly program: string;
  readonly world: ServerWorld;
  readonly log: ServerLog;
  /** Words that make a nightly backup; null makes none. */
  readonly backupCommand: readonly string[] | null;
}

export interface Running {
  /** Where people open it. */
  readonly url: string;
  readonly port: number;
  readonly house: ServerHouse;
  /** Where a tablet gets the certificate; null without `lan`. */
  readonly trust: (Trust & { readonly page: string; readonly leftOut: readonly string[] }) | null;
  /** Lets those who are being answered finish, writes what waits, signs the audit chain, closes the record. */
  close(): Promise<void>;
}

/** How long those who are being answered may take at a stop. */
const GRACE_MS = 10_000;
/** When nobody has asked for anything yet. */
const LEARNING_AFTER_MS = 2_000;
/** Letters and digits that nobody mistakes for each other. */
const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 10;

const codeOf = (world: ServerWorld): string =>
  Array.from(world.random(CODE_LENGTH), (byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('');

/** Listens, or fails with a message that says what to do; what it had opened is closed again. */
export async function start(options: StartOptions): Promise<Running> {
  const { root, world, log, program } = options;
  const host = listeningHost(options);
  const undo: (() => Promise<void> | void)[] = [];
  try {
    requireBuilt(root);
    const folder = await preparedDataFolder(options.data);
    const parts = await builtParts(root);
    const shared = options.lan || options.behindProxy !== undefined;
    // Before a certificate is made for it.
    if (shared && (options.wanted ?? (await rememberedChoice(folder))) === 'demo') throw new OperatorError(NO_DEMO);
    const lan: LanTrust | null = options.lan ? await lanTrust(folder, options.names, world, log) : null;
    if (lan) undo.push(lan.stop);
    const doors = doorsOf({ ...options, host }, lan?.names ?? null);
    const hosts = hostsOf(doors);
    const requests = runningRequests();
    let port = options.port;
    const scheme = options.lan ? 'https' : 'http';
    const shownHost = lan?.shown ?? (host.includes(':') ? `[${host}]` : host);
    const url = () => (doors.proxy === null ? `${scheme}://${shownHost}:${port}/` : `${doors.proxy}/`);
    const trust = (): Trust | null =>
      lan && { authority: lan.current().authority, fingerprint: lan.current().fingerprint, address: url() };

    // The built ones, wherever this file runs from: a thread cannot run the sources.
    const builtModule = (path: string) => pathToFileURL(join(root, 'server', path));
    const house = await openHouse({
      ...{ folder, parts, databaseUrl: options.databaseUrl, program, world, log, hosts, shared, trust },
      bases: () => basesOf(doors.names, doors.proxy, scheme, port),
      ended: requests.ended,
      wanted: options.wanted,
      setupCode: shared ? codeOf(world) : null,
      nightly: options.backupCommand !== null,
      threads: (path) =>
        recordThreads(path, { modules: builtModule('store/sqlite/'), definitions: join(root, 'definitions') }),
    });
    undo.push(() => house.close());

    const { knowledge, codes } = parts;
    const reasoning = reasoningThread({ module: builtModule('fhir-api/assess-worker.js'), knowledge, codes });
    undo.push(() => reasoning.close());
    const app = createApp({ house, root, parts, log, world, hosts, reasoning });
    const answer = getRequestListener(app.app.fetch);
    const gate = loadGate(USUAL_LIMITS, {
      elapsed: world.elapsed,
      later: (run, ms) => setTimeout(run, ms).unref(),
      afterTurn: (run) => setImmediate(run),
      behind: () => house.open()?.readAudit.behind() ?? false,
    });
    const server = limitedServer((request, response) => {
      if (!gate.admit(request, response)) return;
      requests.began(response);
      void answer(request, response);
    }, lan?.current() ?? null);
    lan?.onRenewed(({ certificate, key }) => (server as TlsServer).setSecureContext({ cert: certificate, key }));
    undo.push(() => stopped(server, GRACE_MS));
    port = await listening(server, host, port);
    await house.listening();

    let page: string | null = null;
    if (lan) {
      const giving = trustServer(() => trust()!);
      undo.push(() => stopped(giving, GRACE_MS));
      page = `http://${lan.shown}:${await listening(giving, host, options.trustPort, '--trust-port')}/`;
    }
    if (options.backupCommand)
      undo.push(
        nightlyBackups({
          ...{ folder, world, log, command: options.backupCommand },
          wanted: () => house.record() === 'clinic',
        }),
      );
    log.write({ kind: 'event', level: 'info', event: 'started', note: url() });
    // Else the first who writes something would wait for it.
    const learning = setTimeout(learnNow, LEARNING_AFTER_MS);
    learning.unref();
    undo.push(() => clearTimeout(learning));

    let closed: Promise<void> | null = null;
    return {
      ...{ url: url(), port, house },
      trust: page === null ? null : { ...trust()!, page, leftOut: lan!.current().leftOut },
      close: () => {
        closed ??= (async () => {
          log.write({ kind: 'event', level: 'info', event: 'stopping' });
          await undone(undo);
          log.write({ kind: 'event', level: 'info', event: 'stopped' });
        })();
        return closed;
      },
    };
  } catch (error) {
    await undone(undo);
    throw error;
  }
}

/** In the reverse of the order in which it was done. */
async function undone(undo: readonly (() => Promise<void> | void)[]): Promise<void> {
  for (const step of [...undo].reverse()) await step();
}

/** Every address under which the FHIR API is this server's. */
function basesOf(names: ReadonlySet<string>, proxy: string | null, scheme: string, port: number): readonly string[] {
  const own = [...names].map((name) => `${scheme}://${name}:${port}/fhir`);
  return proxy === null ? own : [`${proxy}/fhir`, ...own];
}
