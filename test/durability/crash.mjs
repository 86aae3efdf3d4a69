// The process is killed in the middle of writing, again and again, on the same record: nothing acknowledged may be
// missing. `--kills 50` (short) or 1000.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#core/random.js';
import { checkedRecord } from './checked-record.mjs';
import { numberOption } from './options.mjs';

const kills = numberOption('kills', 50);
const seed = numberOption('seed', 1);
/** A new record after this many kills: checking grows with what is in it. */
const KILLS_OF_A_RECORD = 25;
const random = seededRandom(seed, 'crash');
const totals = { acknowledged: 0, lost: 0, faults: [] };
const started = performance.now();

/** Starts a writer, kills it 60 to 310 ms after it has opened the record. */
const killed = (path) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['test/durability/record-writer.mjs', path, 'FULL', '1e9'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let killing = false;
    child.stdout.on('data', (data) => {
      if (!String(data).includes('open') || killing) return;
      killing = true;
      setTimeout(() => child.kill('SIGKILL'), 60 + 250 * random.uniform());
    });
    child.on('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`the writer ended by itself: ${code}`)),
    );
  });

for (let done = 0; done < kills; ) {
  const folder = mkdtempSync(join(tmpdir(), 'cluneal-crash-'));
  const path = join(folder, 'record.db');
  for (let i = 0; i < KILLS_OF_A_RECORD && done < kills; i++, done++) {
    await killed(path);
    const acks = readFileSync(`${path}.acks`, 'utf8').split('\n').slice(0, -1);
    const { faults, lost } = await checkedRecord(path, acks);
    totals.lost += lost;
    totals.faults.push(...faults);
    if (i === KILLS_OF_A_RECORD - 1 || done === kills - 1) totals.acknowledged += acks.length;
    if (lost + faults.length > 0) console.log(`kill ${done}: ${lost} lost ${faults.slice(0, 3).join('; ')}`);
  }
  rmSync(folder, { recursive: true });
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `${kills} kills, ${totals.acknowledged} acknowledged writes, ${totals.lost} lost, ${totals.faults.length} faults, ${seconds} s`,
);
process.exit(totals.lost + totals.faults.length === 0 && totals.acknowledged > 0 ? 0 : 1);
