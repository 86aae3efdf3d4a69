// Backups taken while another process writes without pause: each is put back in an empty place and must be the record at
// one moment - a prefix of its audit chain, to the last hash - with everything in it that had been acknowledged before the
// backup began. `--times 5` (short) or 50.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparedDataFolder, preparedRecord } from '#server/operations/data-folder.js';
import { openRecordReadOnly } from '#server/operations/open-record.js';
import { rowsOf } from '#server/operations/record-tables.js';
import { checkedRecord } from '../durability/checked-record.mjs';
import { numberOption } from '../durability/options.mjs';

const times = numberOption('times', 5);
/** A new record after this many: checking grows with what is in it. */
const TIMES_OF_A_RECORD = 10;
const totals = { acknowledged: 0, during: 0, restoredRows: 0, faults: [] };
const started = performance.now();

const run = (words) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/cluneal.mjs', ...words, '--json', '--quiet'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CLUNEAL_DATABASE_URL: '' },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    child.on('exit', (code) =>
      code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`${words.join(' ')}: ${err}`)),
    );
  });

/** A writer that goes on until it is stopped. */
const writing = (path) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['test/durability/record-writer.mjs', path, 'FULL', '1e9'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((done) => child.on('exit', done));
    child.on('exit', (code) => reject(new Error(`the writer ended by itself: ${code}`)));
    child.stdout.on('data', (data) => {
      if (String(data).includes('open'))
        resolve(async () => {
          child.kill('SIGKILL');
          await ended;
        });
    });
  });

const acksOf = (path) => readFileSync(`${path}.acks`, 'utf8').split('\n').slice(0, -1);

/** The hash of each row of the chain, by its place; and the versions, as text by type, id and version. */
async function contentOf(path) {
  const record = await openRecordReadOnly({ type: 'file', path });
  try {
    const { connection } = record;
    const read = async (name, columns, key) => {
      const rows = [];
      for await (const some of rowsOf(connection, { name, columns, key }, 1_000)) rows.push(...some);
      return rows;
    };
    const audit = await read('audit', ['clinic', 'seq', 'hash'], ['clinic', 'seq']);
    const columns = ['clinic', 'type', 'id', 'version', 'seq', 'text'];
    const versions = await read('version', columns, columns.slice(0, 4));
    return {
      hashes: new Map(audit.map(([, seq, hash]) => [seq, hash])),
      versions: new Map(
        versions.map(([, type, id, version, seq, text]) => [`${type} ${id} ${version}`, { seq, text }]),
      ),
    };
  } finally {
    await record.close();
  }
}

/** Backups of one record under one writer; then each is put back and held against what the record became. */
async function round(count) {
  const folder = await preparedDataFolder(mkdtempSync(join(tmpdir(), 'cluneal-load-')));
  const path = await preparedRecord(folder, 'clinic');
  const stop = await writing(path);
  const taken = [];
  try {
    for (let i = 0; i < count; i++) {
      const before = acksOf(path);
      const backup = await run(['db', 'backup', '--data', folder.root, '--to', join(folder.backups, `${i}.backup`)]);
      totals.during += acksOf(path).length - before.length;
      taken.push({ before, backup });
    }
  } finally {
    await stop();
  }
  totals.acknowledged += acksOf(path).length;
  const whole = await contentOf(path);
  for (const [i, { before, backup }] of taken.entries()) {
    const fault = (what) => totals.faults.push(`backup ${i}: ${what}`);
    const into = await preparedDataFolder(mkdtempSync(join(tmpdir(), 'cluneal-back-')));
    await run(['db', 'restore', backup.path, '--data', into.root, '--key-file', folder.backupKey]);
    const restored = into.recordFile('clinic');
    const part = await contentOf(restored);
    const last = Math.max(...part.hashes.keys());
    totals.restoredRows += part.hashes.size;
    if (part.hashes.size !== last) fault('its chain has gaps');
    if (part.hashes.get(last) !== whole.hashes.get(last)) fault('its chain is not a prefix');
    if (last !== backup.chains[0].seq) fault('its head says another end');
    const upTo = [...whole.versions].filter(([, version]) => version.seq <= last);
    if (upTo.length !== part.versions.size) fault(`${part.versions.size} versions instead of ${upTo.length}`);
    for (const [key, { text }] of upTo) if (part.versions.get(key)?.text !== text) fault(`${key} differs`);
    const { faults, lost } = await checkedRecord(restored, before);
    for (const what of faults) fault(what);
    if (lost > 0) fault(`${lost} acknowledged before it are missing`);
    rmSync(into.root, { recursive: true });
  }
  rmSync(folder.root, { recursive: true });
}

for (let done = 0; done < times; done += TIMES_OF_A_RECORD) await round(Math.min(TIMES_OF_A_RECORD, times - done));
for (const fault of totals.faults.slice(0, 10)) console.log(fault);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `${times} backups under load, ${totals.acknowledged} acknowledged writes (${totals.during} while a backup ran), ` +
    `${totals.restoredRows} audit rows put back, ${totals.faults.length} faults, ${seconds} s`,
);
process.exit(totals.faults.length === 0 && totals.during > 0 ? 0 : 1);
