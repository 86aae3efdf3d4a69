// What a browser sends back for a passkey, read from JSON: only what is verified, and no certificate. A certificate could
// name an address to ask whether it was revoked, and this server asks nobody.
import { type AuthenticationResponseJSON, type RegistrationResponseJSON } from '@simplewebauthn/server';
import { isJsonObject, type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { type Answer, good, objected } from './objection.js';

const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** A COSE RSA key of 4096 bits and the longest credential id are well below. */
const LONGEST = 16_384;

/** usb, nfc, ble, internal, hybrid, smart-card. */
const TRANSPORT = /^[a-z-]{1,20}$/;
const MOST_TRANSPORTS = 8;

const UNREADABLE = objected('invalid', 'this is no answer of a passkey', 'send what the browser gave, as it is');

const textOf = (value: JsonValue | undefined): string | null =>
  typeof value === 'string' && value.length <= LONGEST && BASE64URL.test(value) ? value : null;

/** A CBOR map of three whose first member is `fmt`, as all browsers write it: `none`, or `packed` by the key itself. */
const PLAIN = [Buffer.from('\xa3cfmtdnone', 'latin1'), Buffer.from('\xa3cfmtfpacked', 'latin1')];
const CERTIFICATE = Buffer.from('cx5c', 'latin1');

const isPlain = (attestation: string): boolean => {
  const bytes = Buffer.from(attestation, 'base64url');
  return PLAIN.some((start) => bytes.subarray(0, start.length).equals(start)) && !bytes.includes(CERTIFICATE);
};

function credential(
  body: JsonObject,
): { readonly id: string; readonly response: JsonObject; readonly client: string } | null {
  const { id: given, rawId, type, response } = body;
  const id = textOf(given);
  if (id === null || rawId !== id || type !== 'public-key' || !isJsonObject(response)) return null;
  const client = textOf(response.clientDataJSON);
  return client === null ? null : { id, response, client };
}

/** The answer to the making of a passkey, and how the device can be reached. */
export function madeFrom(
  body: JsonObject,
): Answer<{ readonly answer: RegistrationResponseJSON; readonly transports: readonly string[] }> {
  const read = credential(body);
  const attestationObject = textOf(read?.response.attestationObject);
  if (!read || attestationObject === null) return UNREADABLE;
  if (!isPlain(attestationObject))
    return objected('invalid', 'the passkey came with a certificate of its maker', 'make it without: attestation none');
  const { id, client: clientDataJSON } = read;
  const told = read.response.transports;
  const transports = (Array.isArray(told) ? told : []).filter(
    (one): one is string => typeof one === 'string' && TRANSPORT.test(one),
  );
  return good({
    answer: {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
      response: { clientDataJSON, attestationObject },
    },
    transports: transports.slice(0, MOST_TRANSPORTS),
  });
}

/** The answer to the use of a passkey. */
export function usedFrom(body: JsonObject): Answer<AuthenticationResponseJSON> {
  const read = credential(body);
  if (!read) return UNREADABLE;
  const { id, response, client: clientDataJSON } = read;
  const authenticatorData = textOf(response.authenticatorData);
  const signature = textOf(response.signature);
  const userHandle = textOf(response.userHandle);
  if (authenticatorData === null || signature === null) return UNREADABLE;
  return good({
    ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle === null ? {} : { userHandle }) },
  });
}
