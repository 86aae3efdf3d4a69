// Two servers of one clinic over one PostgreSQL, as docs/scale.md has them: real processes, each with its data folder.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { postgresServer } from '../contract/postgres-server.js';
import { clinicSetUp, cluneal, served } from './running-server.js';
import { temporary } from './temporary.js';

const postgres = await postgresServer();
afterAll(() => postgres?.stop(), 60_000);

it.skipIf(!postgres)(
  'both write to one record, one sign-out holds at both, and the audit log holds',
  async () => {
    const environment = { CLUNEAL_DATABASE_URL: await postgres!.database() };
    const [mine, theirs] = [join(temporary('two'), 'data'), join(temporary('two'), 'data')];
    const first = await served(['--data', mine], environment);
    const token = await clinicSetUp(first.url);
    cpSync(join(mine, 'keys'), join(theirs, 'keys'), { recursive: true });
    const second = await served(['--data', theirs, '--clinic'], environment);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    const written = async ({ url }: { readonly url: string }) => {
      const body = JSON.stringify({ resourceType: 'Patient', active: true });
      return (await fetch(`${url}fhir/Patient`, { method: 'POST', headers, body })).status;
    };
    for (let turn = 0; turn < 5; turn++)
      expect(await Promise.all([written(first), written(second)])).toEqual([201, 201]);
    const left = await fetch(`${first.url}account/sign-out`, { method: 'POST', headers, body: '{}' });
    expect([left.status, await written(second), await written(first)]).toEqual([200, 401, 401]);
    await second.stop();
    await first.stop();
    for (const data of [mine, theirs])
      expect(await cluneal(['audit', 'verify', '--data', data], environment)).toMatchObject({ code: 0, stderr: '' });
  },
  180_000,
);
