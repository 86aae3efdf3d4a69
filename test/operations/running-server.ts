// The built server as a process of its own, as a clinic starts it.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../../bin/cluneal.mjs', import.meta.url));
const START_MS = 40_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningServer {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it said when it listened. */
  readonly told: Readonly<Record<string, unknown>>;
  /** Standard error so far. */
  log(): string;
  readonly ended: Promise<Ended>;
  /** Asks it to stop, and waits. */
  stop(): Promise<Ended>;
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const environmentOf = (more: Environment): NodeJS.ProcessEnv => ({
  ...process.env,
  CLUNEAL_DATA: undefined,
  CLUNEAL_DATABASE_URL: undefined,
  ...more,
});

/** A user who may not do everything: root may write what nobody else may. */
export const OTHER_USER = process.getuid?.() === 0 ? ({ uid: 65_534, gid: 65_534 } as const) : {};

/** Runs a command to its end. */
export function cluneal(
  words: readonly string[],
  environment: Environment = {},
  input?: string,
  as: { readonly uid?: number; readonly gid?: number; readonly timeout?: number } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [BIN, ...words], { env: environmentOf(environment), stdio: 'pipe', ...as });
  child.stdin.end(input ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** Starts `cluneal serve` on a free port; rejects with what it said when it ends instead of listening. */
export function served(words: readonly string[], environment: Environment = {}): Promise<RunningServer> {
  const child = spawn(process.execPath, [BIN, 'serve', '--json', '--no-backup', '--port', '0', ...words], {
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  const ended = new Promise<Ended>((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  child.stderr.on('data', (data) => {
    err += data;
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    void ended.then(() => {
      clearTimeout(late);
      reject(new Error(err));
    });
    child.stdout.on('data', (data) => {
      out += data;
      if (!out.endsWith('\n')) return;
      clearTimeout(late);
      const told = JSON.parse(out) as Readonly<Record<string, unknown>>;
      resolve({
        ...{ child, told, ended, url: String(told.url) },
        log: () => err,
        stop: () => {
          child.kill('SIGTERM');
          return ended;
        },
      });
    });
  });
}

/** Lines of a log. */
export const linesOf = (log: string): readonly Readonly<Record<string, unknown>>[] =>
  log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

/** A disk in memory of so many kB, or null where this user may make none. */
export function memoryDisk(size: number): { readonly path: string; readonly remove: () => void } | null {
  const path = mkdtempSync(join(tmpdir(), 'cluneal-disk-'));
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', path]).status === 0;
  const remove = () => {
    if (made) spawnSync('umount', ['-l', path]);
    rmSync(path, { recursive: true });
  };
  if (made) return { path, remove };
  remove();
  return null;
}

const OWNER = { login: 'owner', password: 'a long sentence for tests' };

/** Sets a clinic up and signs its owner in as a physician; the token. */
export async function clinicSetUp(url: string): Promise<string> {
  const post = async (path: string, body: unknown, token?: string) => {
    const answer = await fetch(new URL(path, url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: new URL(url).origin,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { token?: string };
  };
  await post('/account/setup', {
    ...{ choice: 'clinic', clinicName: 'Test clinic', siteName: 'Main', teamName: 'Pain' },
    owner: { name: 'Test Owner', ...OWNER, treatsAs: 'physician' },
  });
  const { token } = await post('/account/sign-in', { ...OWNER, token: true });
  const acting = await post('/account/role', { role: 'physician' }, token);
  return acting.token ?? token!;
}
