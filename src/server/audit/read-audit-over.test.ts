import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dr, policy, readAuditScene, settled } from '../../../test/audit/read-audit-scene.js';
import { type Principal } from '../authorization/principal.js';
import { type Repository, type StoredVersion } from '../store/repository.js';
import { queryHash } from './query-hash.js';
import { AuditUnavailable } from './read-audit.js';
import { readAuditOver } from './read-audit-over.js';

let { world, store, patients, observations, audit, rows, failing } = {} as Awaited<ReturnType<typeof readAuditScene>>;
beforeEach(async () => {
  ({ world, store, patients, observations, audit, rows, failing } = await readAuditScene());
});
afterEach(() => {
  vi.useRealTimers();
});
const person = { actor: 'dr-a', role: 'physician', policy: policy.version };
const read = { action: 'read', type: 'Observation', outcome: 'success', version: 1 };

describe('an ordinary read', () => {
  it('is answered at once and stands in the chain a quarter of a second later', async () => {
    const [o] = observations;
    await audit.shown(dr, { action: 'read', type: 'Observation', id: o!.id, versions: [o!] });
    expect(await rows()).toEqual([]);
    await vi.advanceTimersByTimeAsync(249);
    expect(await rows()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await settled();
    expect(await rows()).toEqual([{ ...person, ...read, id: o!.id, patient: patients[0]!.id }]);
  });

  it('waits for no timer where many are waiting', async () => {
    for (let i = 0; i < 127; i++) await audit.shown(dr, { action: 'read', versions: [observations[0]!] });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await rows()).toEqual([]);
    await audit.shown(dr, { action: 'read', versions: [observations[0]!] });
    await settled();
    expect(await rows()).toHaveLength(128);
  });

  it('is a row of its own even when it comes twice in one moment', async () => {
    for (let i = 0; i < 3; i++) await audit.shown(dr, { action: 'read', versions: [patients[0]!] });
    await audit.flush();
    expect(await rows()).toHaveLength(3);
  });

  it('is a row for each patient it was about, and one without a patient where it was about none', async () => {
    await audit.shown(dr, { action: 'search', type: 'Observation', query: 'code=1', versions: observations });
    await audit.shown(dr, { action: 'search', type: 'Device', versions: [] });
    await audit.shown(dr, { action: 'search', type: 'AuditEvent', versions: [], patients: ['p9', patients[1]!.id] });
    await audit.shown(dr, { action: 'read', versions: [patients[2]!], patients: ['p9', patients[2]!.id] });
    await audit.flush();
    const search = { ...person, action: 'search', outcome: 'success' };
    expect(await rows()).toStrictEqual([
      ...patients.map(({ id }) => ({ ...search, type: 'Observation', patient: id, payload: queryHash('code=1') })),
      { ...search, type: 'Device' },
      { ...search, type: 'AuditEvent', patient: 'p9' },
      { ...search, type: 'AuditEvent', patient: patients[1]!.id },
      { ...person, ...read, type: 'Patient', id: patients[2]!.id, patient: patients[2]!.id },
      { ...person, ...read, type: 'Patient', id: patients[2]!.id, patient: 'p9' },
    ]);
  });

  it('keeps only what can be a type and an id: an address can hold a name', async () => {
    audit.refused(dr, { action: 'read', type: 'Patient', id: 'Anna Berg' });
    audit.refused(dr, { action: 'read', type: 'Pati ent', id: 'x'.repeat(65) });
    audit.refused(dr, { action: 'read', type: 'x'.repeat(65), id: 'a-1.B' });
    audit.refused(dr, { action: 'read', type: 'a1', id: '' });
    await audit.flush();
    const refusal = { ...person, action: 'read', outcome: 'refused' };
    expect(await rows()).toStrictEqual([
      { ...refusal, type: 'Patient' },
      refusal,
      { ...refusal, id: 'a-1.B' },
      refusal,
    ]);
  });

  it('of a version is a row of that version', async () => {
    await audit.shown(dr, { action: 'vread', versions: [observations[0]!] });
    await audit.flush();
    const { id } = observations[0]!;
    expect(await rows()).toStrictEqual([{ ...person, ...read, action: 'vread', id, patient: patients[0]!.id }]);
  });

  it('that found one thing by searching names the search and not the thing', async () => {
    await audit.shown(dr, { action: 'search', type: 'Observation', versions: [observations[0]!] });
    await audit.flush();
    const search = { ...person, action: 'search', type: 'Observation', outcome: 'success' };
    expect(await rows()).toStrictEqual([{ ...search, patient: patients[0]!.id }]);
  });

  it('asks nobody whom an answer without versions was about, and hands no text to be asked about', async () => {
    const asked: (readonly StoredVersion[])[] = [];
    const patientsIn: Repository['patientsIn'] = (clinic, versions) => {
      asked.push(versions);
      return store.patientsIn(clinic, versions);
    };
    const over = readAuditOver({ audit: store.audit, health: store.health, patientsIn }, 'c1', policy, world);
    await over.shown(dr, { action: 'search', type: 'Device', versions: [] });
    await over.shown(dr, { action: 'read', versions: [observations[0]!] });
    await over.flush();
    expect(asked).toEqual([[{ ...observations[0]!, text: '' }]]);
  });

  it('leaves no clock running when all is written', async () => {
    await audit.shown(dr, { action: 'read', versions: [patients[0]!] });
    expect(vi.getTimerCount()).toBe(1);
    await audit.shown(dr, { action: 'read', versions: [patients[0]!] });
    expect(vi.getTimerCount()).toBe(1);
    await audit.flush();
    await vi.advanceTimersByTimeAsync(250);
    await settled();
    expect(vi.getTimerCount()).toBe(0);
    expect(await rows()).toHaveLength(2);
  });

  it('that was about several versions names none of them', async () => {
    await audit.shown(dr, { action: 'read', type: 'Patient', versions: [patients[0]!, patients[0]!] });
    await audit.shown(dr, { action: 'history', type: 'Patient', id: 'x', versions: [patients[0]!, patients[0]!] });
    await audit.flush();
    const { id: patient } = patients[0]!;
    expect(await rows()).toStrictEqual([
      { ...person, action: 'read', type: 'Patient', outcome: 'success', patient },
      { ...person, action: 'history', type: 'Patient', id: 'x', outcome: 'success', patient },
    ]);
  });
});

