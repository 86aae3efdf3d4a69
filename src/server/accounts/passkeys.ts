// One's own passkeys (WebAuthn level 3): making one, and taking one away. The device verifies the person, so one step is
// two factors; a passkey works for one host name only.
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type JsonObject } from '#fhir/json-value.js';
import { type Challenges } from './challenges.js';
import { type AccountsContext, noteOfSession, rowOf } from './context.js';
import { type KeptPasskey, THE_CLINIC } from './kept.js';
import { type Answer, good, objected, SIGNED_OUT } from './objection.js';
import { madeFrom } from './passkey-answer.js';
import { type RelyingParty } from './relying-party.js';
import { keyOfCredential } from './secret-text.js';
import { PROOF_MS } from './session-rules.js';
import { type SeenSession, type Sessions } from './sessions.js';
import { type OwnAsk, withOwnPassword } from './with-own-password.js';

/** One's own passkey, as it is shown. */
export interface ShownPasskey {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly lastUsed: number | null;
  /** The host name it works for. */
  readonly rpId: string;
}

export interface PasskeyDeeds {
  /** Where the sign-in is older than a quarter of an hour the password is needed. */
  passkeyOptions(
    asked: OwnAsk,
    party: RelyingParty,
    password: string | null,
  ): Promise<Answer<PublicKeyCredentialCreationOptionsJSON>>;
  /** `body` is what the browser gave for the options. */
  addPasskey(token: string, party: RelyingParty, body: JsonObject): Promise<Answer<null>>;
  passkeysOf(account: string): Promise<readonly ShownPasskey[]>;
  removePasskey(token: string, id: string): Promise<Answer<null>>;
}

/** Ed25519, ES256, RS256: what devices have. */
const ALGORITHMS = [-8, -7, -257];
const MOST_PASSKEYS = 20;
export const TIMEOUT_MS = 300_000;

const PROVE = objected(
  'forbidden',
  'you signed in more than a quarter of an hour ago',
  'give your password, or sign out and in again',
);
const NOT_MADE = objected('invalid', 'the passkey could not be verified', 'try again');

/** The bytes the library wants, of base64url. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));

const nameOf = (transports: readonly string[], onSeveral: boolean): string =>
  onSeveral
    ? 'passkey on several devices'
    : transports.some((transport) => transport === 'usb' || transport === 'nfc')
      ? 'security key'
      : 'passkey on one device';

export function passkeyDeeds(context: AccountsContext, sessions: Sessions, challenges: Challenges): PasskeyDeeds {
  const { changes, world } = context;

  const of = async (account: string): Promise<readonly KeptPasskey[]> =>
    (await changes.all('passkey')).map(([, passkey]) => passkey).filter((passkey) => passkey.account === account);

  async function optionsFor(
    { account, session }: Pick<SeenSession, 'account' | 'session'>,
    party: RelyingParty,
  ): Promise<Answer<PublicKeyCredentialCreationOptionsJSON>> {
    const mine = await of(account.id);
    return good(
      await generateRegistrationOptions({
        rpName: (await changes.get('clinic', THE_CLINIC))!.name,
        rpID: party.id,
        userID: new Uint8Array(Buffer.from(account.id)),
        userName: account.login,
        userDisplayName: account.name,
        challenge: bytesOf(challenges.make(`add ${session.id}`, account.id)),
        timeout: TIMEOUT_MS,
        attestationType: 'none',
        excludeCredentials: mine.filter(({ rpId }) => rpId === party.id).map(({ id }) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        supportedAlgorithmIDs: ALGORITHMS,
      }),
    );
  }

  return {
    async passkeyOptions(asked, party, password) {
      if (password !== null) {
        const proved = await withOwnPassword(
          context,
          sessions,
          asked,
          password,
          'add a passkey',
          async (change, { key, session, account }) => {
            await change.put('session', key, { ...session, proved: world.now() });
            return good({ session, account });
          },
        );
        return proved.ok ? optionsFor(proved.value, party) : proved;
      }
      const seen = await sessions.seen(asked.token);
      if (!seen) return SIGNED_OUT;
      return world.now() - seen.session.proved < PROOF_MS ? optionsFor(seen, party) : PROVE;
    },
    async addPasskey(token, party, body) {
      const seen = await sessions.seen(token);
      if (!seen) return SIGNED_OUT;
      const read = madeFrom(body);
      if (!read.ok) return read;
      const { answer, transports } = read.value;
      const made = await verifyRegistrationResponse({
        response: answer,
        expectedChallenge: (challenge) => challenges.use(challenge, `add ${seen.session.id}`),
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
        // It throws at whatever is wrong with what a device sent; which of it is nobody's business.
      }).catch(() => null);
      if (!made?.verified) return NOT_MADE;
      const { credential, credentialDeviceType } = made.registrationInfo;
      return changes.change(async (change): Promise<Answer<null>> => {
        const session = await change.get('session', seen.key);
        if (!session) return SIGNED_OUT;
        const key = keyOfCredential(credential.id);
        const all = await change.all('passkey');
        if (all.some(([id]) => id === key)) return objected('conflict', 'this passkey is here already', 'use it');
        const { id: account } = seen.account;
        if (all.filter(([, passkey]) => passkey.account === account).length >= MOST_PASSKEYS)
          return objected('conflict', `you have ${MOST_PASSKEYS} passkeys`, 'remove one first');
        await change.put('passkey', key, {
          ...{ id: credential.id, account, name: nameOf(transports, credentialDeviceType === 'multiDevice') },
          ...{ publicKey: Buffer.from(credential.publicKey).toString('base64url'), counter: credential.counter },
          ...{ transports, rpId: party.id, made: world.now(), lastUsed: null },
        });
        await change.audit(rowOf(noteOfSession(context, seen.account, session), 'passkey added'));
        return good(null);
      });
    },
    passkeysOf: async (account) =>
      (await of(account)).map(({ id, name, made, lastUsed, rpId }) => ({ id, name, created: made, lastUsed, rpId })),
    async removePasskey(token, id) {
      const seen = await sessions.seen(token);
      if (!seen) return SIGNED_OUT;
      return changes.change(async (change): Promise<Answer<null>> => {
        const key = keyOfCredential(id);
        const passkey = await change.get('passkey', key);
        if (passkey?.account !== seen.account.id)
          return objected('not-found', 'you have no such passkey', 'look at your list of passkeys');
        await change.drop('passkey', key);
        await change.audit(rowOf(noteOfSession(context, seen.account, seen.session), 'passkey removed'));
        return good(null);
      });
    },
  };
}
