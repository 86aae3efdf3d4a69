// The whole HTTP face on one page: what looks at every request, in this order, and where each part's routes come in.
import { accountRoutes } from './accounts/account-routes.js';
import { authenticate, crossSiteCheck } from './accounts/authenticate.js';
import { type House } from './accounts/house.js';
import { auditRoutes } from './audit/audit-routes.js';
import { policedApp } from './authorization/policed-app.js';
import { type PolicedApp } from './authorization/route-policy.js';
import { answerRefusal, ourMistake } from './authorization/route-refusal.js';
import { assessRoutes } from './fhir-api/assess-routes.js';
import { everythingRoutes } from './fhir-api/everything-route.js';
import { fhirRoutes } from './fhir-api/fhir-routes.js';
import { metadataRoutes } from './fhir-api/metadata-routes.js';
import { refusedBy } from './fhir-api/outcome-of-refusal.js';
import { type Reasoning } from './fhir-api/reasoning-thread.js';
import { unservedRoutes } from './fhir-api/unserved-routes.js';
import { validateRoutes } from './fhir-api/validate-routes.js';
import { type BuiltParts } from './operations/built-parts.js';
import { healthRoutes, type Watched } from './operations/health-routes.js';
import { type Hosts, hostCheck } from './operations/host-check.js';
import { logFailure, requestLog } from './operations/request-log.js';
import { type ServerLog } from './operations/server-log.js';
import { securityHeaders } from './security-headers.js';
import { staticRoutes } from './static-routes.js';
import { RecordDegraded } from './store/refusal.js';
import { type ServerWorld } from './world.js';

export interface AppOptions {
  readonly house: House & Watched;
  /** The `dist` folder: `web/` and `pack/` inside. */
  readonly root: string;
  readonly hosts: Hosts;
  readonly log: ServerLog;
  readonly world: ServerWorld;
  readonly parts: BuiltParts;
  readonly reasoning: Reasoning;
}

/** The app of one server. Throws when a route has no policy. */
export function createApp({ house, root, hosts, log, world, parts, reasoning }: AppOptions): PolicedApp {
  const doorway = policedApp();
  const { app } = doorway;
  app.use('*', securityHeaders);
  app.use('*', requestLog(log, world));
  app.use('*', hostCheck(hosts));
  app.use('*', authenticate(house));
  app.use('*', crossSiteCheck(house));
  app.onError((error, c) => {
    logFailure(log, c.get('requestId'), error);
    if (!(error instanceof RecordDegraded)) return ourMistake(c);
    const { outcome, headers } = refusedBy(error.refusal);
    return answerRefusal(c, outcome, headers);
  });

  healthRoutes(doorway, house);
  accountRoutes(doorway, house);
  const { definitions, fhir, knowledge } = parts;
  metadataRoutes(doorway, { definitions, fhir, knowledge, version: house.program, since: world.now() });
  validateRoutes(doorway);
  assessRoutes(doorway, reasoning);
  everythingRoutes(doorway);
  auditRoutes(doorway);
  fhirRoutes(doorway);
  unservedRoutes(doorway);
  staticRoutes(doorway, root);
  doorway.check();
  return doorway;
}
