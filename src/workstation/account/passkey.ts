// Passkeys by the browser's own means. Offered only where the browser reads and writes the JSON form of WebAuthn
// (Level 3); elsewhere the password does.

/** Can this browser make and use passkeys? */
export const passkeysHere = (): boolean =>
  'PublicKeyCredential' in globalThis &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function' &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

/** Null: the person turned away or the device has none; the browser does not tell which. */
async function answered(asked: () => Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await asked();
    return credential instanceof PublicKeyCredential ? credential.toJSON() : null;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Makes a passkey on this device; `options` are the server's, the answer goes back to it. */
export const makePasskey = (options: unknown): Promise<unknown> =>
  answered(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON),
    }),
  );

/** Signs the server's challenge with a passkey the person chooses. */
export const signWithPasskey = (options: unknown): Promise<unknown> =>
  answered(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON),
    }),
  );
