// Starting and stopping as it happens in a clinic: real processes, real faults, each told in one line with its mend.
import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sql } from '#server/store/sql/fragment.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { clinicSetUp, cluneal, linesOf, memoryDisk, served } from './running-server.js';
import { temporary } from './temporary.js';

const place = () => join(temporary('start'), 'data');
const disk = memoryDisk(160);
afterAll(() => disk?.remove());

/** What a start that must fail says, in one line. */
const refusal = async (words: readonly string[], environment: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await cluneal(['serve', '--no-backup', '--port', '0', ...words], environment);
  const told = stderr.split('\n').filter((line) => line.startsWith('cluneal: '));
  expect([code, stdout, told.length]).toEqual([1, '', 1]);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|our mistake/);
  return told[0]!.slice('cluneal: '.length);
};

describe('a start', () => {
  it('opens nothing before the first choice, lives, and is ready to be asked', async () => {
    const data = place();
    const server = await served(['--data', data]);
    expect(await (await fetch(`${server.url}health`)).json()).toEqual({ status: 'alive', version: expect.any(String) });
    const ready = await fetch(`${server.url}ready`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      expect.objectContaining({ status: 'ready', record: 'unset' }),
    ]);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    // A head that is larger than any browser's is refused before it is read.
    expect((await fetch(`${server.url}health`, { headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(431);
    expect(await server.stop()).toEqual({ code: 0, signal: null });
  });

  it('remembers the clinic that was set up, and signs its audit chain at the stop', async () => {
    const data = place();
    const first = await served(['--data', data]);
    await clinicSetUp(first.url);
    expect(await first.stop()).toEqual({ code: 0, signal: null });
    const heads = readFileSync(join(data, 'keys/audit-heads-clinic.ndjson'), 'utf8').trim().split('\n');
    const last = JSON.parse(heads.at(-1)!);
    expect(
      linesOf(first.log())
        .map((line) => line.event)
        .filter(Boolean)
        .slice(-3),
    ).toEqual(['stopping', 'record-closed', 'stopped']);
    const again = await served(['--data', data]);
    const state = (await (await fetch(`${again.url}account/state`)).json()) as Record<string, unknown>;
    expect(state).toMatchObject({ record: 'clinic', clinicName: 'Test clinic', populated: true });
    await again.stop();
    const verified = await cluneal(['audit', 'verify', '--json', '--data', data]);
    expect(verified.code).toBe(0);
    const [record] = JSON.parse(verified.stdout).records;
    expect(record).toMatchObject({ kind: 'clinic', faults: [] });
    expect(record.rows).toBeGreaterThanOrEqual(last.seq);
  });

  it('lets a request that is under way finish before it stops', async () => {
    const server = await served(['--data', place()]);
    const token = await clinicSetUp(server.url);
    const sent = fetch(`${server.url}fhir/Patient`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      duplex: 'half',
      body: new ReadableStream({
        async start(body) {
          body.enqueue(new TextEncoder().encode('{"resourceType":"Patient",'));
          await new Promise((resume) => setTimeout(resume, 300));
          server.child.kill('SIGTERM');
          await new Promise((resume) => setTimeout(resume, 300));
          body.enqueue(new TextEncoder().encode('"active":true}'));
          body.close();
        },
      }),
    } as RequestInit);
    expect((await sent).status).toBe(201);
    expect(await server.ended).toEqual({ code: 0, signal: null });
  });

  it('from the demo to the clinic goes without a restart, and the demo is no more', async () => {
    const data = place();
    const server = await served(['--data', data, '--demo']);
    const state = async () => (await (await fetch(`${server.url}account/state`)).json()) as Record<string, unknown>;
    expect(await state()).toMatchObject({ record: 'demo', populated: true });
    await clinicSetUp(server.url);
    expect(await state()).toMatchObject({ record: 'clinic', clinicName: 'Test clinic' });
    await expect.poll(() => server.log()).toContain('"event":"record-closed","note":"demo"');
    await server.stop();
    expect(JSON.parse(readFileSync(join(data, 'state.json'), 'utf8'))).toEqual({ record: 'clinic' });
  });
});

describe('a start that cannot be is told in one line with its mend', () => {
  it('the port is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((done) =>
      other.listen(0, '127.0.0.1', () => done((other.address() as { port: number }).port)),
    );
    expect(await refusal(['--data', place(), '--port', String(port)])).toBe(
      `port ${port} on 127.0.0.1 is taken: stop what uses it, or choose another with --port`,
    );
    other.close();
  });

  it('the record is in use', async () => {
    const data = place();
    const first = await served(['--data', data, '--clinic']);
    expect(await refusal(['--data', data])).toBe(
      `the record ${data}/clinic/record.db is in use by another Cluneal: stop that one first`,
    );
    expect((await fetch(`${first.url}ready`)).status).toBe(200);
    await first.stop();
  });

  it('the record was written by a newer program', async () => {
    const data = place();
    await (await served(['--data', data, '--clinic'])).stop();
    const connection = sqliteConnection(join(data, 'clinic/record.db'));
    await connection.run(sql`INSERT INTO migration (number, applied) VALUES (999, 'later')`);
    connection.close();
    expect(await refusal(['--data', data])).toMatch(/written by a newer version \(schema 999, .*: update first$/);
  });

  it('the record is damaged', async () => {
    const data = place();
    await (await served(['--data', data, '--clinic'])).stop();
    const path = join(data, 'clinic/record.db');
    const bytes = readFileSync(path);
    bytes.fill(0xff, 0, 200);
    writeFileSync(path, bytes);
    expect(await refusal(['--data', data])).toMatch(/the record .*record\.db cannot be opened \(.*\): check its disk/);
  });

  it('the record that was there is gone', async () => {
    const data = place();
    await (await served(['--data', data, '--clinic'])).stop();
    renameSync(join(data, 'clinic'), join(data, 'elsewhere'));
    expect(await refusal(['--data', data])).toMatch(/the clinic's record .* is gone: put a backup back/);
    expect(await refusal(['--data', data, '--clinic'])).toMatch(/is gone/);
  });

  it.skipIf(!disk)('the disk is full', async () => {
    expect(await refusal(['--data', join(disk!.path, 'data'), '--clinic'])).toMatch(
      /is full \(\d+ kB left\), so no record can be made: make room on it/,
    );
  });

  it('the data folder is a file, is another user’s, may not be written, or holds other things', async () => {
    const data = place();
    writeFileSync(data, '');
    expect(await refusal(['--data', data])).toMatch(/cannot be made, for a part of its path is a file: name another/);
    const full = place();
    mkdirSync(full);
    writeFileSync(join(full, 'thesis.odt'), '');
    expect(await refusal(['--data', full])).toMatch(
      /holds other things \(thesis\.odt\): name an empty one with --data/,
    );
    const foreign = place();
    mkdirSync(foreign);
    if (process.getuid?.() === 0) {
      chownSync(foreign, 65_534, 65_534);
      expect(await refusal(['--data', foreign])).toMatch(/belongs to another user \(65534, and this is 0\): start as/);
    } else {
      chmodSync(foreign, 0o500);
      expect(await refusal(['--data', foreign])).toMatch(/may not be written by this user/);
    }
  });

  it('PostgreSQL cannot be reached; its password is in no message', async () => {
    const said = await refusal(['--data', place(), '--clinic'], {
      CLUNEAL_DATABASE_URL: 'postgres://anna:secret@127.0.0.1:1/cluneal',
    });
    expect(said).toBe(
      'PostgreSQL at 127.0.0.1:1/cluneal cannot be reached: nothing listens there: start PostgreSQL, or mend host and port in CLUNEAL_DATABASE_URL',
    );
  });

  it('other machines would reach it without TLS, or reach the demo', async () => {
    expect(await refusal(['--data', place(), '--host', '0.0.0.0'])).toMatch(
      /without TLS .*: use --lan, or --behind-proxy/,
    );
    expect(await refusal(['--data', place(), '--demo', '--lan', '--trust-port', '0'])).toMatch(
      /the demo’s passwords are known to everybody, so it runs on this computer only/,
    );
    expect(await refusal(['--data', place(), '--behind-proxy', 'http://clinic.example'])).toMatch(
      /must be an address such/,
    );
  });
});
