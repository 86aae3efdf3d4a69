// Two servers of one clinic over one database: who is sent away at one of them is sent away at the other, at once.
import { afterAll, describe, expect, it } from 'vitest';
import { accountsOver, type ClinicAccounts } from '#server/accounts/clinic-accounts.js';
import { rolePolicy } from '#server/authorization/role-policy.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { postgresRepository } from '#server/store/postgres/postgres-repository.js';
import { type Repository } from '#server/store/repository.js';
import { postgresServer } from '../contract/postgres-server.js';
import { BASE } from '../contract/store-world.js';
import { CLINIC, closeDesks, definitions, foundedClinic, inRole, joined, type SharedStore } from './front-desk.js';

const server = await postgresServer();
const open: Repository[] = [];
afterAll(async () => {
  for (const repository of open) await repository.close();
  await closeDesks();
  await server?.stop();
}, 60_000);

/** Opens the same record for each server that asks. */
type Shared = () => Promise<SharedStore>;
const stores: Readonly<Record<string, Shared | null>> = {
  'a store in memory': async () => {
    let one: Repository | null = null;
    return async (world) => {
      one ??= memoryRepository(definitions(), world);
      return one;
    };
  },
  PostgreSQL:
    server &&
    (async () => {
      const url = await server.database();
      return async (world) => {
        const repository = await postgresRepository({ url, definitions: definitions(), world });
        open.push(repository);
        return repository;
      };
    }),
};

describe.each(Object.entries(stores))('two servers over %s', (_name, shared) => {
  /** The first server with somebody at it, and the accounts of the second. */
  async function clinic() {
    const store = await shared!();
    const desk = await foundedClinic(store);
    await inRole(desk.owner, 'operator');
    const auditor = await joined(desk, desk.owner, 'ami', [{ role: 'auditor' }]);
    const { world, hasher } = desk;
    const repository = await store({ ...world, bases: [BASE] });
    const other = accountsOver({ repository, clinic: CLINIC, policy: rolePolicy(), world, hasher, othersWrite: true });
    const token = auditor.browser.cookie!;
    expect(await other.sessionOf(token)).toMatchObject({ type: 'signed-in', principal: { role: 'auditor' } });
    return {
      desk,
      other,
      token,
      ...auditor,
      change: (to: object) => desk.owner.post(`/account/people/${auditor.id}`, to),
    };
  }
  const typeAt = async (other: ClinicAccounts, token: string) => (await other.sessionOf(token)).type;

  it.skipIf(!shared)('whoever is shut out at one is nobody at the other', async () => {
    const { other, token, change } = await clinic();
    expect((await change({ disabled: true })).status).toBe(200);
    expect([await typeAt(other, token), await other.seen(token)]).toEqual(['none', null]);
  });

  it.skipIf(!shared)('whoever signs out at one is signed out at the other', async () => {
    const { other, token, browser } = await clinic();
    expect((await browser.post('/account/sign-out')).status).toBe(200);
    expect(await typeAt(other, token)).toBe('none');
  });

  it.skipIf(!shared)('a screen that is locked at one is locked at the other', async () => {
    const { other, token, browser, password } = await clinic();
    expect((await browser.post('/account/pin', { pin: '274916', password })).status).toBe(200);
    const now = browser.cookie ?? token;
    expect(await typeAt(other, now)).toBe('signed-in');
    expect((await browser.post('/account/lock')).status).toBe(200);
    expect(await typeAt(other, now)).toBe('locked');
  });

  it.skipIf(!shared)('a role that is taken away at one is gone at the other', async () => {
    const { other, token, change } = await clinic();
    expect((await change({ grants: [{ role: 'operator' }] })).status).toBe(200);
    expect(await typeAt(other, token)).toBe('none');
  });
});

it('one server over a file of its own reads a session once, however often it is asked', async () => {
  const desk = await foundedClinic();
  const { repository, accounts } = desk.open();
  await accounts.sessionOf(desk.owner.cookie!);
  const { kept } = repository;
  let reads = 0;
  Object.assign(repository, {
    kept: (...at: Parameters<typeof kept>) => {
      reads++;
      return kept(...at);
    },
  });
  for (let i = 0; i < 5; i++) expect((await accounts.sessionOf(desk.owner.cookie!)).type).toBe('signed-in');
  expect(reads).toBe(0);
});
