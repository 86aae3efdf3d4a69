// What a step of the API comes to: its value, or the refusal as it will be answered.
import { type RefusalKind, refusal, type Told } from '#fhir/outcome.js';
import { type OperationOutcome } from '#fhir/r4.js';

/** A refusal with what else its answer carries; the outcome's gravest issue decides the status. */
export interface Refused {
  readonly outcome: OperationOutcome;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refused: Refused };

/** It went well. */
export const made = <T>(value: T): Attempt<T> => ({ ok: true, value });

/** It is refused with one issue. */
export const refuse = (
  kind: RefusalKind,
  told: Told,
  headers?: Readonly<Record<string, string>>,
): { readonly ok: false; readonly refused: Refused } => ({
  ok: false,
  refused: { outcome: refusal(kind, told), ...(headers ? { headers } : {}) },
});
