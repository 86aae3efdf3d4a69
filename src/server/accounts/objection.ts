// Why a deed of an account was not done: in the kinds of src/fhir/outcome.ts, so that every door answers with one status.
import { type RefusalKind } from '#fhir/outcome.js';

export interface Objection {
  readonly kind: RefusalKind;
  /** What is wrong, naming the thing and the value; lower case, no full stop. Never a secret, nor what may be one. */
  readonly what: string;
  readonly mend: string;
  /** Seconds, where waiting is the mend. */
  readonly retryAfter?: number;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  /** `noted`: what the deed wrote stays - a failure that is counted and stands in the audit chain. */
  | { readonly ok: false; readonly objection: Objection; readonly noted?: true };

export type Objected = Extract<Answer<never>, { readonly ok: false }>;

export const good = <T>(value: T): Answer<T> => ({ ok: true, value });
export const objected = (
  kind: RefusalKind,
  what: string,
  mend: string,
  more: { readonly retryAfter?: number; readonly noted?: true } = {},
): Objected => {
  const { retryAfter, noted } = more;
  return {
    ok: false,
    objection: { kind, what, mend, ...(retryAfter === undefined ? {} : { retryAfter }) },
    ...(noted ? { noted } : {}),
  };
};

/** Nobody is signed in with this token, or no longer. */
export const SIGNED_OUT = objected('login-required', 'nobody is signed in, or no longer', 'sign in');
