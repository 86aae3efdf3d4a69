// From what a clinician states to the evidence the network reads: shorthands expanded, "both sides" split in two,
// the vaguer of two statements dropped, families given their design-effect weight.
import { type PatientCase } from './case.js';
import { type Presence, type Side } from './finding.js';
import { type FindingEntry } from './knowledge.js';
import { type Model } from './model.js';
import { withImplied } from './shorthand.js';

/** One piece of evidence on one side (or none). Unknown findings never get here. */
export interface Evidence {
  readonly entry: FindingEntry;
  readonly index: number;
  readonly presence: Exclude<Presence, 'unknown'>;
  readonly side?: 'L' | 'R';
  /** Design-effect weight in (0, 1]; 1 when nothing else of its family is known. */
  readonly weight: number;
}

type Draft = Omit<Evidence, 'weight'>;

/** The sides a statement speaks of: none, one, or each of both. */
function sidesOf(side: Side | undefined): readonly ('L' | 'R' | undefined)[] {
  return side === undefined ? [undefined] : side === 'B' ? ['L', 'R'] : [side];
}

function drafts(model: Model, c: PatientCase): Draft[] {
  const all = new Map<string, Draft>();
  const key = (id: string, side?: string) => `${id}@${side ?? ''}`;
  const entryOf = (id: string) => {
    const index = model.findingIndex.get(id);
    return index === undefined ? undefined : model.knowledge.findings[index]!;
  };
  for (const f of withImplied(c, entryOf).findings) {
    const entry = entryOf(f.id);
    if (!entry || f.presence === 'unknown' || entry.role === 'shorthand' || entry.role === 'context') continue;
    for (const side of sidesOf(entry.sided ? f.side : undefined))
      all.set(key(f.id, side), {
        entry,
        index: model.findingIndex.get(f.id)!,
        presence: f.presence,
        ...(side ? { side } : {}),
      });
  }
  // "leg pain, right" says all that "leg pain" says.
  for (const d of [...all.values()]) {
    if (d.side) continue;
    const sided = [all.get(key(d.entry.id, 'L')), all.get(key(d.entry.id, 'R'))];
    if (sided.some((s) => s?.presence === d.presence)) all.delete(key(d.entry.id));
  }
  return [...all.values()];
}

/**
 * The evidence in a case, in an order that depends on the findings alone and not on the order they were stated in.
 * Weight: 1 / (1 + (n - 1) rho) for the n known members of a family (the design effect of cluster sampling,
 * Kish 1965), a finding known on both sides counting as a family of its own.
 */
export function evidenceOf(model: Model, c: PatientCase): Evidence[] {
  const durationKnown = c.duration !== 'unknown';
  const list = drafts(model, c).filter((d) => !(durationKnown && d.entry.id === 'course.chronic'));
  const size = new Map<string, number>();
  const familyOf = (d: Draft) => d.entry.family ?? `=${d.entry.id}`;
  for (const d of list) size.set(familyOf(d), (size.get(familyOf(d)) ?? 0) + 1);
  return list
    .map((d) => {
      const family = familyOf(d);
      const rho = model.knowledge.rho[d.entry.family ?? 'default'] ?? model.knowledge.rho.default!;
      return { ...d, weight: 1 / (1 + (size.get(family)! - 1) * rho) };
    })
    .sort((x, y) => x.index - y.index || (x.side ?? '').localeCompare(y.side ?? ''));
}
