// The same verification over PostgreSQL: what the embedded record is held to, the clinic's own database is held to.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { auditFiles } from '#server/audit/audit-files.js';
import { auditKey } from '#server/audit/audit-key.js';
import { headsOver } from '#server/audit/heads.js';
import { verifiedRecord } from '#server/audit/record-to-verify.js';
import { dataFolderAt } from '#server/operations/data-folder.js';
import { postgresRepository } from '#server/store/postgres/postgres-repository.js';
import { postgresServer } from '../contract/postgres-server.js';
import { smallDefinitions } from './small-definitions.js';
import { smallWorld } from './small-world.js';

const server = await postgresServer();
const folder = dataFolderAt(mkdtempSync(join(tmpdir(), 'cluneal-audit-pg-')));
afterAll(async () => {
  rmSync(folder.root, { recursive: true, force: true });
  await server?.stop();
}, 60_000);

describe.skipIf(!server)('a chain in PostgreSQL', () => {
  it('holds as the product made it, and what was done to it is named', async () => {
    const url = await server!.database();
    mkdirSync(folder.keys);
    const world = smallWorld();
    const repository = await postgresRepository({ url, definitions: smallDefinitions(), world });
    const files = auditFiles(folder.keys, 'clinic');
    const key = auditKey(files.key, (count) => new Uint8Array(count).fill(1));
    const heads = await headsOver({ repository, clinic: 'c1', key, files, world });
    const rules = { Patient: 'all' } as const;
    const note = { actor: 'dr-a', role: 'physician', policy: '1', reason: 'a b\n"c" é\u{1f600}' };
    for (let i = 0; i < 20; i++) {
      const made = await repository.create(
        { clinic: 'c1', read: rules, write: rules },
        { resourceType: 'Patient' },
        { note },
      );
      if (!made.ok) throw new Error(made.refusal.type);
      await repository.audit('c1', [
        { ...note, action: 'read', outcome: 'success', type: 'Patient', id: made.value.stored.id },
      ]);
    }
    await heads.close();
    await repository.close();

    const verify = async () => (await verifiedRecord({ folder, kind: 'clinic', databaseUrl: url }, 1))![0]!;
    expect(await verify()).toMatchObject({ rows: 40, versions: 20, heads: 1, faults: [], lastHead: { seq: 40 } });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const faults: string[] = [];
    for (const change of [
      `UPDATE audit SET body = replace(body, 'dr-a', 'dr-b') WHERE seq = 7`,
      'DELETE FROM audit WHERE seq = 9',
      'DELETE FROM audit WHERE seq > 30; UPDATE audit_head SET seq = 30; DELETE FROM version WHERE seq > 30; DELETE FROM resource WHERE seq > 30',
      `UPDATE version SET text = text || ' ' WHERE seq = 11`,
      'DELETE FROM version WHERE seq = 13',
      'UPDATE resource SET version = 7 WHERE seq = 15',
    ]) {
      await client.query('CREATE TABLE IF NOT EXISTS kept_audit AS TABLE audit');
      for (const table of ['audit_head', 'version', 'resource'])
        await client.query(`CREATE TABLE IF NOT EXISTS kept_${table} AS TABLE ${table}`);
      await client.query(change);
      const { type, seq } = (await verify()).faults[0]!;
      faults.push(`${type} ${seq}`);
      for (const table of ['audit', 'audit_head', 'version', 'resource'])
        await client.query(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept_${table}`);
    }
    await client.end();
    expect(faults).toEqual([
      ...['edit 7', 'deletion 9', 'truncation 31', 'version-altered 11', 'version-missing 13', 'current-altered 15'],
    ]);
    expect((await verify()).faults).toEqual([]);
  }, 60_000);
});
