// A write as data, so that it can be done where the asker's code is not: on the writer's own thread.
import { type JsonObject } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type AuditEntry } from './audit-chain.js';
import { type Result } from './refusal.js';
import { type MintedId, type UpdateOptions, type WriteOptions, type Writes } from './repository.js';
import { type Scope } from './scope.js';

/** One write that needs nothing but itself. Resources are text: a decimal kept as its text would not survive a copy. */
export type SingleWrite =
  | {
      readonly type: 'create';
      readonly scope: Scope;
      readonly text: string;
      readonly options: WriteOptions & { readonly id: MintedId };
    }
  | { readonly type: 'update'; readonly scope: Scope; readonly text: string; readonly options: UpdateOptions }
  | { readonly type: 'audit'; readonly clinic: string; readonly entries: readonly AuditEntry[] };

/** What became of one: its result, or the text of our mistake. */
export type SingleOutcome =
  | { readonly type: 'result'; readonly result: Result<unknown> }
  | { readonly type: 'thrown'; readonly message: string };

/** Does it, through the same rules as any other write. */
export function performed(writes: Writes, write: SingleWrite): Promise<Result<unknown>> {
  switch (write.type) {
    case 'create':
      return writes.create(write.scope, resourceOf(write.text), write.options);
    case 'update':
      return writes.update(write.scope, resourceOf(write.text), write.options);
    case 'audit':
      return writes.audit(write.clinic, write.entries);
  }
}

function resourceOf(text: string): JsonObject {
  const read = readJson(text);
  if (!read.ok) throw new Error(`a resource was written as what is no JSON: ${read.error.message}`);
  return read.value as JsonObject;
}
