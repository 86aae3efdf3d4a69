#!/usr/bin/env node
// Runs the built command line; says what to do where nothing is built yet.
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(program)) {
  const { main } = await import(program.href);
  await main();
} else {
  process.stderr.write(
    'cluneal: nothing is built yet: run npm run build (or npm start, which also opens the workstation)\n',
  );
  process.exitCode = 1;
}
