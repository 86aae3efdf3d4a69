// A search that has been read (FHIR R4, 3.1.1 Search): what both the SQL and the memory store answer. Parameters carry
// their full name, `Observation.code`, which is also their name in the index.

export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

export interface TokenValue {
  /** Absent: any system. Empty: a token without a system (`|code`). */
  readonly system?: string;
  /** Absent: any code of the system (`system|`). */
  readonly code?: string;
}
/** Milliseconds since 1970 UTC, both ends included. */
export interface DateValue {
  readonly prefix: Prefix;
  readonly low: number;
  readonly high: number;
}
/** `low` and `high` bound what the precision of the given text means: 5.4 is 5.35 to 5.45. */
export interface NumberValue {
  readonly prefix: Prefix;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
export interface QuantityValue extends NumberValue {
  readonly system?: string;
  /** A code, or a unit as printed where no system is given. */
  readonly code?: string;
}
/** `type` is empty for a reference to another server, whose `id` is then the whole address. */
export interface ReferenceValue {
  readonly type: string;
  readonly id: string;
}

/** Values of one filter are alternatives; the filters of a query all hold. */
export type Filter =
  | { readonly kind: 'id'; readonly ids: readonly string[] }
  | { readonly kind: 'updated'; readonly values: readonly DateValue[] }
  | { readonly kind: 'token'; readonly param: string; readonly not: boolean; readonly values: readonly TokenValue[] }
  | {
      readonly kind: 'string';
      readonly param: string;
      readonly match: 'start' | 'exact' | 'contains';
      readonly values: readonly string[];
    }
  | { readonly kind: 'date'; readonly param: string; readonly values: readonly DateValue[] }
  | { readonly kind: 'number'; readonly param: string; readonly values: readonly NumberValue[] }
  | { readonly kind: 'quantity'; readonly param: string; readonly values: readonly QuantityValue[] }
  | {
      readonly kind: 'reference';
      readonly param: string;
      readonly values: readonly ReferenceValue[];
      /** The parameter puts a resource into the record of the patient it names: that patient's list may be read. */
      readonly about?: boolean;
    }
  | { readonly kind: 'missing'; readonly table: IndexKind; readonly param: string; readonly missing: boolean }
  /** `subject:Patient.name=x`: a reference whose target, itself visible, meets the filter. */
  | { readonly kind: 'chain'; readonly param: string; readonly target: string; readonly filter: Filter }
  /** `_has:Observation:patient:code=x`: some visible resource of `source` that refers here meets the filter. */
  | { readonly kind: 'has'; readonly source: string; readonly param: string; readonly filter: Filter };

/** The index that a parameter's values live in. */
export type IndexKind = 'token' | 'string' | 'date' | 'number' | 'reference';

export interface SortKey {
  /** `moment`: the type's own date (see moment.ts); `sortable`: a parameter of the closed list in sortable.ts. */
  readonly by: 'moment' | 'updated' | 'id' | 'sortable';
  readonly param?: string;
  readonly descending: boolean;
}

export interface Include {
  /** `_include`: a reference parameter of the found resources; `_revinclude`: of `source`, which refer to them. */
  readonly param: string;
  readonly source: string;
  /** Only targets of this type. */
  readonly target?: string;
}

/** The last row of a page, from which the next goes on; stable while rows come and go. */
export interface Cursor {
  readonly keys: readonly (string | number)[];
  readonly id: string;
}

export interface Query {
  readonly type: string;
  readonly filters: readonly Filter[];
  readonly sort: readonly SortKey[];
  /** Rows of a page, 0 to 200; 0 asks for the total only. */
  readonly count: number;
  readonly after?: Cursor;
  readonly total: 'none' | 'accurate';
  readonly include: readonly Include[];
  readonly revinclude: readonly Include[];
}

/** Newest first by the resource's own date, as nothing else was asked. */
export const NEWEST_FIRST: readonly SortKey[] = [{ by: 'moment', descending: true }];
export const MOST_ROWS = 200;
/** Beyond this many, included resources are left out and the page says so. */
export const MOST_INCLUDED = 1000;
