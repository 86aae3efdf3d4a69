// Running one step of a script: what it is, how long it took, and its output when it fails.
import { spawnSync } from 'node:child_process';

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Runs a command, its output shown as it comes. Returns the exit code. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32', ...options });
  return done.status ?? 1;
}

/** Runs a named step quietly; shows its output only when it fails, and ends the script there. */
export function step(name, command, args, options = {}) {
  const started = performance.now();
  process.stdout.write(`${name} ... `);
  const done = spawnSync(command, args, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 1 << 28,
    ...options,
  });
  const took = seconds(performance.now() - started);
  if (done.status === 0) {
    console.log(took);
    return;
  }
  console.log(`failed after ${took}`);
  process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error ? `${done.error.message}\n` : ''}`);
  process.exit(done.status || 1);
}
