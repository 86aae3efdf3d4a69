// The disk fills while people work: reading goes on, saving says to try again, and nobody need restart anything when there
// is room again. On a disk of its own in memory, so only for a user who may make one.
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { clinicSetUp, cluneal, linesOf, memoryDisk, served } from './running-server.js';

const disk = memoryDisk(260 * 1024);
afterAll(() => disk?.remove());

/** Takes all that is left; the server writes meanwhile, so how much that is shows only in trying. */
function filled(path: string): void {
  const file = openSync(path, 'w');
  for (let size = 1 << 20; size >= 512; )
    try {
      writeSync(file, Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      size /= 2;
    }
  closeSync(file);
}

it.skipIf(!disk)(
  'a record on a full disk goes on reading, and takes writes again by itself',
  async () => {
    const { path } = disk!;
    const data = join(path, 'data');
    const server = await served(['--data', data]);
    const token = await clinicSetUp(server.url);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    const create = () =>
      fetch(`${server.url}fhir/Patient`, {
        ...{ method: 'POST', headers },
        body: JSON.stringify({ resourceType: 'Patient', name: [{ family: 'x'.repeat(20_000) }] }),
      });
    const readiness = async () => {
      const answer = await fetch(`${server.url}ready`);
      return { status: answer.status, causes: ((await answer.json()) as { causes: string[] }).causes };
    };
    expect((await create()).status).toBe(201);
    expect((await readiness()).status).toBe(200);

    filled(join(path, 'films'));
    let refused = await create();
    for (let tries = 0; refused.status === 201 && tries < 50; tries++) refused = await create();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    const full = await readiness();
    expect([full.status, full.causes[0]]).toEqual([503, expect.stringContaining('the disk is full: reading goes on')]);
    expect((await fetch(`${server.url}health`)).status).toBe(200);

    rmSync(join(path, 'films'));
    await expect.poll(async () => (await create()).status, { timeout: 40_000, interval: 500 }).toBe(201);
    expect((await readiness()).status).toBe(200);
    expect(linesOf(server.log()).map((line) => line.event)).toEqual(expect.arrayContaining(['degraded', 'recovered']));
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    expect((await cluneal(['db', 'verify', '--full', '--data', data])).stdout).toContain('the record is sound');
  },
  120_000,
);
