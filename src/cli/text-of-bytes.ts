// Bytes to text, strictly: a clinical file that is not UTF-8 is refused, since guessing an encoding changes names and signs.

export type TextResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly line?: number; readonly message: string };

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** The first line (from 1) that does not decode. A line break is one byte in UTF-8 and never part of another character. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end < 0 ? bytes.length : end;
    if (decode(bytes.subarray(start, stop)) === undefined) return line;
    start = stop + 1;
  }
  return line;
}

export function textOfBytes(bytes: Uint8Array): TextResult {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return { ok: false, message: 'is UTF-16, not UTF-8: save it as UTF-8' };
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const line = bytes.subarray(0, nul).reduce((n, b) => (b === 0x0a ? n + 1 : n), 1);
    return { ok: false, line, message: 'holds a NUL character: is this a text file? Save it as UTF-8 text' };
  }
  const text = decode(bytes);
  if (text !== undefined) return { ok: true, text };
  return { ok: false, line: firstBadLine(bytes), message: 'is not UTF-8 here: save the file as UTF-8' };
}
