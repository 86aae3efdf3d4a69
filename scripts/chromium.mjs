// Where a Chromium is, and Debian's package of it when none is and we may install it.
import { existsSync } from 'node:fs';
import { installFromDebian } from './debian.mjs';

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

/** Installs Debian's chromium, with a font for its letters. */
export const installChromium = () => installFromDebian('chromium', 'fonts-liberation');
