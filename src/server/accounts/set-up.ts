// The first step of a clinic: its name, one site, one care team and the owner, all in one transaction. Whoever comes
// second finds it done.
import { type Role } from '../authorization/principal.js';
import { type AccountsContext, rowOf } from './context.js';
import { type Grant, type KeptAccount, THE_CLINIC } from './kept.js';
import { loginFrom } from './login-name.js';
import { type Answer, good, objected } from './objection.js';
import { passwordFrom } from './password-rules.js';
import { keyOfLogin } from './secret-text.js';
import { type Sessions } from './sessions.js';
import { nameFrom } from './shown-name.js';
import { admitted } from './sign-in.js';
import { BUSY } from './with-password.js';

/** What the first screen asks. */
export interface Founding {
  readonly clinicName: string;
  readonly siteName: string;
  readonly teamName: string;
  readonly owner: {
    readonly name: string;
    readonly login: string;
    readonly password: string;
    /** What the owner is beside operator. */
    readonly treatsAs: Extract<Role, 'physician' | 'therapist'> | null;
  };
}

export interface SetUpDeeds {
  /** Founds the clinic; answers the token of the owner's session. A clinic that has people refuses. */
  setUp(founding: Founding, address: string): Promise<Answer<string>>;
  populated(): Promise<boolean>;
  /** Null before the set-up. */
  clinicName(): Promise<string | null>;
}

/** The founding as it is kept, or what is wrong with it: asked before anything is made. */
export function foundingFrom({ clinicName, siteName, teamName, owner }: Founding): Answer<Founding> {
  const clinic = nameFrom(clinicName, "the clinic's name");
  if (!clinic.ok) return clinic;
  const site = nameFrom(siteName, "the site's name");
  if (!site.ok) return site;
  const team = nameFrom(teamName, "the care team's name");
  if (!team.ok) return team;
  const name = nameFrom(owner.name, 'your name');
  if (!name.ok) return name;
  const login = loginFrom(owner.login);
  if (!login.ok) return login;
  const password = passwordFrom(owner.password, [login.value, name.value, clinic.value]);
  if (!password.ok) return password;
  return good({
    ...{ clinicName: clinic.value, siteName: site.value, teamName: team.value },
    owner: { name: name.value, login: login.value, password: password.value, treatsAs: owner.treatsAs },
  });
}

export const ALREADY_SET_UP = objected('conflict', 'this clinic is set up already', 'sign in');

const grantOf = (role: Role, sites: readonly string[] = [], teams: readonly string[] = []): Grant => ({
  ...{ role, sites, teams, patients: [], until: null },
});

export function setUpDeeds(context: AccountsContext, sessions: Sessions): SetUpDeeds {
  const { changes, hasher, policy, world } = context;
  let populated = false;
  return {
    async populated() {
      // Accounts are never removed: once there is one there always is.
      populated ||= (await changes.all('account')).length > 0;
      return populated;
    },
    clinicName: async () => (await changes.get('clinic', THE_CLINIC))?.name ?? null,
    async setUp(asked, address) {
      const founding = foundingFrom(asked);
      if (!founding.ok) return founding;
      const { clinicName, siteName, teamName, owner } = founding.value;
      const hashed = await hasher.hash(owner.password);
      if (hashed === 'busy') return BUSY;
      return changes.change(async (change): Promise<Answer<string>> => {
        if ((await change.all('account')).length > 0) return ALREADY_SET_UP;
        const [id, site, team] = [world.newId(), world.newId(), world.newId()];
        await change.put('clinic', THE_CLINIC, { name: clinicName });
        await change.put('site', site, { name: siteName });
        await change.put('team', team, { name: teamName });
        const treating = owner.treatsAs === null ? [] : [grantOf(owner.treatsAs, [site], [team])];
        const account: KeptAccount = {
          ...{ id, name: owner.name, login: owner.login, password: hashed, pin: null, disabled: false },
          ...{ grants: [...treating, grantOf('operator')], made: world.now(), lastSignIn: null, lastRole: null },
          demo: false,
        };
        await change.put('account', id, account);
        await change.put('login', keyOfLogin(account.login), { account: id });
        const note = { actor: id, role: 'operator', client: address, policy: policy.version };
        await change.audit(
          rowOf(note, `set-up: the clinic was founded, with site ${site} and care team ${team}`),
          rowOf(note, `person added: account ${id}, as ${account.grants.map(({ role }) => role).join(', ')}`),
        );
        return good(await admitted(context, sessions, change, account, { replaced: null, by: 'the set-up', address }));
      });
    },
  };
}
