// A lost operator's password, made good by whoever has the machine: the command line resets the account while no server
// has the record open. It stands in the audit chain like any other deed.
import { matrixVersion } from '../authorization/matrix.js';
import { type Repository } from '../store/repository.js';
import { type ServerWorld } from '../world.js';
import { changesOver } from './change.js';
import { rowOf } from './context.js';
import { type Invited, startedOver } from './invitations.js';
import { foldedLogin } from './login-name.js';
import { type Answer, good, objected } from './objection.js';
import { keyOfLogin } from './secret-text.js';

/**
 * Takes away the password, PIN, passkeys and sessions of an operator and gives a code in their place, good for a week at
 * the screen "I have a code". Enables the account where it was disabled. Only operators: they can reset all others.
 */
export async function resetOperator(
  repository: Repository,
  clinic: string,
  login: string,
  world: ServerWorld,
): Promise<Answer<Invited & { readonly name: string }>> {
  const changes = changesOver(repository, clinic, () => {});
  return changes.change(async (change): Promise<Answer<Invited & { readonly name: string }>> => {
    const known = await change.get('login', keyOfLogin(foldedLogin(login)));
    const account = known && (await change.get('account', known.account));
    if (!account?.grants.some(({ role }) => role === 'operator')) {
      const operators = (await change.all('account'))
        .filter(([, { grants }]) => grants.some(({ role }) => role === 'operator'))
        .map(([, operator]) => operator.login);
      return operators.length === 0
        ? objected('not-found', 'this record has no operator yet', 'start the server and set the clinic up')
        : objected('not-found', 'no operator has this login', `operators here: ${operators.join(', ')}`);
    }
    for (const [key, session] of await change.all('session'))
      if (session.account === account.id) await change.drop('session', key);
    const code = await startedOver(change, world, { ...account, disabled: false });
    const note = { actor: 'command-line', role: 'operator', policy: matrixVersion() };
    await change.audit(rowOf(note, `person reset: account ${account.id} gets a new code`));
    return good({ ...code, name: account.name });
  });
}