describe('a record that was opened with a reason', () => {
  const opened: Principal = {
    ...dr,
    opened: [{ patient: 'x-000003', reason: 'found unconscious', until: Number.MAX_SAFE_INTEGER }],
  };

  it('is answered after its row is durable, and the row says why', async () => {
    expect(patients[1]!.id).toBe('x-000003');
    await audit.shown(opened, { action: 'read', versions: [observations[1]!] });
    expect(await rows()).toEqual([
      { ...person, ...read, id: observations[1]!.id, patient: 'x-000003', reason: 'found unconscious' },
    ]);
  });

  it('is one of several that are open', async () => {
    const several = { ...opened, opened: [{ patient: 'elsewhere', reason: 'x', until: 1 }, ...opened.opened] };
    await audit.shown(several, { action: 'read', versions: [observations[1]!] });
    expect(await rows()).toHaveLength(1);
  });

  it('makes no other read wait', async () => {
    await audit.shown(opened, { action: 'read', versions: [observations[0]!] });
    expect(await rows()).toEqual([]);
    await audit.flush();
    expect(await rows()).toEqual([{ ...person, ...read, id: observations[0]!.id, patient: patients[0]!.id }]);
  });

  it('is not answered where the row cannot be written, and leaves no row of a read that was not', async () => {
    const disk = failing();
    const over = readAuditOver(disk.store, 'c1', policy, world);
    disk.down = true;
    const shown = over.shown(opened, { action: 'read', versions: [observations[1]!] });
    await expect(shown).rejects.toMatchObject({ constructor: AuditUnavailable, why: 'disk' });
    disk.down = false;
    await over.flush();
    expect(await rows()).toEqual([]);
  });
});

it('an export is answered after its rows are durable', async () => {
  await audit.shown(dr, {
    action: 'export',
    type: 'Patient',
    id: patients[0]!.id,
    versions: [patients[0]!, observations[0]!],
  });
  expect(await rows()).toEqual([
    { ...person, action: 'export', outcome: 'success', type: 'Patient', id: patients[0]!.id, patient: patients[0]!.id },
  ]);
});

