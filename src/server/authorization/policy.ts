// What a role may do, as the doors ask it. One implementation (the matrix, role-policy.ts); tests put a broken one in its
// place to show that they would notice.
import { type JsonObject } from '#fhir/json-value.js';
import { type AuditNote } from '../store/audit-chain.js';
import { type Labels, type Scope } from '../store/scope.js';
import { type Principal } from './principal.js';

/** Pure: the same principal, resource and time give the same answer. */
export interface Policy {
  /** Names the rules; stands in every row of the audit chain. */
  readonly version: string;
  /** What the principal may read and write. Types that are not named are denied. */
  scopeOf(principal: Principal, now: number): Scope;
  /**
   * Why the role may not write a resource of this content (in words), or null. The scope has the last word on where.
   * `before` is the version that an update, a patch or a conditional update replaces, as the writer may see it; null for
   * a create and for a deleted resource that comes back. What a resource is about, and whether a patient may read it, is
   * fixed when it is made: labels are kept by an update, so its content may not drift away from them.
   */
  objectionTo(principal: Principal, resource: JsonObject, before: JsonObject | null): string | null;
  /** Who may see a resource that this principal creates, or brings back after its delete: give both their labels anew. */
  labelsOf(principal: Principal, resource: JsonObject): Labels;
  /** Whose deed it is, for the audit chain; carries the reason where the glass was broken for `patient`. */
  noteOf(principal: Principal, now: number, patient?: string): AuditNote;
}
