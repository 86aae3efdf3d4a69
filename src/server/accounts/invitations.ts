// How a person comes in for the first time, or again after a reset: with a code that is good once and for a week.

import { type ServerWorld } from '../world.js';
import { type Change } from './change.js';
import { type AccountsContext, noteOfVisitor, rowOf } from './context.js';
import { type KeptAccount, THE_CLINIC } from './kept.js';
import { type Answer, good, objected } from './objection.js';
import { passwordFrom } from './password-rules.js';
import { keyOfCode, newCode } from './secret-text.js';
import { type Sessions } from './sessions.js';
import { admitted, canSignIn } from './sign-in.js';
import { BUSY } from './with-password.js';

const GOOD_FOR_MS = 7 * 24 * 3_600_000;

/** What is shown once, to be handed over. */
export interface Invited {
  readonly id: string;
  readonly code: string;
  readonly until: number;
}

export interface InvitationDeeds {
  /** Sets the password the code stands for; answers the token of a new session. */
  accept(asked: {
    readonly code: string;
    readonly password: string;
    readonly address: string;
    readonly replaced: string | null;
  }): Promise<Answer<string>>;
}

/** A new code for the account; those it had are worth nothing from now on. */
export async function invited(change: Change, world: ServerWorld, account: string): Promise<Invited> {
  await uninvited(change, account);
  const code = newCode(world);
  const until = world.now() + GOOD_FOR_MS;
  await change.put('invitation', keyOfCode(code), { account, until });
  return { id: account, code, until };
}

/** Takes back the codes of an account. */
export async function uninvited(change: Change, account: string): Promise<void> {
  for (const [key, invitation] of await change.all('invitation'))
    if (invitation.account === account) await change.drop('invitation', key);
}

/** Takes away all that an account could sign in with, and gives a code in its place. */
export async function startedOver(change: Change, world: ServerWorld, account: KeptAccount): Promise<Invited> {
  for (const [key, passkey] of await change.all('passkey'))
    if (passkey.account === account.id) await change.drop('passkey', key);
  await change.put('account', account.id, { ...account, password: null, pin: null });
  return invited(change, world, account.id);
}

const NO_CODE = objected(
  'login-required',
  'the code is wrong, was used before, or is older than a week',
  'check it, or ask an operator for a new one',
);

export function invitationDeeds(context: AccountsContext, sessions: Sessions): InvitationDeeds {
  const { changes, hasher, throttles, world } = context;
  return {
    async accept({ code, password: typed, address, replaced }) {
      const began = await throttles.begin(address, null);
      if (!began.ok) return began;
      const tried = began.value;
      const key = keyOfCode(code);
      try {
        const found = await changes.get('invitation', key);
        if (!found || world.now() >= found.until)
          return await changes.change(async (change) => {
            await tried.failed(change);
            const note = noteOfVisitor(context, null, address);
            await change.audit(rowOf(note, 'wrong code of an invitation', { action: 'sign-in', outcome: 'refused' }));
            return { ...NO_CODE, noted: true };
          });
        const person = (await changes.get('account', found.account))!;
        const clinic = (await changes.get('clinic', THE_CLINIC))!;
        const password = passwordFrom(typed, [person.login, person.name, clinic.name]);
        if (!password.ok) return password;
        const hashed = await hasher.hash(password.value);
        if (hashed === 'busy') return BUSY;
        return await changes.change(async (change) => {
          const invitation = await change.get('invitation', key);
          const account = invitation && (await change.get('account', invitation.account));
          // Somebody else was faster with the same code, or it was taken back.
          if (!account || !canSignIn(account, world.now())) return NO_CODE;
          await change.drop('invitation', key);
          const note = noteOfVisitor(context, account, address);
          await change.audit(rowOf(note, 'invitation accepted, password set'));
          const able = { ...account, password: hashed };
          return good(await admitted(context, sessions, change, able, { replaced, by: 'an invitation', address }));
        });
      } finally {
        tried.over();
      }
    },
  };
}
