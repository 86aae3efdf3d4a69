// What a page asks first: which record is open here, and who it belongs to in this browser.
import { type Context } from 'hono';
import { type DoorEnv } from '../open-clinic.js';
import { demoLogins } from './demo-people.js';
import { type House, type HouseClinic } from './house.js';
import { relyingPartyOf } from './relying-party.js';
import { carriedBy } from './session-cookie.js';
import { LOCK_AFTER_MINUTES, livingGrants, principalOf, rolesHeld } from './session-rules.js';

/** Everybody may ask; it tells of nobody but the asker. */
export async function stateOf(house: House, c: Context<DoorEnv>): Promise<object> {
  const open = house.open();
  const loopback = house.loopback(c);
  const record = house.record();
  const populated = open ? await open.accounts.populated() : false;
  return {
    record,
    clinicName: open ? await open.accounts.clinicName() : null,
    populated,
    session: open && (open.kind !== 'demo' || loopback) ? await sessionSeen(open, carriedBy(c).token) : null,
    ...(open?.kind === 'demo' && loopback ? { demoLogins: await demoLogins(open.accounts.kept) } : {}),
    loopback,
    // How a clinic can be set up from here: at once, with the code the server printed, or not.
    setUp:
      record === 'clinic' && populated ? 'done' : loopback ? 'open' : house.setupCode() === null ? 'closed' : 'code',
    // Whether the demo can be chosen from here.
    demo: record !== 'clinic' && loopback && house.demo(),
    passkeys: relyingPartyOf(house, c) !== null,
    knowledge: house.knowledge,
  };
}

/** The session of a token as its owner sees it; null where there is none. */
export async function sessionSeen(open: HouseClinic, token: string | null): Promise<object | null> {
  const { accounts, clinic, world } = open;
  const seen = token === null ? null : await accounts.seen(token);
  if (!seen) return null;
  const now = world.now();
  const { account, session, locked } = seen;
  const [sites, teams] = [await accounts.places('site'), await accounts.places('team')];
  const roles = rolesHeld(account, now).map((role) => {
    const grants = livingGrants(account.grants, now).filter((grant) => grant.role === role);
    const held = (places: readonly { readonly id: string; readonly name: string }[], ids: readonly string[]) =>
      places.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
    return {
      role,
      siteNames: held(
        sites,
        grants.flatMap((grant) => grant.sites),
      ),
      teamNames: held(
        teams,
        grants.flatMap((grant) => grant.teams),
      ),
    };
  });
  const { principal } = principalOf(clinic, account, session, now);
  const mine = {
    sites: sites.filter(({ id }) => principal.sites.includes(id)),
    teams: teams.filter(({ id }) => principal.teams.includes(id)),
    patients: principal.patients,
    opened: principal.opened.map(({ patient, until }) => ({ patient, until })),
  };
  return {
    ...{ locked, account: account.id, name: account.name, login: account.login, role: session.role, roles },
    // A locked screen shows who can unlock it, and nothing about any patient.
    ...(locked ? { sites: [], teams: [], patients: [], opened: [] } : mine),
    hasPin: account.pin !== null,
    hasPasskey: (await accounts.passkeysOf(account.id)).length > 0,
    lockAfterMinutes: LOCK_AFTER_MINUTES,
  };
}
