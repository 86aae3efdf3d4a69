// The machine as the doctor looks at it: Node, the clock, the build, the ports, the certificate.
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Knowledge } from '#core/knowledge.js';
import { type DataFolder } from '../data-folder.js';
import { type Finding, fail, ok, warn } from './finding.js';

const LEAST_NODE = [20, 19] as const;
const DAY_MS = 86_400_000;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
    ? ok('Node.js', version)
    : fail('Node.js', version, `install ${LEAST_NODE.join('.')} or newer`);
}

/** A clock before the program was built, or far behind a file it has written, is wrong. */
export async function checkClock(now: number, root: string, folder: DataFolder): Promise<Finding> {
  const says = new Date(now).toISOString();
  const mend = 'set the clock; most systems do it by themselves once they reach a time server';
  const built = await stat(join(root, 'pack/knowledge.json')).catch(() => null);
  if (built && now < built.mtimeMs - DAY_MS) return fail('clock', `${says}, before this program was built`, mend);
  const written = await stat(folder.recordFile('clinic')).catch(() => null);
  if (written && now < written.mtimeMs - DAY_MS)
    return fail('clock', `${says}, before the record was last written`, mend);
  return ok('clock', says);
}

export async function checkKnowledge(root: string): Promise<Finding> {
  try {
    const { version } = JSON.parse(await readFile(join(root, 'pack/knowledge.json'), 'utf8')) as Knowledge;
    return ok('knowledge', version);
  } catch {
    return fail('knowledge', `no compiled knowledge in ${root}`, 'npm run build');
  }
}

/** Whether the port can be opened; a server of ours that runs already has it. */
export function checkPort(host: string, port: number): Promise<Finding> {
  const name = `port ${port}`;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? warn(name, `taken on ${host}`, 'well if Cluneal runs already; else stop what uses it, or choose another')
          : fail(name, `cannot be opened on ${host} (${error.code})`, 'choose another port or address'),
      ),
    );
    server.listen(port, host, () => server.close(() => resolve(ok(name, `free on ${host}`))));
  });
}

export async function checkCertificate(folder: DataFolder, now: number, lan: boolean): Promise<readonly Finding[]> {
  const path = join(folder.tls, 'leaf.pem');
  if (!existsSync(path)) return lan ? [ok('certificate', 'made at the first start with --lan')] : [];
  try {
    const certificate = new X509Certificate(await readFile(path, 'utf8'));
    const until = Date.parse(certificate.validTo);
    const says = `until ${new Date(until).toISOString().slice(0, 10)}`;
    if (until < now)
      return [warn('certificate', `${says}: it has ended`, 'serve --lan makes a new one when it starts')];
    return [ok('certificate', says)];
  } catch {
    return [fail('certificate', `${path} cannot be read`, 'remove it: serve --lan makes a new one')];
  }
}
