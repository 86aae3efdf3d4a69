// What lies under the drawing, and what is chosen of it.
import { type Anatomy, type PlateLayer, type Territory } from '#core/anatomy/anatomy.js';

export type Tint = 'answer' | 'cutaneous' | 'dermatome';

export interface Layers {
  readonly plate: ReadonlySet<PlateLayer>;
  readonly tints: ReadonlySet<Tint>;
  /** Referral zones, by id of the territory. */
  readonly referral: ReadonlySet<string>;
  readonly points: boolean;
  readonly regions: boolean;
}

/** Skin with its bones is what a patient and a physician both find their way on. */
export const FIRST_LAYERS: Layers = {
  plate: new Set<PlateLayer>(['skin', 'bones']),
  tints: new Set<Tint>(['answer']),
  referral: new Set(),
  points: false,
  regions: false,
};

export function flipped<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

/** Referral zones to choose from: one line for all the pieces of one name. */
export function referralsOf(anatomy: Anatomy): readonly { readonly name: string; readonly ids: readonly string[] }[] {
  const byName = new Map<string, string[]>();
  for (const territory of anatomy.territories)
    if (territory.kind === 'referral')
      byName.set(territory.name, [...(byName.get(territory.name) ?? []), territory.id]);
  return [...byName].map(([name, ids]) => ({ name, ids }));
}

/** Territories chosen by kind or by name, apart from those of the answer. */
export const chosenTerritories = (anatomy: Anatomy, { tints, referral }: Layers): readonly Territory[] =>
  anatomy.territories.filter((x) => (x.kind === 'referral' ? referral.has(x.id) : tints.has(x.kind)));

/** Bones alone under the skin are there to find one's way by, and stay faint. */
export const areFaint = (plate: ReadonlySet<PlateLayer>): boolean =>
  plate.has('bones') && [...plate].every((layer) => layer === 'bones' || layer === 'skin');
