// The people, sites and care teams over HTTP: an operator's.
import { rolesFor } from '../authorization/matrix.js';
import { ROLES } from '../authorization/principal.js';
import { type Doorway } from '../authorization/route-policy.js';
import { answered, got, posted } from './asked.js';
import { flag, listOf, moment, object, oneOf, orNull, text } from './body.js';
import { type House } from './house.js';
import { told } from './told.js';

const grants = listOf(
  object({
    role: oneOf(...ROLES),
    sites: listOf(text),
    teams: listOf(text),
    patients: listOf(text),
    until: orNull(moment),
  }),
);

export function peopleRoutes(doorway: Doorway, house: House): void {
  const operators = rolesFor('manage people, sites and teams');
  doorway.route(
    'GET',
    '/account/people',
    operators,
    got(house, async ({ c, open: { accounts } }) =>
      told(c, {
        people: await accounts.people(),
        sites: await accounts.places('site'),
        teams: await accounts.places('team'),
      }),
    ),
  );
  doorway.route(
    'POST',
    '/account/people',
    operators,
    posted(house, object({ name: text, login: text, grants }), async ({ c, open }, person) =>
      answered(c, await open.accounts.invite(c.get('principal')!, person), (code) => code),
    ),
  );
  const change = object({ name: orNull(text), grants: orNull(grants), disabled: orNull(flag) });
  doorway.route(
    'POST',
    '/account/people/:id',
    operators,
    posted(house, change, async ({ c, open }, to) => {
      const { name, grants: given, disabled } = to;
      const changed = {
        ...(name === null ? {} : { name }),
        ...(given === null ? {} : { grants: given }),
        ...(disabled === null ? {} : { disabled }),
      };
      return answered(c, await open.accounts.changePerson(c.get('principal')!, c.req.param('id')!, changed));
    }),
  );
  doorway.route(
    'POST',
    '/account/people/:id/reset',
    operators,
    posted(house, object({}), async ({ c, open }) =>
      answered(c, await open.accounts.resetPerson(c.get('principal')!, c.req.param('id')!), (code) => code),
    ),
  );
  for (const [path, kind] of [
    ['/account/sites', 'site'],
    ['/account/teams', 'team'],
  ] as const)
    doorway.route(
      'POST',
      path,
      operators,
      posted(house, object({ name: text }), async ({ c, open }, { name }) =>
        answered(c, await open.accounts.addPlace(c.get('principal')!, kind, name), (place) => place),
      ),
    );
}
