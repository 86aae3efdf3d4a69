// Who asks, of which record, and what of it they may see and change: worked out once for a request.
import { type Context } from 'hono';
import { type JsonObject } from '#fhir/json-value.js';
import { subjectOf } from '../authorization/about-patient.js';
import { type Principal } from '../authorization/principal.js';
import { type DoorEnv, type OpenClinic } from '../open-clinic.js';
import { type AuditNote } from '../store/audit-chain.js';
import { type ReadContext } from '../store/read-query.js';
import { type Scope } from '../store/scope.js';
import { RECORDS } from './served-types.js';

export interface Asker {
  readonly open: OpenClinic;
  readonly principal: Principal;
  readonly scope: Scope;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Address of the API as it was asked, without a slash at the end. */
  readonly base: string;
}

/** The asker of a request that a route's policy has let through. */
export function askerOf(c: Context<DoorEnv>): Asker {
  const open = c.get('open');
  const principal = c.get('principal');
  if (!open || !principal) throw new Error('a FHIR route was reached without a record or a principal');
  const now = open.world.now();
  const base = `${c.get('origin')}/fhir`;
  return { open, principal, scope: open.policy.scopeOf(principal, now), now, base };
}

const KEPT: ReadonlySet<string> = new Set(RECORDS);

/** What a search of the asker's is read with. */
export const readContextOf = ({ open, base, now }: Asker): ReadContext => ({
  definitions: open.definitions,
  bases: [base],
  now,
  kept: KEPT,
});

/** Whose deed a write is. */
export function noteFor({ open, principal, now }: Asker, resource: JsonObject | null): AuditNote {
  const patient = resource && patientOf(resource);
  return patient ? open.policy.noteOf(principal, now, patient) : open.policy.noteOf(principal, now);
}

function patientOf(resource: JsonObject): string | null {
  if (resource.resourceType !== 'Patient') return subjectOf(resource);
  return typeof resource.id === 'string' ? resource.id : null;
}
