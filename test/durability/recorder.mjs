// Builds the recorder (gcc) and runs a record writer under it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The recorder's library in a folder of its own; null where there is no gcc or it is not Linux. */
export function builtRecorder() {
  const folder = mkdtempSync(join(tmpdir(), 'cluneal-recorder-'));
  const library = join(folder, 'recorder.so');
  const args = ['-shared', '-fPIC', '-O1', '-o', library, 'test/durability/recorder.c', '-ldl', '-lpthread'];
  const made = process.platform === 'linux' ? spawnSync('gcc', args, { encoding: 'utf8' }) : null;
  if (made?.status) throw new Error(made.stderr);
  return made && !made.error ? { folder, library } : null;
}

/** Says that a test cannot run here: a skip that is counted, and in CI a failure. */
export function skipped(why) {
  console.log(`1 skipped: ${why}`);
  process.exit(process.env.CI === 'true' ? 1 : 0);
}

/** Runs a writer to its end. @returns {Promise<{ code: number | null, output: string }>} */
export function recordedWriter(library, path, synchronous, writes, environment) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['test/durability/record-writer.mjs', path, synchronous, String(writes)], {
      env: { ...process.env, LD_PRELOAD: library, RECORD_PREFIX: path, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('exit', (code) => resolve({ code, output }));
  });
}
