// A stream of bytes in sealed frames of 64 kB: AES-256-GCM, the frame's number as nonce, and in it whether the frame is
// the last (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015). A frame that was changed, moved, left out or added is
// found, and so is a file that ends too soon. The key is used for one file only, so that a number is never used twice.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { OperatorError } from '../data-folder.js';

export const FRAME_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const SEALED_BYTES = FRAME_BYTES + TAG_BYTES;
const CIPHER = 'aes-256-gcm';

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function sealed(key: Uint8Array, number: number, last: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonceOf(number, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plain bytes of a frame; null when it is not the frame that was sealed under this number. */
function unsealed(key: Uint8Array, number: number, last: boolean, frame: Uint8Array): Buffer | null {
  if (frame.length < TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, nonceOf(number, last));
  decipher.setAuthTag(frame.subarray(frame.length - TAG_BYTES));
  const plain = decipher.update(frame.subarray(0, frame.length - TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return null;
  }
}

/** Pieces of exactly `size` bytes, the last of them shorter or empty; each with whether it is the last. */
async function* pieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<[Buffer, boolean]> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const part of source) {
    waiting.push(part);
    length += part.length;
    // More than one piece waits, so the first is not the last.
    while (length > size) {
      const all = Buffer.concat(waiting);
      yield [all.subarray(0, size), false];
      waiting = [all.subarray(size)];
      length = all.length - size;
    }
  }
  yield [Buffer.concat(waiting), true];
}

/** The bytes of `source` in frames. */
export async function* sealedFrames(key: Uint8Array, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const [plain, last] of pieces(source, FRAME_BYTES)) yield sealed(key, number++, last, plain);
}

/** What the frames of `source` hold; throws in words at the first that is not as it was written. */
export async function* openedFrames(key: Uint8Array, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const [frame, last] of pieces(source, SEALED_BYTES)) {
    const plain = unsealed(key, number, last, frame);
    if (!plain) throw new OperatorError(troubleWith(key, number, last, frame));
    number++;
    yield plain;
  }
}

function troubleWith(key: Uint8Array, number: number, last: boolean, frame: Uint8Array): string {
  const cutHere = last && (frame.length === 0 || unsealed(key, number, false, frame) !== null);
  if (cutHere) return `the backup ends too soon, after its frame ${number}: use a whole copy of it`;
  const what = last && frame.length < SEALED_BYTES ? 'is damaged or ends too soon' : 'is damaged';
  return `the backup ${what} in its frame ${number + 1}, at 64 kB each: use another copy of it`;
}
