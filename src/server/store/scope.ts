// Who may see and change what, as data that becomes part of every query before it runs. Nothing is ever fetched and
// then filtered: a filter on the way out leaks through totals, paging, chains and time.

/** One way to be allowed; a resource is allowed when any criterion of its type holds. */
export type Criterion =
  /** In the compartment of one of these patients (FHIR CompartmentDefinition/patient). */
  | { readonly kind: 'patients'; readonly patients: readonly string[] }
  /**
   * Labelled with one of these sites or teams, itself or through a patient it is about; with one of these owners, itself:
   * whoever entered a patient does not own what others write on them.
   */
  | { readonly kind: LabelKind; readonly values: readonly string[] }
  /** One of these very resources. */
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  /** Every one of these; of none, nothing. */
  | { readonly kind: 'every'; readonly of: readonly Criterion[] };

export type LabelKind = 'site' | 'team' | 'owner';

/** All of a type, or what any criterion allows; the empty list allows nothing. */
export type Allowed = 'all' | readonly Criterion[];

/** What a principal may do in one clinic. A type that is not named is denied. */
export interface Scope {
  /** Leads every key; no statement reads across clinics. */
  readonly clinic: string;
  readonly read: Readonly<Record<string, Allowed>>;
  readonly write: Readonly<Record<string, Allowed>>;
}

/** Labels are set by the server, never read from a resource: a client must not choose who sees what it sends. */
export type Labels = Readonly<Partial<Record<LabelKind, readonly string[]>>>;

const NOTHING: readonly Criterion[] = [];

/** What is allowed of a type; nothing when the scope does not name it. */
export function allowedOf(rules: Readonly<Record<string, Allowed>>, type: string): Allowed {
  return Object.hasOwn(rules, type) ? rules[type]! : NOTHING;
}
