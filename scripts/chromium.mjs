// Where a Chromium is, and Debian's package of it when none is and we may install it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Path of a Chromium, or undefined. `CLUNEAL_CHROMIUM` wins. */
export function chromiumPath() {
  const known = [
    process.env.CLUNEAL_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return known.find((path) => path && existsSync(path));
}

/** Installs Debian's chromium; only as root on a system with apt-get. */
export function installChromium() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('installing chromium (once) ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], quiet);
}
