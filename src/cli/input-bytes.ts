// The bytes of a file or of standard input, never more than the limit: a pipe or a device has no size to ask for first.
import { open } from 'node:fs/promises';

/** A case file of a thousand patients is under 2 MB. */
export const MOST_BYTES = 8 * 1024 * 1024;

export type BytesResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly message: string };

/** What to do about a file above the limit. */
const SPLIT = 'a case file holds cases only; split it into several files';
const tooLarge = (mend: string) => `larger than 8 MB: ${mend}`;

const REASON: Readonly<Record<string, string>> = {
  ENOENT: 'no such file: check the path, or write - to read standard input',
  EISDIR: 'is a folder: name one file in it',
  EACCES: 'may not be read by this user: change its permissions',
  ENOTDIR: 'no such file: a part of its path is not a folder',
  ENAMETOOLONG: 'no such file: its name is too long',
  ELOOP: 'no such file: its links run in a circle',
};

export async function bytesOfStdin(stdin: AsyncIterable<Uint8Array>, mend = SPLIT): Promise<BytesResult> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stdin) {
    size += part.length;
    if (size > MOST_BYTES) return { ok: false, message: tooLarge(mend) };
    parts.push(part);
  }
  return { ok: true, bytes: Buffer.concat(parts) };
}

export async function bytesOfFile(path: string, mend = SPLIT): Promise<BytesResult> {
  if (path.includes('\0')) return { ok: false, message: 'no such file: its name holds a NUL character' };
  try {
    const file = await open(path, 'r');
    try {
      const about = await file.stat();
      if (about.isDirectory()) return { ok: false, message: REASON.EISDIR! };
      if (about.size > MOST_BYTES) return { ok: false, message: tooLarge(mend) };
      const buffer = Buffer.alloc(MOST_BYTES + 1);
      let size = 0;
      for (;;) {
        const { bytesRead } = await file.read(buffer, size, Math.min(1 << 20, buffer.length - size), null);
        size += bytesRead;
        if (bytesRead === 0) return { ok: true, bytes: buffer.subarray(0, size) };
        if (size > MOST_BYTES) return { ok: false, message: tooLarge(mend) };
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return { ok: false, message: REASON[code] ?? `cannot be read: ${message}` };
  }
}
