// The operator's commands as they are run: real processes over one clinic.
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOfKey } from '#server/operations/backup/backup-key.js';
import { sql } from '#server/store/sql/fragment.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { type PostgresServer, postgresServer } from '../contract/postgres-server.js';
import { clinicSetUp, cluneal, linesOf, type RunningServer, served } from './running-server.js';
import { temporary } from './temporary.js';

const place = () => join(temporary('run'), 'data');
const data = place();
const postgres: PostgresServer | null = await postgresServer();
let server: RunningServer;
let token: string;
const FAMILY = 'Canaryfamily';

const fhir = async (path: string, init: RequestInit = {}) =>
  fetch(new URL(`fhir/${path}`, server.url), {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', ...init.headers },
  });

beforeAll(async () => {
  server = await served(['--data', data]);
  token = await clinicSetUp(server.url);
  for (let n = 0; n < 5; n++) {
    const body = { resourceType: 'Patient', name: [{ family: `${FAMILY}${n}` }], birthDate: '1961-02-03' };
    expect((await fhir('Patient', { method: 'POST', body: JSON.stringify(body) })).status).toBe(201);
  }
}, 120_000);
afterAll(async () => {
  await server.stop();
  await postgres?.stop();
});

describe('beside the running server', () => {
  it('a backup is taken, says what it holds, and asks for its key to be written down', async () => {
    const { code, stdout, stderr } = await cluneal(['db', 'backup', '--json', '--data', data]);
    const told = JSON.parse(stdout);
    expect([code, stderr]).toEqual([0, 'a backup key was made: cluneal db key --print shows it, to be written down\n']);
    expect(told).toMatchObject({ kind: 'clinic', chains: [{ clinic: 'clinic' }], key: { type: 'key' } });
    expect(statSync(told.path).size).toBe(told.bytes);
    expect(readFileSync(told.path).includes(FAMILY)).toBe(false);
    expect(statSync(join(data, 'keys/backup.key')).mode & 0o777).toBe(0o600);
  });

  it('the key is printed as words, and from then on nobody is warned', async () => {
    const warned = async () => ((await (await fetch(`${server.url}ready`)).json()) as { warnings: string[] }).warnings;
    expect(await warned()).toEqual(['nobody has a copy of the backup key: cluneal db key --print shows it']);
    const { stdout } = await cluneal(['db', 'key', '--print', '--json', '--data', data]);
    expect(JSON.parse(stdout).words.split(' ')).toHaveLength(17);
    expect(await warned()).toEqual([]);
  });

  it('the record and the audit chain are verified', async () => {
    const verified = await cluneal(['db', 'verify', '--full', '--json', '--data', data]);
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    const told = JSON.parse(verified.stdout);
    expect(told).toMatchObject({ faults: [], clinics: ['clinic'], indexes: { faults: [] } });
    expect(told.indexes.compared).toBe(told.indexes.resources);
    expect(told.indexes.resources).toBeGreaterThanOrEqual(5);
    expect((await cluneal(['audit', 'verify', '--data', data])).stdout).toContain('clinic: the audit log holds');
  });

  it('what must be alone with the record is refused', async () => {
    const backup = join(data, 'backups', readdirSync(join(data, 'backups'))[0]!);
    for (const words of [
      ['account', 'reset', 'owner'],
      ['db', 'restore', backup, '--replace'],
    ]) {
      const { code, stderr } = await cluneal([...words, '--data', data]);
      expect([words, code, stderr]).toEqual([
        words,
        1,
        expect.stringMatching(/is in use by another Cluneal: stop that one/),
      ]);
    }
  });

  it('the doctor finds it well, and the port taken', async () => {
    const port = new URL(server.url).port;
    const { code, stdout } = await cluneal(['doctor', '--json', '--data', data, '--port', port]);
    const checks = JSON.parse(stdout).checks as { name: string; state: string; mend?: string }[];
    expect(checks.filter((check) => check.state === 'fail')).toEqual([]);
    expect(code).toBe(0);
    for (const name of [
      'Node.js',
      'knowledge',
      'clock',
      'data folder',
      'permissions',
      'disk space',
      'flush to disk',
      'record',
      'audit chain',
      'audit key',
      'last backup',
      'backup key',
    ])
      expect([name, checks.some((check) => check.name === name)]).toEqual([name, true]);
    expect(checks.find((check) => check.name === `port ${port}`)).toMatchObject({ state: 'warn' });
    for (const check of checks)
      expect([check.name, (check.mend ?? '') === '']).toEqual([check.name, check.state === 'ok']);
  });

  it('no word of a patient comes into the log, whatever is asked and however it fails', async () => {
    const marks = ['Canaryfamily', 'canary-id', '1961-02-03', 'canaryquery', 'canarytoken', 'canarylogin'];
    await fhir('Patient?family=canaryquery&birthdate=1961-02-03');
    await fhir('Patient/canary-id');
    await fhir('Patient/canary-id/_history/canary-id');
    await fhir('Patient', { method: 'POST', body: `{"resourceType":"Patient","name":"Canaryfamily",` });
    await fhir('Patient', { method: 'POST', body: JSON.stringify({ resourceType: 'Canaryfamily' }) });
    await fhir('Patient/canary-id', { method: 'PUT', body: '{}', headers: { 'if-match': 'canary-id' } });
    await fhir('Canaryfamily/canary-id');
    await fetch(`${server.url}canaryquery/canary-id?canaryquery=1`, {
      headers: { authorization: 'Bearer canarytoken' },
    });
    await fetch(`${server.url}account/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(server.url).origin },
      body: JSON.stringify({ login: 'canarylogin', password: 'canarytoken canarytoken' }),
    });
    await expect.poll(() => server.log()).toContain('/account/sign-in');
    const log = server.log();
    expect(linesOf(log).filter((line) => line.kind === 'request').length).toBeGreaterThan(14);
    for (const mark of marks) expect([mark, log.toLowerCase().includes(mark.toLowerCase())]).toEqual([mark, false]);
    const fields = new Set(linesOf(log).flatMap(Object.keys));
    expect(
      [...fields].filter((field) => !/^(time|level|kind|id|method|route|status|ms|account|event|note)$/.test(field)),
    ).toEqual([]);
  });
});

describe('after a stop', () => {
  it('the clinic moves to another machine, and on into PostgreSQL, with its people and its patients', async () => {
    const taken = JSON.parse((await cluneal(['db', 'backup', '--json', '--data', data])).stdout);
    const printed = (await cluneal(['db', 'key', '--print', '--data', data])).stdout;
    const other = place();
    const refused = await cluneal(['db', 'restore', taken.path, '--data', other]);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/no backup key in .*: write the words of key [0-9a-f]{12}/),
    ]);
    // As it was printed into a file, with what stands around the words.
    const key = join(other, '..', 'key.txt');
    writeFileSync(key, printed);
    const restored = await cluneal(['db', 'restore', taken.path, '--data', other, '--key-file', key]);
    expect(restored.stderr).toBe('');
    expect(restored.stdout).toMatch(
      /^restored: the clinic’s record until .*Z, [\d,]+ rows\n {2}audit chain of clinic: \d+ rows/,
    );
    expect((await cluneal(['audit', 'verify', '--data', other])).stdout).toMatch(
      /holds[\s\S]*put back from a backup to row \d+/,
    );

    const moved = await served(['--data', other]);
    const state = await (await fetch(`${moved.url}account/state`)).json();
    expect(state).toMatchObject({ record: 'clinic', clinicName: 'Test clinic' });
    // The session of before the backup is over.
    expect((await fetch(`${moved.url}fhir/Patient`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
      401,
    );
    await moved.stop();

    if (!postgres) {
      expect(process.env.CI).not.toBe('true');
      return;
    }
    const url = await postgres.database();
    const environment = { CLUNEAL_DATABASE_URL: url };
    const into = ['db', 'restore', taken.path, '--into', 'postgres', '--data', other];
    expect((await cluneal(into)).stderr).toContain('--into postgres needs its address: set CLUNEAL_DATABASE_URL');
    expect(await cluneal(into, environment)).toMatchObject({ code: 0, stderr: '' });
    const verified = await cluneal(['db', 'verify', '--full', '--json', '--data', other], environment);
    expect(JSON.parse(verified.stdout)).toMatchObject({ faults: [], clinics: ['clinic'] });
    const on = await served(['--data', other], environment);
    expect(await (await fetch(`${on.url}account/state`)).json()).toMatchObject({ clinicName: 'Test clinic' });
    await on.stop();
    // And home again.
    const back = JSON.parse((await cluneal(['db', 'backup', '--json', '--data', other], environment)).stdout);
    const home = place();
    expect(await cluneal(['db', 'restore', back.path, '--data', home, '--key-file', key])).toMatchObject({ code: 0 });
    expect(await cluneal(['db', 'verify', '--full', '--data', home])).toMatchObject({ code: 0 });
  }, 180_000);

  it('a restore that fails leaves nothing behind, not even empty folders', async () => {
    const taken = JSON.parse((await cluneal(['db', 'backup', '--json', '--data', data])).stdout);
    const bytes = readFileSync(taken.path);
    const spoilt = join(temporary('run'), 'spoilt.backup');
    writeFileSync(spoilt, bytes.fill(0, bytes.length - 100));
    const key = join(data, 'keys/backup.key');
    const foreign = join(temporary('run'), 'foreign.txt');
    writeFileSync(foreign, wordsOfKey(new Uint8Array(32)));
    const there = temporary('run');
    for (const [words, why] of [
      [[taken.path], /no backup key in/],
      [[taken.path, '--key-file', foreign], /key/],
      [[spoilt, '--key-file', key], /spoilt\.backup/],
    ] as const)
      for (const into of [place(), there]) {
        const { code, stderr } = await cluneal(['db', 'restore', ...words, '--data', into]);
        expect([code, stderr]).toEqual([1, expect.stringMatching(why)]);
        expect([into === there, existsSync(into)]).toEqual([into === there, into === there]);
      }
    // What somebody has made stays.
    expect(readdirSync(there)).toEqual([]);
  });

  it('where the server opens PostgreSQL a backup is not put into a file that nobody opens', async () => {
    const { path } = JSON.parse((await cluneal(['db', 'backup', '--json', '--data', data])).stdout);
    const other = place();
    const restore = ['db', 'restore', path, '--data', other, '--key-file', join(data, 'keys/backup.key')];
    const refused = await cluneal(restore, { CLUNEAL_DATABASE_URL: 'postgres://anna:secret@127.0.0.1:1/cluneal' });
    expect([refused.code, refused.stderr]).toEqual([
      1,
      `cluneal: CLUNEAL_DATABASE_URL is set, so the server opens PostgreSQL 127.0.0.1:1/cluneal: --into postgres puts the backup there; to put it into ${other}/clinic/record.db, unset CLUNEAL_DATABASE_URL for this command, and for the server too\n`,
    ]);
    const wrong = await cluneal(restore, { CLUNEAL_DATABASE_URL: 'mysql://anna:secret@db/cluneal' });
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringMatching(/must begin with postgres:\/\/ or postgresql:\/\/, and begins with mysql:\/\/: mend it/),
    ]);
    expect([existsSync(other), wrong.stderr.includes('secret')]).toEqual([false, false]);
  });

  it('a signing key that is gone is told by the server and by the verification', async () => {
    const copy = place();
    const first = await served(['--data', copy]);
    await clinicSetUp(first.url);
    await first.stop();
    const key = join(copy, 'keys/audit-clinic.pem');
    renameSync(key, `${key}.elsewhere`);
    const second = await served(['--data', copy]);
    await second.stop();
    expect(linesOf(second.log()).filter((line) => line.level === 'warn')).toEqual([
      expect.objectContaining({
        note: `the key that signs the audit chain is gone, so no head is signed: put ${key} back from where it was kept, and start again`,
      }),
    ]);
    const { code, stdout } = await cluneal(['audit', 'verify', '--data', copy]);
    expect([code, stdout]).toEqual([3, expect.stringContaining(`and their key is gone: put ${key} back from where`)]);
    renameSync(`${key}.elsewhere`, key);
    const third = await served(['--data', copy]);
    await third.stop();
    expect(linesOf(third.log()).filter((line) => line.level === 'warn')).toEqual([]);
    expect((await cluneal(['audit', 'verify', '--data', copy])).code).toBe(0);
  });

  it('a lost password is made good by a code, and the reset stands in the chain', async () => {
    const copy = place();
    const own = await served(['--data', copy]);
    await clinicSetUp(own.url);
    await own.stop();
    const unknown = await cluneal(['account', 'reset', 'nobody', '--data', copy]);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('operators here: owner')]);
    const reset = await cluneal(['account', 'reset', 'owner', '--json', '--data', copy]);
    expect(JSON.parse(reset.stdout)).toMatchObject({ name: 'Test Owner', code: expect.any(String) });
    expect(await cluneal(['audit', 'verify', '--data', copy])).toMatchObject({ code: 0 });
  });

  it('a record that was changed behind the server’s back is found, by name', async () => {
    const copy = place();
    const own = await served(['--data', copy]);
    await clinicSetUp(own.url);
    await own.stop();
    const connection = sqliteConnection(join(copy, 'clinic/record.db'));
    await connection.run(sql`INSERT INTO token_index
      VALUES ('clinic', 'ghost', 'Patient.gender', 0, 'female', '', 0, 0)`);
    await connection.run(
      sql`UPDATE resource SET moment = moment + 1 WHERE type = 'Practitioner' OR type = 'Organization'`,
    );
    connection.close();
    const sound = await cluneal(['db', 'verify', '--full', '--json', '--data', copy]);
    const { faults } = JSON.parse(sound.stdout) as { faults: string[] };
    expect(sound.code).toBe(3);
    expect(faults).toContain('1 rows of token_index belong to no resource');
  });

  it('nothing to verify, to migrate or to back up is said in words', async () => {
    const empty = place();
    for (const words of [
      ['db', 'verify'],
      ['db', 'migrate'],
      ['db', 'backup'],
      ['account', 'reset', 'x'],
    ]) {
      const at = words[0] === 'account' ? place() : empty;
      const { code, stderr } = await cluneal([...words, '--data', at]);
      expect([words, code, stderr]).toEqual([words, 1, expect.stringMatching(/^cluneal: there is no record at .*\n$/)]);
    }
    expect(await cluneal(['doctor', '--data', empty, '--port', '0'])).toMatchObject({ code: 0 });
    expect(existsSync(empty)).toBe(false);
  });
});
