// An authenticator in software: a real ES256 key, real CBOR, real signatures, as a phone or a security key would make
// them - and every way of getting them wrong.
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();
const base64url = (data: Buffer): string => data.toString('base64url');

/** CBOR of what an authenticator says: whole numbers, texts, bytes and maps. */
export function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, n: number): Buffer => {
    if (n < 24) return Buffer.from([(major << 5) | n]);
    if (n < 256) return Buffer.from([(major << 5) | 24, n]);
    return Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  };
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const members = [...value].map(([key, inner]) => Buffer.concat([cbor(key), cbor(inner as Buffer)]));
  return Buffer.concat([head(5, value.size), ...members]);
}

/** What may be wrong with an answer. */
export interface Told {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly challenge?: string;
  /** User present, user verified. */
  readonly present?: boolean;
  readonly verified?: boolean;
  readonly counter?: number;
  readonly tamper?: boolean;
  readonly userHandle?: string | null;
  readonly format?: 'none' | 'packed';
  readonly certificate?: boolean;
  readonly transports?: readonly string[];
  /** Kept on several devices (a synced passkey). */
  readonly synced?: boolean;
}

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

const FLAG = { present: 1, verified: 4, eligible: 8, backedUp: 16, attested: 64 };

export class SoftwareAuthenticator {
  readonly id = randomBytes(32);
  readonly #key: KeyObject;
  readonly #jwk: { readonly x: string; readonly y: string };
  counter: number;
  #userHandle = '';

  /** A counter of 0 stays 0: such a device counts nothing. */
  constructor(counter = 1) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    this.#jwk = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    this.counter = counter;
  }

  #data(rpId: string, told: Told, more: Buffer = Buffer.alloc(0), attested = 0): Buffer {
    const { present = true, verified = true, counter = this.counter, synced = false } = told;
    const flags =
      (present ? FLAG.present : 0) |
      (verified ? FLAG.verified : 0) |
      (synced ? FLAG.eligible | FLAG.backedUp : 0) |
      attested;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, more]);
  }

  #client(type: string, challenge: string, origin: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #signed(data: Buffer): Buffer {
    return createSign('sha256').update(data).sign(this.#key);
  }

  /** navigator.credentials.create(), as JSON. */
  make(options: Options, page: string, told: Told = {}): Record<string, unknown> {
    const { format = 'none', certificate = false, transports = ['internal', 'hybrid'] } = told;
    const cose = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(this.#jwk.x, 'base64url')],
        [-3, Buffer.from(this.#jwk.y, 'base64url')],
      ]),
    );
    const length = Buffer.from([this.id.length >> 8, this.id.length & 255]);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, cose]);
    const data = this.#data(told.rpId ?? options.rp!.id, told, credential, FLAG.attested);
    const client = this.#client(
      told.type ?? 'webauthn.create',
      told.challenge ?? options.challenge,
      told.origin ?? page,
    );
    const statement = new Map<string, unknown>();
    if (format === 'packed') {
      statement.set('alg', -7);
      statement.set('sig', this.#signed(Buffer.concat([data, sha256(client)])));
      if (certificate) statement.set('x5c', randomBytes(300));
    }
    this.#userHandle = options.user!.id;
    const object = new Map<string, unknown>([
      ['fmt', format],
      ['attStmt', statement],
      ['authData', data],
    ]);
    const id = base64url(this.id);
    return {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' },
      response: { clientDataJSON: base64url(client), attestationObject: base64url(cbor(object)), transports },
    };
  }

  /** navigator.credentials.get(), as JSON. */
  use(options: Options, page: string, told: Told = {}): Record<string, unknown> {
    if (told.counter === undefined && this.counter > 0) this.counter++;
    const data = this.#data(told.rpId ?? options.rpId!, told);
    const client = this.#client(told.type ?? 'webauthn.get', told.challenge ?? options.challenge, told.origin ?? page);
    const signature = this.#signed(Buffer.concat([data, sha256(client)]));
    // One bit of the signature's last number.
    if (told.tamper) signature[signature.length - 1]! ^= 1;
    const id = base64url(this.id);
    const handle = told.userHandle === undefined ? this.#userHandle : told.userHandle;
    return {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' },
      response: {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
        ...(handle === null ? {} : { userHandle: handle }),
      },
    };
  }
}
