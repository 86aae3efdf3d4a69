// What every door works on: the one record that is open, and what belongs to it. Demo and clinic are two of these, over
// two stores that never meet.
import { type Knowledge } from '#core/knowledge.js';
import { type ValidateFhir } from '#fhir/validate-fhir.js';
import { type Accounts } from './accounts/accounts.js';
import { type ReadAudit } from './audit/read-audit.js';
import { type Policy } from './authorization/policy.js';
import { type Principal } from './authorization/principal.js';
import { type Definitions } from './store/definitions.js';
import { type Repository } from './store/repository.js';
import { type ServerWorld } from './world.js';

export type RecordKind = 'demo' | 'clinic';

export interface OpenClinic {
  readonly kind: RecordKind;
  /** Leads every key of the store. */
  readonly clinic: string;
  readonly repository: Repository;
  readonly accounts: Accounts;
  readonly policy: Policy;
  readonly readAudit: ReadAudit;
  readonly definitions: Definitions;
  readonly validate: ValidateFhir;
  readonly knowledge: Knowledge;
  readonly world: ServerWorld;
}

/** What the routes share of one request (Hono's variables). */
export interface DoorEnv {
  Variables: {
    /** Null before sign-in and while the session is locked. */
    principal: Principal | null;
    /** The record that was open when the request came; null before the first choice. */
    open: OpenClinic | null;
    /** `https://name:port` the request was sent to, as the host check admitted it; at a proxy, the proxy's. */
    origin: string;
    /** Names the request in the log and in answers of our own failures. */
    requestId: string;
  };
}
