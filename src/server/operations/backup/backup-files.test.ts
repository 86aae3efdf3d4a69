import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupFiles, backupName, expired, sweepBackups } from './backup-files.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 28, 2, 0, 7);

describe('the backups of a folder', () => {
  it('are found by their names, oldest first, each kind by itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cluneal-backups-'));
    const names = [
      backupName('clinic', NOW, true),
      backupName('clinic', NOW - DAY, false),
      backupName('demo', NOW, false),
    ];
    for (const name of [...names, 'notes.txt', '.cluneal-clinic-x.backup.part']) writeFileSync(join(folder, name), '');
    expect(names[0]).toBe('nightly-cluneal-clinic-20261128T020007Z.backup');
    expect(await backupFiles(folder, 'clinic')).toEqual([
      { name: names[1], kind: 'clinic', nightly: false, at: NOW - DAY },
      { name: names[0], kind: 'clinic', nightly: true, at: NOW },
    ]);
    expect(await backupFiles(join(folder, 'none'), 'clinic')).toEqual([]);
  });

  it('of a year of nights seven days and four weeks are kept, and all that people made', () => {
    const nights = Array.from({ length: 365 }, (_, i) => NOW - (364 - i) * DAY);
    const files = [
      ...nights.map((at) => ({ name: `${at}`, kind: 'clinic' as const, nightly: true, at })),
      { name: 'by hand', kind: 'clinic' as const, nightly: false, at: NOW - 300 * DAY },
    ];
    const gone = new Set(expired(files).map((file) => file.name));
    const kept = files.filter((file) => !gone.has(file.name));
    const ages = kept.filter((file) => file.nightly).map((file) => (NOW - file.at) / DAY);
    expect(ages.slice(-7)).toEqual([6, 5, 4, 3, 2, 1, 0]);
    // The newest of each of four weeks, of which one or two lie within the seven days.
    expect(ages.length).toBeGreaterThanOrEqual(9);
    expect(ages.length).toBeLessThanOrEqual(10);
    expect(ages[0]).toBeGreaterThanOrEqual(14);
    expect(kept.some((file) => file.name === 'by hand')).toBe(true);
  });

  it('a gap of months takes nothing away that is the newest of its week', () => {
    const files = [0, 1, 200, 201].map((age) => ({
      ...{ name: `${age}`, kind: 'clinic' as const, nightly: true },
      at: NOW - age * DAY,
    }));
    expect(expired([...files].reverse())).toEqual([]);
  });

  it('what a killed process left half written goes after a day', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cluneal-backups-'));
    const names = ['.cluneal-clinic-1.backup.part', '.cluneal-clinic-2.backup.part', 'thesis.part'];
    for (const name of names) writeFileSync(join(folder, name), '');
    utimesSync(join(folder, names[0]!), NOW / 1000 - 200_000, NOW / 1000 - 200_000);
    utimesSync(join(folder, names[1]!), NOW / 1000, NOW / 1000);
    await sweepBackups(folder, 'clinic', NOW);
    expect(readdirSync(folder).sort()).toEqual([names[1], names[2]]);
  });
});