describe('when the disk has failed', () => {
  it('nothing is shown that cannot be noted', async () => {
    const disk = failing();
    const over = readAuditOver(disk.store, 'c1', policy, world);
    disk.dead = true;
    const shown = over.shown(dr, { action: 'read', versions: [observations[0]!] });
    await expect(shown).rejects.toThrow('what is shown must be logged, and the record takes no rows now');
    await expect(shown).rejects.toMatchObject({ why: 'disk', retryAfterSeconds: 30 });
    disk.dead = false;
    await over.flush();
    expect(await rows()).toEqual([]);
  });

  it('what was shown before is written when it is back, once, and says that it is late', async () => {
    const disk = failing();
    const over = readAuditOver(disk.store, 'c1', policy, world);
    const { now } = world;
    const at = world.clock;
    await over.shown(dr, { action: 'read', versions: [observations[0]!] });
    over.refused(dr, { action: 'read', reason: 'no such thing' });
    disk.down = true;
    await expect(over.flush()).rejects.toThrow(AuditUnavailable);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await rows()).toEqual([]);
    disk.down = false;
    world.clock += 10_000;
    await vi.advanceTimersByTimeAsync(250);
    await vi.waitFor(async () => expect(await rows()).toHaveLength(2));
    const told = (ms: number) => `done at ${new Date(ms).toISOString()}, logged late`;
    expect((await rows()).map((row) => row.reason)).toEqual([told(at), `no such thing; ${told(at + 1)}`]);
    expect(now).toBe(world.now);
    await over.flush();
    expect(await rows()).toHaveLength(2);
  });

  it('a row is late only when five seconds have gone by', async () => {
    for (const [wait, late] of [
      [4_990, false],
      [5_010, true],
    ] as const) {
      const seen = (await rows()).length;
      await audit.shown(dr, { action: 'read', versions: [patients[0]!] });
      world.clock += wait;
      await audit.flush();
      expect((await rows())[seen]!.reason !== undefined).toBe(late);
    }
  });

  it('no more is shown than can be remembered', async () => {
    const disk = failing();
    const over = readAuditOver(disk.store, 'c1', policy, world);
    disk.down = true;
    const many = Array.from({ length: 5_000 }, () => observations[0]!);
    for (let i = 0; i < 3; i++) await over.shown(dr, { action: 'search', versions: many });
    await over.shown(dr, { action: 'search', versions: many.slice(1) });
    await over.shown(dr, { action: 'search', versions: [] });
    expect(over.behind()).toBe(true);
    const more = over.shown(dr, { action: 'read', versions: [observations[0]!] });
    await expect(more).rejects.toThrow('what is shown must be logged, and more is asked for than can be');
    await expect(more).rejects.toMatchObject({ why: 'too-many', retryAfterSeconds: 1 });
    await expect(over.shown(dr, { action: 'export', versions: [] })).rejects.toThrow(AuditUnavailable);
    // Refusals that found no room are counted.
    over.refused(dr, { action: 'read' });
    over.refused(dr, { action: 'read' });
    disk.down = false;
    await over.flush();
    const written = await rows();
    expect(written).toHaveLength(6);
    expect(written.at(-1)).toEqual({
      ...{ actor: 'nobody', role: 'nobody', policy: policy.version, action: 'refused', outcome: 'refused' },
      reason: '2 more were refused in this moment',
    });
    // There is room again, and nothing is counted twice.
    await over.shown(dr, { action: 'search', versions: many });
    expect(over.behind()).toBe(false);
    await over.shown(dr, { action: 'read', versions: [observations[0]!] });
    expect(over.behind()).toBe(true);
    await over.flush();
    expect(over.behind()).toBe(false);
    expect(await rows()).toHaveLength(8);
  });

  it('a mistake of the store is told, and nothing is lost by it', async () => {
    let broken = true;
    const patientsIn: Repository['patientsIn'] = (...args) =>
      broken ? Promise.reject(new Error('connection lost')) : store.patientsIn(...args);
    const over = readAuditOver({ audit: store.audit, health: store.health, patientsIn }, 'c1', policy, world);
    await over.shown(dr, { action: 'read', versions: [observations[0]!] });
    await expect(over.flush()).rejects.toThrow('connection lost');
    broken = false;
    await over.flush();
    expect(await rows()).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('is a row of whoever was refused, with what they asked for', async () => {
    audit.refused(dr, { action: 'read', type: 'Patient', id: 'p1', query: 'a=1', reason: 'why' });
    audit.refused(null, { action: 'search', type: 'Patient' });
    expect(await rows()).toEqual([]);
    await audit.flush();
    expect(await rows()).toEqual([
      {
        ...person,
        action: 'read',
        type: 'Patient',
        id: 'p1',
        payload: queryHash('a=1'),
        reason: 'why',
        outcome: 'refused',
      },
      {
        actor: 'nobody',
        role: 'nobody',
        policy: policy.version,
        action: 'search',
        type: 'Patient',
        outcome: 'refused',
      },
    ]);
  });

  it('of strangers is counted when there are many at once: they must not fill the log', async () => {
    for (let i = 0; i < 100; i++) audit.refused(null, { action: 'read' });
    audit.refused(dr, { action: 'read' });
    await audit.flush();
    const written = await rows();
    expect(written).toHaveLength(34);
    expect(written.at(-1)!.reason).toBe('68 more were refused in this moment');
    audit.refused(null, { action: 'read' });
    await audit.flush();
    expect((await rows()).slice(34)).toStrictEqual([
      { actor: 'nobody', role: 'nobody', policy: policy.version, action: 'read', outcome: 'refused' },
    ]);
  });
});
