// A PostgreSQL of its own for a test file: the one named in CLUNEAL_TEST_POSTGRES, else a throw-away cluster made with
// Debian's programs, on a socket and no port. Where neither is there the caller skips, and says so.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const DEBIAN = '/usr/lib/postgresql';

export interface PostgresServer {
  /** A new empty database; its address. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

function programs(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  return versions.map((v) => join(DEBIAN, v, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null;
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function owner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Starts one, or null where there is none to start. */
export async function postgresServer(): Promise<PostgresServer | null> {
  const given = process.env.CLUNEAL_TEST_POSTGRES;
  if (given) return onServer(given, async () => {});
  const bin = programs();
  if (!bin) return null;
  const user = owner();
  const folder = mkdtempSync(join(tmpdir(), 'cluneal-pg-'));
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'cluneal', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'], {
    ...as,
    stdio: 'ignore',
    cwd: folder,
  });
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'shared_buffers=32MB', '-c', 'fsync=off'],
    { ...as, stdio: 'ignore', cwd: folder },
  );
  const url = `postgres://cluneal@localhost/postgres?host=${encodeURIComponent(folder)}`;
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    // Nothing in it is worth a clean end.
    server.kill('SIGQUIT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return onServer(url, stop);
    } catch (error) {
      if (tries > 100) {
        await stop();
        throw error;
      }
      await new Promise((resume) => setTimeout(resume, 100));
    }
  }
}

function onServer(url: string, stop: () => Promise<void>): PostgresServer {
  let made = 0;
  return {
    database: async () => {
      const name = `test_${process.pid}_${made++}`;
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
      await client.end();
      const at = new URL(url);
      at.pathname = `/${name}`;
      return at.href;
    },
    stop,
  };
}
