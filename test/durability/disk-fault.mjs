// The disk fails or is full, at one flush or for a run of writes: the record answers "degraded", goes on reading, and
// takes writes again once it has been opened anew and found sound. Nothing acknowledged may be missing; a fault while
// opening is told in one line. `--runs 40` (short) or 1000.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#core/random.js';
import { checkedRecord } from './checked-record.mjs';
import { numberOption } from './options.mjs';
import { builtRecorder, recordedWriter, skipped } from './recorder.mjs';

const runs = numberOption('runs', 40);
const random = seededRandom(numberOption('seed', 1), 'disk fault');
const WRITES = 60;
/** A writer's flushes and writes, about: faults are placed among them. */
const MOST = { sync: 60, write: 1500 };
const REFUSED = 3;

const recorder = builtRecorder();
if (!recorder) skipped('disk faults need Linux and gcc');
const totals = { refused: 0, degraded: 0, untouched: 0, unacknowledged: 0, failures: [] };
for (let run = 0; run < runs; run++) {
  const on = run % 2 === 0 ? 'sync' : 'write';
  const error = run % 4 < 2 ? 'EIO' : 'ENOSPC';
  const at = 1 + Math.floor(random.uniform() * MOST[on]);
  const folder = mkdtempSync(join(tmpdir(), 'cluneal-fault-'));
  const path = join(folder, 'record.db');
  const fault = { FAULT_ON: on, FAULT_ERROR: error, FAULT_AT: String(at), FAULT_COUNT: on === 'sync' ? '1' : '40' };
  const { code, output } = await recordedWriter(recorder.library, path, 'FULL', WRITES, fault);
  const acks = existsSync(`${path}.acks`) ? readFileSync(`${path}.acks`, 'utf8').split('\n').slice(0, -1) : [];
  const { faults, lost, versions } = await checkedRecord(path, acks);
  const said = `${error} at ${on} ${at}`;
  if (code === REFUSED && /^refused .+\n$/.test(output)) totals.refused++;
  else if (code !== 0) totals.failures.push(`${said}: ended with ${code}: ${output.slice(-300)}`);
  else if (output.includes('degraded after') || output.includes('ready after')) totals.degraded++;
  else totals.untouched++;
  if (lost > 0 || faults.length > 0) totals.failures.push(`${said}: ${lost} lost; ${faults.slice(0, 2).join('; ')}`);
  totals.unacknowledged += versions - acks.length;
  rmSync(folder, { recursive: true });
}
rmSync(recorder.folder, { recursive: true });
for (const failure of totals.failures) console.log(failure);
console.log(
  `${runs} disk faults: ${totals.degraded} degraded and recovered, ${totals.refused} refused to open, ${totals.untouched} not reached, ` +
    `${totals.unacknowledged} writes kept that were answered as failed, ${totals.failures.length} failures`,
);
process.exit(totals.failures.length === 0 && totals.degraded > 0 ? 0 : 1);
