// From what a clinician states to the evidence the network reads: shorthands expanded, "both sides" split in two,
// the vaguer of two statements dropped, families given their design-effect weight.
import { type PatientCase } from './case.js';
import { type Presence, type Side } from './finding.js';
import { type FindingEntry } from './knowledge.js';
import { type Model } from './model.js';

/** One piece of evidence on one side (or none). Unknown findings never get here. */
export interface Evidence {
  readonly entry: FindingEntry;
  readonly index: number;
  readonly presence: Exclude<Presence, 'unknown'>;
  readonly side?: 'L' | 'R';
  /** Index in the case's findings, so a reason can be traced to what was said. */
  readonly stated: number;
  /** Design-effect weight in (0, 1]; 1 when nothing else of its family is known. */
  readonly weight: number;
}

type Draft = Omit<Evidence, 'weight'>;

const other = (s: 'L' | 'R'): 'L' | 'R' => (s === 'L' ? 'R' : 'L');

/** The sides a statement speaks of: none, one, or each of both. */
function sidesOf(side: Side | undefined): readonly ('L' | 'R' | undefined)[] {
  return side === undefined ? [undefined] : side === 'B' ? ['L', 'R'] : [side];
}

/** `-pain.side@other` in the light of the side given with the shorthand; null where that side is not known. */
function expansion(text: string, side: 'L' | 'R' | undefined): { id: string; absent: boolean; side?: 'L' | 'R' }[] | null {
  const absent = text.startsWith('-');
  const [id, at] = text.replace(/^-/, '').split('@') as [string, string?];
  if (at === 'B') return [{ id, absent, side: 'L' }, { id, absent, side: 'R' }];
  if (at === 'same' || at === 'other') {
    if (!side) return null;
    return [{ id, absent, side: at === 'same' ? side : other(side) }];
  }
  return [side ? { id, absent, side } : { id, absent }];
}

function drafts(model: Model, c: PatientCase): Draft[] {
  const explicit = new Map<string, Draft>();
  const implied: Draft[] = [];
  const key = (id: string, side?: string) => `${id}@${side ?? ''}`;
  c.findings.forEach((f, stated) => {
    const index = model.findingIndex.get(f.id);
    if (index === undefined || f.presence === 'unknown') return;
    const entry = model.knowledge.findings[index]!;
    for (const side of sidesOf(entry.sided ? f.side : undefined)) {
      const parts = entry.expands?.[f.presence] ?? [];
      for (const part of parts) {
        for (const e of expansion(part, side) ?? []) {
          const at = model.findingIndex.get(e.id);
          if (at === undefined) throw new Error(`shorthand ${f.id} expands to unknown finding: ${e.id}`);
          const target = model.knowledge.findings[at]!;
          implied.push({
            entry: target, index: at, presence: e.absent ? 'absent' : 'present', stated,
            ...(e.side && target.sided ? { side: e.side } : {}),
          });
        }
      }
      if (entry.role === 'shorthand' || entry.role === 'context') continue;
      explicit.set(key(f.id, side), { entry, index, presence: f.presence, stated, ...(side ? { side } : {}) });
    }
  });
  const all = new Map(explicit);
  // What was said outright outranks what a shorthand implies, on either side.
  const said = new Set([...explicit.values()].map((d) => d.entry.id));
  for (const d of implied) if (!said.has(d.entry.id)) all.set(key(d.entry.id, d.side), d);
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
