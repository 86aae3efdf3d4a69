// A small clinic whose answers are noted: three patients, an observation of each, a device; and a disk that can fail.
import { vi } from 'vitest';
import { readAuditOver } from '../../src/server/audit/read-audit-over.js';
import { type Principal } from '../../src/server/authorization/principal.js';
import { rolePolicy } from '../../src/server/authorization/role-policy.js';
import { type AuditRow } from '../../src/server/store/audit-chain.js';
import { memoryRepository } from '../../src/server/store/memory/memory-repository.js';
import { refused } from '../../src/server/store/refusal.js';
import { type Repository, type StoredVersion } from '../../src/server/store/repository.js';
import { smallDefinitions } from './small-definitions.js';
import { smallWorld } from './small-world.js';

export const policy = rolePolicy();
const all = {
  clinic: 'c1',
  read: { Patient: 'all', Observation: 'all' },
  write: { Patient: 'all', Observation: 'all' },
} as const;
const note = { actor: 'w', role: 'physician', policy: '1' };
/** A physician of the clinic. */
export const dr: Principal = {
  ...{ clinic: 'c1', account: 'dr-a', session: 's1', role: 'physician', sites: ['north'], teams: ['red'] },
  ...{ patients: [], opened: [] },
};

/** Made anew for each test, with timers that the test sets forward. */
export async function readAuditScene() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const world = smallWorld();
  const store: Repository = memoryRepository(smallDefinitions(), world);
  const patients: StoredVersion[] = [];
  const observations: StoredVersion[] = [];
  for (let i = 0; i < 3; i++) {
    const patient = await store.create(all, { resourceType: 'Patient' }, { note });
    if (!patient.ok) throw new Error();
    patients.push(patient.value.stored);
    const subject = { reference: `Patient/${patient.value.stored.id}` };
    const seen = await store.create(all, { resourceType: 'Observation', status: 'final', subject }, { note });
    if (!seen.ok) throw new Error();
    observations.push(seen.value.stored);
  }
  const house = await store.create({ ...all, write: { Device: 'all' } }, { resourceType: 'Device' }, { note });
  if (!house.ok) throw new Error();
  observations.push(house.value.stored);
  const before = (await store.auditRows('c1', 1, 1000)).length;
  const audit = readAuditOver(store, 'c1', policy, world);
  /** The rows written since, without their places in the chain. */
  const rows = async (): Promise<Partial<AuditRow>[]> =>
    (await store.auditRows('c1', before + 1, 100_000)).map(({ seq, at, previous, hash, ...entry }) => entry);
  /** A store whose disk fails and comes back. */
  function failing(): {
    readonly store: Pick<Repository, 'audit' | 'patientsIn' | 'health'>;
    down: boolean;
    dead: boolean;
  } {
    const state = {
      down: false,
      dead: false,
      store: {
        audit: (...args: Parameters<Repository['audit']>) =>
          state.down ? Promise.resolve(refused({ type: 'degraded', cause: 'io-error' })) : store.audit(...args),
        patientsIn: store.patientsIn,
        health: () => (state.dead ? ({ type: 'degraded', cause: 'io-error', message: '' } as const) : store.health()),
      },
    };
    return state;
  }
  return { world, store, patients, observations, audit, rows, failing };
}

/** Lets all that waits for no timer happen. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
}
