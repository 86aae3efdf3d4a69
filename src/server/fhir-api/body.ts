// Reads a request's body with a limit: bytes are counted while they arrive, so that no length has to be believed.
import { type IncomingMessage } from 'node:http';

/** Bytes of a body of the FHIR API; about 500 resources of a usual size. */
export const MOST_FHIR_BYTES = 5 * 1024 * 1024;
/** Bytes of any other body. */
export const MOST_BYTES = 64 * 1024;

export type BodyText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly type: 'too-large'; readonly most: number }
  /** It is not UTF-8, or it broke off. */
  | { readonly ok: false; readonly type: 'not-utf-8' | 'broken-off' };

/** The body as text; empty where there is none. A byte order mark is kept, for the JSON reader to refuse. */
export async function bodyText(request: Request, most: number): Promise<BodyText> {
  const tooLarge = { ok: false, type: 'too-large', most } as const;
  const said = request.headers.get('content-length');
  if (said !== null && Number(said) > most) return tooLarge;
  if (!request.body) return { ok: true, text: '' };
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > most) {
        await reader.cancel();
        return tooLarge;
      }
      chunks.push(value);
    }
  } catch {
    // The client went away; nobody will read the answer.
    return { ok: false, type: 'broken-off' };
  }
  return textOf(chunks);
}

/** The same of a request as it comes in on its socket, which is quicker by the making of a stream. */
export function bodyOnSocket(incoming: IncomingMessage, most: number): Promise<BodyText> {
  const tooLarge = { ok: false, type: 'too-large', most } as const;
  if (Number(incoming.headers['content-length'] ?? 0) > most) return Promise.resolve(tooLarge);
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const settle = (body: BodyText) => {
      incoming.off('data', take).off('end', end).off('error', broken).off('close', broken);
      resolve(body);
    };
    const take = (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size <= most) chunks.push(chunk);
      else {
        incoming.pause();
        settle(tooLarge);
      }
    };
    const end = () => settle(textOf(chunks));
    // The client went away; nobody will read the answer.
    const broken = () => settle({ ok: false, type: 'broken-off' });
    if (incoming.readableEnded) end();
    else if (incoming.destroyed) broken();
    else incoming.on('data', take).on('end', end).on('error', broken).on('close', broken);
  });
}

function textOf(chunks: readonly Uint8Array[]): BodyText {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { ok: true, text: decoder.decode(Buffer.concat(chunks)) };
  } catch {
    return { ok: false, type: 'not-utf-8' };
  }
}
