// Passkeys over HTTP. Where the address can have none - an IP number, or no TLS - every one of these says so.
import { type Context } from 'hono';
import { type Doorway } from '../authorization/route-policy.js';
import { type DoorEnv } from '../open-clinic.js';
import { answered, asIs, got, posted } from './asked.js';
import { object, orNull, text } from './body.js';
import { type House } from './house.js';
import { objected } from './objection.js';
import { type RelyingParty, relyingPartyOf } from './relying-party.js';
import { welcome } from './session-routes.js';
import { refused, told } from './told.js';

const NO_PASSKEYS = objected(
  'conflict',
  'passkeys do not work at this address',
  'open the page by a host name over TLS, or at localhost',
);

export function passkeyRoutes(doorway: Doorway, house: House): void {
  const atParty = async (c: Context<DoorEnv>, work: (party: RelyingParty) => Promise<Response>): Promise<Response> => {
    const party = relyingPartyOf(house, c);
    return party ? work(party) : refused(c, NO_PASSKEYS.objection);
  };
  doorway.route(
    'POST',
    '/account/passkey/add-options',
    'signed-in',
    posted(house, object({ password: orNull(text) }), ({ c, open, token, address }, { password }) =>
      atParty(c, async (party) =>
        answered(c, await open.accounts.passkeyOptions({ token, address }, party, password), (options) => options),
      ),
    ),
  );
  doorway.route(
    'POST',
    '/account/passkey/add',
    'signed-in',
    posted(house, asIs, ({ c, open, token }, body) =>
      atParty(c, async (party) => answered(c, await open.accounts.addPasskey(token, party, body))),
    ),
  );
  doorway.route(
    'POST',
    '/account/passkey/sign-in-options',
    'entrance',
    posted(house, object({}), ({ c, open, address }) =>
      atParty(c, async (party) => told(c, await open.accounts.passkeySignInOptions(address, party))),
    ),
  );
  doorway.route(
    'POST',
    '/account/passkey/sign-in',
    'entrance',
    posted(house, asIs, (asked, body) =>
      atParty(asked.c, async (party) => {
        const { open, address, carried } = asked;
        const answer = await open.accounts.signInByPasskey({ address, replaced: carried.token }, party, body);
        return welcome(house, asked, answer, body.token === true);
      }),
    ),
  );
  doorway.route(
    'GET',
    '/account/passkeys',
    'signed-in',
    got(house, async ({ c, open }) =>
      told(c, { passkeys: await open.accounts.passkeysOf(c.get('principal')!.account) }),
    ),
  );
  doorway.route(
    'POST',
    '/account/passkey/remove',
    'signed-in',
    posted(house, object({ id: text }), async ({ c, open, token }, { id }) =>
      answered(c, await open.accounts.removePasskey(token, id)),
    ),
  );
}
