// Breaking the glass and joining a care team over HTTP.
import { rolesFor } from '../authorization/matrix.js';
import { type Doorway } from '../authorization/route-policy.js';
import { answered, got, posted } from './asked.js';
import { object, text } from './body.js';
import { type House } from './house.js';
import { told } from './told.js';

export function glassRoutes(doorway: Doorway, house: House): void {
  doorway.route(
    'POST',
    '/break-glass',
    rolesFor('break the glass'),
    posted(house, object({ patient: text, reason: text }), async ({ c, open, token }, body) =>
      answered(c, await open.accounts.breakGlass(token, c.get('principal')!, body), ({ until }) => ({
        opened: { patient: body.patient, until },
      })),
    ),
  );
  doorway.route(
    'GET',
    '/break-glass',
    rolesFor('see who broke the glass'),
    got(house, async ({ c, open }) => told(c, { openings: await open.accounts.openings(c.get('principal')!) })),
  );
  doorway.route(
    'POST',
    '/care-team',
    rolesFor('take a patient into a care team'),
    posted(house, object({ patient: text, team: text, reason: text }), async ({ c, open }, body) =>
      answered(c, await open.accounts.joinCareTeam(c.get('principal')!, body), () => ({
        patient: body.patient,
        team: body.team,
      })),
    ),
  );
}
