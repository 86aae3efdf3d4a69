// Makes a clone ready: the right Node, installed packages, a fresh build. Uses nothing but Node, and does only what has
// changed since last time. Run by `npm start` and `npm test`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: Cluneal needs Node 20.19 or newer (https://nodejs.org)`);
  process.exit(1);
}

const files = (path) =>
  !existsSync(path)
    ? []
    : statSync(path).isFile()
      ? [path]
      : readdirSync(path)
          .sort()
          .flatMap((name) => files(join(path, name)));
const hashOf = (paths) => {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${major}`);
  for (const path of paths.flatMap(files)) {
    // Tests change nothing that is built.
    if (/\.test\.tsx?$/.test(path)) continue;
    hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
};
const stampOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const run = (command, args) => {
  const done = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0) process.exit(done.status ?? 1);
};

const installed = hashOf(['package.json', 'package-lock.json']);
const installStamp = 'node_modules/.cluneal-installed';
if (stampOf(installStamp) !== installed) {
  console.log('installing packages (once) ...');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(installStamp, installed);
}

const built = hashOf([
  'package-lock.json',
  'package.json',
  'tsconfig.base.json',
  'vite.config.ts',
  'src',
  'knowledge',
  'docs',
  'scripts/build.mjs',
  'scripts/definitions.mjs',
  'scripts/fhir-definitions.mjs',
  'scripts/pack.mjs',
  'scripts/r4-package.mjs',
]);
const buildStamp = 'dist/.cluneal-built';
if (stampOf(buildStamp) !== built) {
  run(process.execPath, ['scripts/build.mjs']);
  mkdirSync('dist', { recursive: true });
  writeFileSync(buildStamp, built);
}
