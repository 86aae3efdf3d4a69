// The routes of the audit log: its FHIR view, and two short answers for the workstation - who looked at a patient, and
// how the chain stands.
import { type Context } from 'hono';
import { auditViewOf } from '../authorization/audit-view.js';
import { rolesFor } from '../authorization/matrix.js';
import { type Principal } from '../authorization/principal.js';
import { type Doorway } from '../authorization/route-policy.js';
import { type DoorEnv, type OpenClinic } from '../open-clinic.js';
import { foundRows } from './found-rows.js';
import { type Heads } from './heads.js';
import { namesIn } from './names.js';
import { projectionRoutes } from './projection-routes.js';
import { AuditUnavailable } from './read-audit.js';
import { rowNamesOf } from './row-names.js';
import { daysIn, peopleWhoLooked } from './who-looked.js';

/** A clinic whose chain is signed while it is open. */
type Signed = OpenClinic & { readonly heads?: Heads | null };

/** Rows of one answer: some weeks of a patient in treatment. */
const MOST_ROWS = 2_000;
const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Adds all routes of the audit log. */
export function auditRoutes(doorway: Doorway): void {
  projectionRoutes(doorway);
  doorway.route('GET', '/audit/who-looked', rolesFor('read the audit log'), whoLooked);
  doorway.route('GET', '/audit/chain', { roles: ['operator', 'auditor'] }, chainState);
}

function opened(c: Context<DoorEnv>): { readonly open: Signed; readonly principal: Principal } {
  const open = c.get('open');
  const principal = c.get('principal');
  if (!open || !principal) throw new Error('a route of the audit log was reached without a record or a principal');
  return { open, principal };
}

const refused = (c: Context<DoorEnv>, status: 400 | 503, what: string, mend: string) => {
  c.header('cache-control', 'no-store');
  return c.json({ error: { what, mend } }, status);
};

async function whoLooked(c: Context<DoorEnv>): Promise<Response> {
  const { open, principal } = opened(c);
  const { patient, before, zone = 'UTC' } = c.req.query();
  if (patient === undefined || !ID.test(patient))
    return refused(c, 400, 'patient must be the id of one patient', 'ask /audit/who-looked?patient=ID');
  const dayOf = daysIn(zone);
  if (!dayOf)
    return refused(c, 400, 'zone is not the name of a time zone', 'name one such as Asia/Tokyo, or leave it out');
  const { clinic, repository, policy, world } = open;
  try {
    const names = await rowNamesOf(open);
    const place = before === undefined ? undefined : names.placeOfCursor(before);
    if (place === null)
      return refused(c, 400, 'before is not one that this server gave', 'take it from next of the answer before');
    const onlooker = {
      view: auditViewOf(principal),
      account: principal.account,
      scope: policy.scopeOf(principal, world.now()),
    };
    const { rows, next } = await foundRows(repository, clinic, onlooker, {
      ...{ patient, times: [], keep: () => true, count: MOST_ROWS },
      ...(place === undefined ? {} : { before: place }),
    });
    const about = rows.length > 0 ? { patients: [patient] } : {};
    await open.readAudit.shown(principal, { action: 'search', type: 'AuditEvent', versions: [], ...about });
    c.header('cache-control', 'no-store');
    const people = peopleWhoLooked(rows, await namesIn(repository, clinic, rows), dayOf);
    return c.json({ patient, people, next: next === null ? null : names.cursorOf(next) });
  } catch (error) {
    if (!(error instanceof AuditUnavailable)) throw error;
    c.header('retry-after', String(error.retryAfterSeconds));
    return refused(c, 503, error.message, 'try again in a moment');
  }
}

async function chainState(c: Context<DoorEnv>): Promise<Response> {
  const { open } = opened(c);
  const [end] = await open.repository.auditFound(open.clinic, { count: 1 });
  const { heads } = open;
  c.header('cache-control', 'no-store');
  return c.json({
    length: end?.seq ?? 0,
    hash: end?.hash ?? null,
    at: end?.at ?? null,
    lastHead: heads?.last() ?? null,
    publicKey: heads?.publicKey ?? null,
    trouble: heads?.trouble() ?? null,
    lastVerification: heads?.lastVerification() ?? null,
  });
}
