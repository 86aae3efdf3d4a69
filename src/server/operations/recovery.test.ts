import { expect, it } from 'vitest';
import { type Health } from '../store/repository.js';
import { recovering } from './recovery.js';
import { type LogLine } from './server-log.js';

it('a record that the disk failed is opened anew until it takes writes again, with growing pauses', async () => {
  const lines: LogLine[] = [];
  const times: number[] = [];
  let health: Health = { type: 'degraded', cause: 'disk-full', message: 'database or disk is full' };
  const stop = recovering({
    repository: {
      health: () => health,
      recover: async () => {
        times.push(performance.now());
        if (times.length === 4) health = { type: 'ready' };
        return health;
      },
    },
    log: { write: (line) => lines.push(line) },
    every: 20,
    longest: 60,
  });
  await expect.poll(() => times.length, { interval: 5 }).toBe(4);
  await stop();
  const pauses = times.slice(1).map((time, i) => time - times[i]!);
  expect(pauses[0]).toBeGreaterThanOrEqual(38);
  expect(pauses[2]).toBeGreaterThanOrEqual(58);
  expect(lines.map((line) => line.kind === 'event' && line.event)).toEqual([
    'degraded',
    ...['still-degraded', 'still-degraded', 'still-degraded'],
    'recovered',
  ]);
});

it('a record that is well is left alone', async () => {
  let asked = 0;
  const stop = recovering({
    repository: {
      health: () => {
        asked++;
        return { type: 'ready' };
      },
      recover: () => {
        throw new Error('nothing is to be recovered');
      },
    },
    log: { write: () => {} },
    every: 5,
  });
  await expect.poll(() => asked).toBeGreaterThan(3);
  await stop();
});
