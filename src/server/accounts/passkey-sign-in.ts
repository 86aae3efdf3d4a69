// Signing in with a passkey. It is asked for without a name: the device offers what it has for this host, so nobody
// learns who has one.
import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { type JsonObject } from '#fhir/json-value.js';
import { type Challenges } from './challenges.js';
import { type AccountsContext, noteOfVisitor, rowOf } from './context.js';
import { type Answer, good, objected } from './objection.js';
import { usedFrom } from './passkey-answer.js';
import { bytesOf, TIMEOUT_MS } from './passkeys.js';
import { type RelyingParty } from './relying-party.js';
import { keyOfCredential } from './secret-text.js';
import { type Sessions } from './sessions.js';
import { admitted, canSignIn } from './sign-in.js';

export interface PasskeySignInDeeds {
  passkeySignInOptions(address: string, party: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** Answers the token of a new session. `body` is what the browser gave for the options. */
  signInByPasskey(
    asked: { readonly address: string; readonly replaced: string | null },
    party: RelyingParty,
    body: JsonObject,
  ): Promise<Answer<string>>;
}

/** One text for whatever is wrong; what it was stands in the audit chain. */
const WRONG = objected('login-required', 'the passkey was not accepted', 'try again, or sign in with your password');

export function passkeySignInDeeds(
  context: AccountsContext,
  sessions: Sessions,
  challenges: Challenges,
): PasskeySignInDeeds {
  const { changes, throttles, world } = context;
  return {
    passkeySignInOptions: (address, party) =>
      generateAuthenticationOptions({
        rpID: party.id,
        challenge: bytesOf(challenges.make('sign-in', address)),
        timeout: TIMEOUT_MS,
        userVerification: 'required',
      }),
    async signInByPasskey({ address, replaced }, party, body) {
      const answer = usedFrom(body);
      if (!answer.ok) return answer;
      const began = await throttles.begin(address, null);
      if (!began.ok) return began;
      const tried = began.value;
      try {
        const key = keyOfCredential(answer.value.id);
        const passkey = await changes.get('passkey', key);
        const handle = answer.value.response.userHandle;
        // A passkey that is found by itself says whose it is.
        const its = (account: string) => handle === undefined || handle === Buffer.from(account).toString('base64url');
        const used =
          passkey?.rpId === party.id && its(passkey.account)
            ? await verifyAuthenticationResponse({
                response: answer.value,
                expectedChallenge: (challenge) => challenges.use(challenge, 'sign-in'),
                expectedOrigin: party.origin,
                expectedRPID: party.id,
                requireUserVerification: true,
                // The counter is looked at below, in the transaction, where no other sign-in can come between.
                credential: { id: passkey.id, publicKey: bytesOf(passkey.publicKey), counter: 0 },
              }).catch(() => null)
            : null;
        return await changes.change(async (change): Promise<Answer<string>> => {
          const now = await change.get('passkey', key);
          const account = now && (await change.get('account', now.account));
          const refuse = async (why: string): Promise<Answer<never>> => {
            await tried.failed(change);
            const note = noteOfVisitor(context, account, address);
            await change.audit(rowOf(note, why, { action: 'sign-in', outcome: 'refused' }));
            return { ...WRONG, noted: true };
          };
          if (!used?.verified) return refuse('passkey not verified');
          if (!now || !account || !canSignIn(account, world.now())) return refuse('the account may not sign in');
          const counter = used.authenticationInfo.newCounter;
          // Both zero: the device counts nothing.
          if (counter <= now.counter && (counter > 0 || now.counter > 0))
            return refuse('the counter of the passkey went back: it may have been copied');
          await change.put('passkey', key, { ...now, counter, lastUsed: world.now() });
          return good(await admitted(context, sessions, change, account, { replaced, by: 'a passkey', address }));
        });
      } finally {
        tried.over();
      }
    },
  };
}
