// What a case does not know of itself and its resources need: whose it is, when it was taken, and their ids.
import { type Encounter, type Patient, type Reference } from './r4.js';

export interface CaseContext {
  /** Id of the Patient. */
  readonly subject: string;
  /** Id of the Encounter the case was taken in, where there is one. */
  readonly encounter?: string;
  /** When the case was taken, as a FHIR dateTime. */
  readonly at: string;
  /** An id for the resource of this name (`finding-0`, `age`); the same name asks for the same id. */
  idOf(name: string): string;
}

/** Subject and encounter as every resource of the case carries them. */
export const belonging = (
  c: CaseContext,
): { readonly subject: Reference<Patient>; readonly encounter?: Reference<Encounter> } => ({
  subject: { reference: `Patient/${c.subject}` },
  ...(c.encounter === undefined ? {} : { encounter: { reference: `Encounter/${c.encounter}` } }),
});
