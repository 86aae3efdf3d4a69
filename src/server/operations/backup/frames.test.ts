import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FRAME_BYTES, openedFrames, sealedFrames } from './frames.js';

const key = randomBytes(32);
const TAG = 16;
async function* parts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const whole = async (from: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const part of from) all.push(part);
  return Buffer.concat(all);
};
const sealed = (plain: Uint8Array, size = 1000) => whole(sealedFrames(key, parts(plain, size)));
const opened = (bytes: Uint8Array, by: Uint8Array = key) => whole(openedFrames(by, parts(bytes, 70_001)));
const trouble = (bytes: Uint8Array) =>
  opened(bytes).then(
    () => 'opened',
    (error: Error) => error.message,
  );

describe('sealed frames', () => {
  it.each([0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES])('give back %i bytes', async (n) => {
    const plain = randomBytes(n);
    expect((await opened(await sealed(plain))).equals(plain)).toBe(true);
    // The same frames however the bytes came.
    expect((await sealed(plain, 50_000)).equals(await sealed(plain, 7))).toBe(true);
  });

  it('do not open with another key, in another order, twice, or with one left out', async () => {
    const bytes = await sealed(randomBytes(3 * FRAME_BYTES + 10), 9999);
    const size = FRAME_BYTES + TAG;
    const frame = (i: number) => bytes.subarray(i * size, (i + 1) * size);
    await expect(opened(bytes, randomBytes(32))).rejects.toThrow('is damaged in its frame 1');
    for (const order of [
      [1, 0, 2, 3],
      [0, 0, 1, 2, 3],
      [0, 2, 3],
      [1, 2, 3],
    ])
      expect([order, await trouble(Buffer.concat(order.map(frame)))]).toEqual([
        order,
        expect.stringContaining('damaged'),
      ]);
  });

  it('that end too soon say so, at the end of a frame and inside one', async () => {
    const bytes = await sealed(randomBytes(2 * FRAME_BYTES + 10), 9999);
    const size = FRAME_BYTES + TAG;
    expect(await trouble(bytes.subarray(0, 0))).toContain('ends too soon, after its frame 0');
    expect(await trouble(bytes.subarray(0, size))).toContain('ends too soon, after its frame 0');
    expect(await trouble(bytes.subarray(0, 2 * size))).toContain('ends too soon, after its frame 1');
    expect(await trouble(bytes.subarray(0, 2 * size + 5))).toContain('damaged or ends too soon in its frame 3');
  });
});
