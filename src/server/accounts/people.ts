// The people of the clinic, as an operator keeps them: who may come in, as what, and where.
import { type Principal } from '../authorization/principal.js';
import { type AuditNote } from '../store/audit-chain.js';
import { type Change } from './change.js';
import { type AccountsContext, rowOf, stillHolds } from './context.js';
import { grantsFrom } from './grants.js';
import { type Invited, invited, startedOver, uninvited } from './invitations.js';
import { type Grant, type KeptAccount } from './kept.js';
import { loginFrom } from './login-name.js';
import { type Answer, good, type Objected, objected } from './objection.js';
import { keyOfLogin } from './secret-text.js';
import { type Sessions } from './sessions.js';
import { nameFrom } from './shown-name.js';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly disabled: boolean;
  readonly roles: readonly Grant[];
  readonly lastSignIn: number | null;
  /** Can sign in; without one, only a code lets the person in. */
  readonly hasPassword: boolean;
  readonly hasPasskey: boolean;
  /** Has a code that is still good. */
  readonly invited: boolean;
}

export interface PersonChange {
  readonly name?: string;
  readonly grants?: readonly Grant[];
  readonly disabled?: boolean;
}

/** Every change by an operator; the route lets nobody else read the list. */
export interface PeopleDeeds {
  people(): Promise<readonly Person[]>;
  invite(
    operator: Principal,
    person: { readonly name: string; readonly login: string; readonly grants: readonly Grant[] },
  ): Promise<Answer<Invited>>;
  /** Other grants, or none at all while disabled, end the person's sessions. */
  changePerson(operator: Principal, id: string, to: PersonChange): Promise<Answer<null>>;
  /** A new code in place of password, PIN and passkeys. */
  resetPerson(operator: Principal, id: string): Promise<Answer<Invited>>;
}

const NOBODY = objected('not-found', 'no such person here', 'check the id');
const LAST_OPERATOR = objected(
  'conflict',
  'nobody else could run this clinic',
  'give another person the role operator first, and have them sign in once',
);

/** Whether somebody can run the clinic: signs in with a password and is operator. */
async function runs(change: Change): Promise<boolean> {
  return (await change.all('account')).some(
    ([, { disabled, password, grants }]) =>
      !disabled && password !== null && grants.some(({ role }) => role === 'operator'),
  );
}

export function peopleDeeds(context: AccountsContext, sessions: Sessions): PeopleDeeds {
  const { changes, clinic, policy, world } = context;

  /** Runs an operator's deed. */
  const byOperator = <T>(
    operator: Principal,
    deed: (change: Change, note: AuditNote) => Promise<Answer<T>>,
  ): Promise<Answer<T>> =>
    changes.change(async (change) => {
      const holds = await stillHolds(context, change, operator, 'operator');
      return holds.ok ? deed(change, policy.noteOf(operator, world.now())) : holds;
    });

  /** One row for the person, and one for each patient that was opened to them: it stands in the patient's own log. */
  async function noted(change: Change, note: AuditNote, deed: string, { id, grants }: KeptAccount): Promise<void> {
    const roles = grants.map(({ role }) => role).join(', ');
    await change.audit(rowOf(note, `${deed}: account ${id}, as ${roles}`));
    for (const { role, patients } of grants)
      for (const patient of patients)
        await change.audit(rowOf(note, `${deed}: account ${id} may see this record as ${role}`, { patient }));
  }

  return {
    people: async () => {
      const passkeys = new Set((await changes.all('passkey')).map(([, { account }]) => account));
      const living = (await changes.all('invitation')).filter(([, { until }]) => world.now() < until);
      const codes = new Set(living.map(([, { account }]) => account));
      return (await changes.all('account')).map(([, { id, name, login, disabled, grants, lastSignIn, password }]) => ({
        ...{ id, name, login, disabled, lastSignIn },
        roles: grants,
        hasPassword: password !== null,
        hasPasskey: passkeys.has(id),
        invited: codes.has(id),
      }));
    },
    invite: (operator, person) =>
      byOperator(operator, async (change, note): Promise<Answer<Invited>> => {
        const name = nameFrom(person.name, 'the name');
        if (!name.ok) return name;
        const login = loginFrom(person.login);
        if (!login.ok) return login;
        const grants = await grantsFrom(change, clinic, person.grants, world.now());
        if (!grants.ok) return grants;
        const taken = await change.get('login', keyOfLogin(login.value));
        if (taken) return objected('conflict', `the login ${login.value} is taken`, 'choose another one');
        const account: KeptAccount = {
          ...{ id: world.newId(), name: name.value, login: login.value, grants: grants.value, made: world.now() },
          ...{ password: null, pin: null, disabled: false, lastSignIn: null, lastRole: null, demo: false },
        };
        await change.put('account', account.id, account);
        await change.put('login', keyOfLogin(account.login), { account: account.id });
        await noted(change, note, 'person invited', account);
        return good(await invited(change, world, account.id));
      }),
    changePerson: (operator, id, to) =>
      byOperator(operator, async (change, note): Promise<Answer<null>> => {
        const before = await change.get('account', id);
        if (!before) return NOBODY;
        const name = to.name === undefined ? good(before.name) : nameFrom(to.name, 'the name');
        if (!name.ok) return name;
        const grants = to.grants ? await grantsFrom(change, clinic, to.grants, world.now()) : good(before.grants);
        if (!grants.ok) return grants;
        const { disabled = before.disabled } = to;
        const account: KeptAccount = { ...before, name: name.value, grants: grants.value, disabled };
        await change.put('account', id, account);
        if (!(await runs(change))) return LAST_OPERATOR;
        if (to.grants || disabled)
          await sessions.endAll(change, account, 'session ended: an operator changed the account');
        if (disabled) await uninvited(change, id);
        const deed = disabled === before.disabled ? 'person changed' : disabled ? 'person disabled' : 'person enabled';
        // Without new grants no record was opened to anybody.
        await noted(change, note, deed, to.grants ? account : { ...account, grants: account.grants.map(without) });
        return good(null);
      }),
    resetPerson: (operator, id) =>
      byOperator(operator, async (change, note): Promise<Answer<Invited>> => {
        const account = await change.get('account', id);
        if (!account) return NOBODY;
        const wrong: Objected | null = account.demo
          ? objected('conflict', 'the password of a demo login is shown to everybody', 'leave it as it is')
          : account.disabled
            ? objected('conflict', 'the person is disabled', 'enable them first')
            : null;
        if (wrong) return wrong;
        const code = await startedOver(change, world, account);
        if (!(await runs(change))) return LAST_OPERATOR;
        await sessions.endAll(change, account, 'session ended: an operator reset the account');
        await change.audit(rowOf(note, `person reset: account ${id} gets a new code`));
        return good(code);
      }),
  };
}

const without = (grant: Grant): Grant => ({ ...grant, patients: [] });
