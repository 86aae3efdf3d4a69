import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backupName } from './backup/backup-files.js';
import { dataFolderAt, preparedDataFolder } from './data-folder.js';
import { lastDue, nextDue, nightlyBackups } from './nightly-backups.js';
import { readiness } from './readiness.js';
import { type LogLine } from './server-log.js';

const HOUR = 3_600_000;
/** A process of its own takes its time on a busy machine. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000 });
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

describe('the hour of the backup', () => {
  it('is two in the night by the machine’s own clock', () => {
    expect(lastDue(at(28, 1, 59))).toBe(at(27, 2));
    expect(lastDue(at(28, 2))).toBe(at(28, 2));
    expect(lastDue(at(28, 23))).toBe(at(28, 2));
    expect(nextDue(at(28, 23))).toBe(at(29, 2));
    expect(nextDue(at(28, 1))).toBe(at(28, 2));
  });
});

describe('the nightly backup', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function night(script: string, wanted = () => true) {
    const folder = await preparedDataFolder(mkdtempSync(join(tmpdir(), 'cluneal-night-')));
    const ran = join(folder.root, 'keys', 'ran');
    const lines: LogLine[] = [];
    const world = { clock: at(28, 14), now: () => world.clock };
    const stop = nightlyBackups({
      folder,
      wanted,
      command: [process.execPath, '-e', script.replace('RAN', JSON.stringify(ran))],
      world,
      log: { write: (line) => lines.push(line) },
    });
    const runs = () => {
      try {
        return readFileSync(ran, 'utf8').length;
      } catch {
        return 0;
      }
    };
    const pass = async (ms: number) => {
      world.clock += ms;
      await vi.advanceTimersByTimeAsync(ms);
    };
    const events = () => lines.map((line) => (line.kind === 'event' ? [line.event, line.note] : []));
    return { folder, world, stop, runs, pass, events };
  }

  it('is made after a start that missed it, and then once a night', async () => {
    const one = await night('require("fs").appendFileSync(RAN, "x")');
    await one.pass(61_000);
    await soon(() => expect(one.events()).toEqual([['backup-made', undefined]]));
    writeFileSync(join(one.folder.backups, backupName('clinic', one.world.clock, true)), '');
    await one.pass(11 * HOUR);
    expect(one.runs()).toBe(1);
    await one.pass(2 * HOUR);
    await soon(() => expect(one.runs()).toBe(2));
    await one.stop();
  });

  it('is not made of a demo, nor of nothing', async () => {
    const one = await night('require("fs").appendFileSync(RAN, "x")', () => false);
    await one.pass(30 * HOUR);
    expect([one.runs(), one.events()]).toEqual([0, []]);
    await one.stop();
  });

  it('that fails is told in the log and tried again in an hour, not at once', async () => {
    const one = await night(
      'require("fs").appendFileSync(RAN, "x"); console.error("cluneal: the disk is full"); process.exit(1)',
    );
    await one.pass(61_000);
    await soon(() => expect(one.events()).toEqual([['backup-failed', 'cluneal: the disk is full']]));
    await one.pass(HOUR / 2);
    expect(one.runs()).toBe(1);
    await one.pass(HOUR);
    await soon(() => expect(one.runs()).toBe(2));
    await one.stop();
  });

  it('that runs when the server stops is ended with it', async () => {
    const one = await night('require("fs").appendFileSync(RAN, "x"); setTimeout(() => {}, 1e6)');
    await one.pass(61_000);
    await soon(() => expect(one.runs()).toBe(1));
    await one.stop();
    expect(one.events()).toEqual([['backup-failed', expect.any(String)]]);
  });
});

describe('readiness', () => {
  const folder = dataFolderAt(mkdtempSync(join(tmpdir(), 'cluneal-ready-')));
  const calm = {
    folder,
    record: 'clinic',
    health: { type: 'ready' },
    auditTrouble: null,
    nightly: true,
    now: at(28, 14),
  } as const;

  it('names every cause in words that tell nothing of the machine', async () => {
    const ready = await readiness({
      ...calm,
      health: { type: 'degraded', cause: 'disk-full', message: '/srv/x: SQLITE_FULL' },
    });
    expect(ready).toMatchObject({
      ready: false,
      causes: [expect.stringContaining('the disk is full'), expect.stringContaining('audit chain is missing')],
      warnings: ['no backup has been made yet'],
      backup: { last: null, next: new Date(at(29, 2)).toISOString() },
    });
    expect(JSON.stringify(ready)).not.toMatch(/SQLITE|\/srv|tmp/);
  });

  it('warns of an old backup and of a key that nobody has written down, and is ready all the same', async () => {
    const full = await preparedDataFolder(mkdtempSync(join(tmpdir(), 'cluneal-ready-')));
    writeFileSync(full.audit('clinic').key, '');
    writeFileSync(full.backupKey, '');
    writeFileSync(join(full.backups, backupName('clinic', at(20, 2), true)), '');
    const ready = await readiness({ ...calm, folder: full });
    expect(ready.ready).toBe(true);
    expect(ready.warnings).toEqual([
      'the last backup is older than a week',
      'nobody has a copy of the backup key: cluneal db key --print shows it',
    ]);
    writeFileSync(full.backupKeyShown, '');
    expect((await readiness({ ...calm, folder: full, now: at(21, 2) })).warnings).toEqual([]);
  });
});
