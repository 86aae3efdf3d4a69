import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dr, policy, readAuditScene, settled } from '../../../test/audit/read-audit-scene.js';
import { type Repository } from '../store/repository.js';
import { AuditUnavailable } from './read-audit.js';
import { readAuditOver } from './read-audit-over.js';

let { world, store, patients, audit, rows, failing } = {} as Awaited<ReturnType<typeof readAuditScene>>;
beforeEach(async () => {
  ({ world, store, patients, audit, rows, failing } = await readAuditScene());
});
afterEach(() => {
  vi.useRealTimers();
});

it('room for strangers is counted by strangers alone, and comes back when they are written', async () => {
  for (let i = 0; i < 5; i++) {
    audit.refused(dr, { action: 'read' });
    await audit.shown(dr, { action: 'read', versions: [patients[0]!] });
  }
  for (let i = 0; i < 32; i++) audit.refused(null, { action: 'read' });
  await audit.flush();
  expect(await rows()).toHaveLength(42);
  for (let i = 0; i < 33; i++) audit.refused(null, { action: 'read' });
  await audit.flush();
  const second = (await rows()).slice(42);
  expect(second).toHaveLength(33);
  expect(second.at(-1)!.reason).toBe('1 more were refused in this moment');
});

it('a flush writes what came while another was under way', async () => {
  let hold: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    hold = resolve;
  });
  let first = true;
  const slow: Repository['audit'] = async (...args) => {
    if (first) {
      first = false;
      await held;
    }
    return store.audit(...args);
  };
  const over = readAuditOver({ audit: slow, health: store.health, patientsIn: store.patientsIn }, 'c1', policy, world);
  await over.shown(dr, { action: 'read', versions: [patients[0]!] });
  const one = over.flush();
  await over.shown(dr, { action: 'read', versions: [patients[1]!] });
  const two = over.flush();
  hold();
  await Promise.all([one, two]);
  expect((await rows()).map((row) => row.patient)).toEqual([patients[0]!.id, patients[1]!.id]);
});

it('what comes while rows are written waits for the next quarter of a second', async () => {
  let hold: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    hold = resolve;
  });
  const sizes: number[] = [];
  const slow: Repository['audit'] = async (clinic, entries) => {
    sizes.push(entries.length);
    if (sizes.length === 1) await held;
    return store.audit(clinic, entries);
  };
  const over = readAuditOver({ audit: slow, health: store.health, patientsIn: store.patientsIn }, 'c1', policy, world);
  await over.shown(dr, { action: 'read', versions: [patients[0]!] });
  await vi.advanceTimersByTimeAsync(250);
  await settled();
  expect(sizes).toEqual([1]);
  await over.shown(dr, { action: 'read', versions: [patients[1]!] });
  await vi.advanceTimersByTimeAsync(1000);
  expect(sizes).toEqual([1]);
  hold();
  await settled();
  expect(await rows()).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(249);
  expect(sizes).toEqual([1]);
  await vi.advanceTimersByTimeAsync(1);
  await settled();
  expect(await rows()).toHaveLength(2);
});

it('a disk that fails under many reads is tried again, and a flush under way that fails is tried once more', async () => {
  const disk = failing();
  const over = readAuditOver(disk.store, 'c1', policy, world);
  disk.down = true;
  for (let i = 0; i < 130; i++) await over.shown(dr, { action: 'read', versions: [patients[0]!] });
  const first = over.flush();
  await expect(first).rejects.toThrow(AuditUnavailable);
  await over.shown(dr, { action: 'read', versions: [patients[0]!] });
  disk.down = false;
  await over.flush();
  expect(await rows()).toHaveLength(131);
});

it('a large answer is written in parts of about a hundred rows', async () => {
  const sizes: number[] = [];
  const counting: Repository['audit'] = (clinic, entries) => {
    sizes.push(entries.length);
    return store.audit(clinic, entries);
  };
  const over = readAuditOver(
    { audit: counting, health: store.health, patientsIn: store.patientsIn },
    'c1',
    policy,
    world,
  );
  const about = Array.from({ length: 64 }, (_, i) => `q${i}`);
  for (let i = 0; i < 5; i++) await over.shown(dr, { action: 'search', versions: [], patients: about });
  await over.flush();
  expect(sizes).toEqual([128, 128, 64]);
});
