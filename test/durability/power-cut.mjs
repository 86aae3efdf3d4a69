// The power fails: what was flushed is on the disk, what was not is there, or not, or torn at a sector. A writer is
// recorded once, then cut at random points of its writes; every image must open, be sound and hold all that had been
// acknowledged. Recorded with less than FULL the same must fail, or the test could not see the difference.
// `--images 200` (short) or 5000.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#core/random.js';
import { checkedRecord } from './checked-record.mjs';
import { numberOption } from './options.mjs';
import { builtRecorder, recordedWriter, skipped } from './recorder.mjs';

const [WRITE, TRUNCATE, SYNC, ACK] = [1, 2, 3, 4];
const [DATABASE, WAL] = [1, 2];
const SECTOR = 512;
const WRITES = 300;
const images = numberOption('images', 200);
const seed = numberOption('seed', 1);

/** The recording as operations in order. */
function operationsOf(log) {
  const operations = [];
  for (let at = 0; at + 18 <= log.length; ) {
    const [op, kind] = [log[at], log[at + 1]];
    const offset = Number(log.readBigUInt64LE(at + 2));
    const length = Number(log.readBigUInt64LE(at + 10));
    const carries = op === WRITE || op === ACK;
    operations.push({ op, kind, offset, data: carries ? log.subarray(at + 18, at + 18 + length) : null });
    at += 18 + (carries ? length : 0);
  }
  return operations;
}

/** A file as the disk has it: bytes that grow, and may be cut. */
class Disk {
  bytes = Buffer.alloc(1 << 20);
  size = 0;
  write(offset, data) {
    const end = offset + data.length;
    if (end > this.bytes.length)
      this.bytes = Buffer.concat([this.bytes, Buffer.alloc(Math.max(end, this.bytes.length))]);
    data.copy(this.bytes, offset);
    this.size = Math.max(this.size, end);
  }
  truncate(size) {
    if (size < this.size) this.bytes.fill(0, size, this.size);
    this.size = size;
  }
}

/** The files after a cut before operation `cut`, and the lines acknowledged until then. */
function imageAt(operations, cut, random) {
  const lastSync = { [DATABASE]: -1, [WAL]: -1 };
  for (let i = 0; i < cut; i++) if (operations[i].op === SYNC) lastSync[operations[i].kind] = i;
  const disks = { [DATABASE]: new Disk(), [WAL]: new Disk() };
  let acks = '';
  for (let i = 0; i < cut; i++) {
    const { op, kind, offset, data } = operations[i];
    if (op === ACK) acks += data.toString('utf8');
    if (op === SYNC || op === ACK) continue;
    const flushed = i < lastSync[kind];
    const fate = flushed ? 0 : random.uniform();
    // Kept, dropped, or torn: a run of whole sectors from either end.
    if (fate >= 0.4 && fate < 0.7) continue;
    if (op === TRUNCATE) disks[kind].truncate(offset);
    else if (fate < 0.4) disks[kind].write(offset, data);
    else {
      const sectors = Math.ceil(data.length / SECTOR);
      const kept = Math.floor(random.uniform() * sectors) * SECTOR;
      if (random.uniform() < 0.5) disks[kind].write(offset, data.subarray(0, kept));
      else disks[kind].write(offset + kept, data.subarray(kept));
    }
  }
  return { disks, acks: acks.split('\n').slice(0, -1) };
}

async function replayed(library, synchronous, count) {
  const folder = mkdtempSync(join(tmpdir(), 'cluneal-power-'));
  const path = join(folder, 'record.db');
  const log = join(folder, 'log');
  const { code, output } = await recordedWriter(library, path, synchronous, WRITES, { RECORD_LOG: log });
  if (code !== 0) throw new Error(`the recorded writer failed: ${output}`);
  const operations = operationsOf(readFileSync(log));
  const random = seededRandom(seed, `power ${synchronous}`);
  const first = operations.findIndex((o) => o.op === ACK);
  const totals = { ok: 0, losing: 0, lost: 0, corrupt: 0, operations: operations.length };
  for (let i = 0; i < count; i++) {
    const cut = first + 1 + Math.floor(random.uniform() * (operations.length - first - 1));
    const { disks, acks } = imageAt(operations, cut, random);
    const image = join(folder, `image-${i}.db`);
    writeFileSync(image, disks[DATABASE].bytes.subarray(0, disks[DATABASE].size));
    writeFileSync(`${image}-wal`, disks[WAL].bytes.subarray(0, disks[WAL].size));
    const { faults, lost } = await checkedRecord(image, acks);
    if (faults.length > 0) totals.corrupt++;
    else if (lost > 0) totals.losing++;
    else totals.ok++;
    totals.lost += faults.length > 0 ? 0 : lost;
    if (synchronous === 'FULL' && lost + faults.length > 0)
      console.log(`cut ${cut}: ${lost} lost; ${faults.slice(0, 2).join('; ')}`);
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(`${image}${end}`, { force: true });
  }
  rmSync(folder, { recursive: true });
  const said = `${count} images of ${totals.operations} operations: ${totals.ok} ok, ${totals.losing} lost acknowledged writes (${totals.lost}), ${totals.corrupt} damaged`;
  console.log(`synchronous=${synchronous}: ${said}`);
  return totals;
}

const recorder = builtRecorder();
if (!recorder) skipped('the power-cut replay needs Linux and gcc');
const full = await replayed(recorder.library, 'FULL', images);
const control = Math.max(20, Math.floor(images / 5));
const normal = await replayed(recorder.library, 'NORMAL', control);
const off = await replayed(recorder.library, 'OFF', control);
rmSync(recorder.folder, { recursive: true });
const bites = normal.losing + normal.corrupt > 0 && off.losing + off.corrupt > 0;
if (!bites) console.log('the negative controls passed: this replay would not see a lost write');
process.exit(full.ok === images && bites ? 0 : 1);
