// What the memory store keeps of a clinic, and who may see it.
import { type AuditRow } from '../audit-chain.js';
import { type StoredVersion } from '../repository.js';
import { type Allowed, type Criterion, type Labels } from '../scope.js';
import { type NewVersion } from '../session.js';

export interface Kept {
  readonly versions: readonly NewVersion[];
  readonly labels: Labels;
}
export interface Clinic {
  /** By `type/id`. */
  readonly kept: Map<string, Kept>;
  readonly audit: AuditRow[];
  /** Texts by kind, then by id. */
  readonly ledger: Map<string, Map<string, string>>;
}

export const currentOf = (kept: Kept): NewVersion => kept.versions.at(-1)!;

/** A version without its index. */
export const storedOf = ({ type, id, version, seq, updated, deleted, text }: NewVersion): StoredVersion => ({
  ...{ type, id, version, seq, updated, deleted, text },
});

/** Whether the rules reach a version: by itself, by its labels, or by the patients it is about. */
export function reaches(clinic: Clinic, allowed: Allowed, kept: Kept, version: NewVersion): boolean {
  return allowed === 'all' || allowed.some((criterion) => holds(clinic, criterion, kept, version));
}

function holds(clinic: Clinic, criterion: Criterion, kept: Kept, version: NewVersion): boolean {
  if (criterion.kind === 'every')
    return criterion.of.length > 0 && criterion.of.every((each) => holds(clinic, each, kept, version));
  if (criterion.kind === 'ids') return criterion.ids.includes(version.id);
  if (criterion.kind === 'patients') return version.patients.some((p) => criterion.patients.includes(p));
  const labelled = (labels: Labels | undefined) =>
    labels?.[criterion.kind]?.some((value) => criterion.values.includes(value)) ?? false;
  if (labelled(kept.labels)) return true;
  return criterion.kind !== 'owner' && version.patients.some((p) => labelled(clinic.kept.get(`Patient/${p}`)?.labels));
}
