// The routes under /account, /break-glass and /care-team.
import { type Doorway } from '../authorization/route-policy.js';
import { glassRoutes } from './glass-routes.js';
import { type House } from './house.js';
import { passkeyRoutes } from './passkey-routes.js';
import { peopleRoutes } from './people-routes.js';
import { sessionRoutes } from './session-routes.js';
import { setUpRoutes } from './set-up-routes.js';

/** Adds them all. */
export function accountRoutes(doorway: Doorway, house: House): void {
  setUpRoutes(doorway, house);
  sessionRoutes(doorway, house);
  passkeyRoutes(doorway, house);
  peopleRoutes(doorway, house);
  glassRoutes(doorway, house);
}
