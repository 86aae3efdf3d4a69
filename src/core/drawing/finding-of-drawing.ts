// What a drawing says in the vocabulary of findings. Only what is drawn is said: a place that is not painted was not
// asked about and stays unknown. Absence comes from two spoken statements alone, "no pain anywhere" and a confirmed side.
import { type Anatomy, type BodySide, type Region } from '../anatomy/anatomy.js';
import { readRegionCode } from '../anatomy/regions.js';
import { type Finding, type Side } from '../finding.js';
import { QUALITIES } from './drawing.js';
import { type Measures } from './measure.js';
import { type ReachedCode } from './reach.js';

/** Findings that have no side, though a place may have one. */
export const WITHOUT_SIDE: readonly string[] = ['pain.midline-lumbar', 'pain.coccyx', 'pain.rectal-pressure'];
/** Said beside the back, buttock, hip or leg pain: such a place does not say on which side that pain is. */
const BESIDE: readonly string[] = ['pain.other-joints', 'pain.abdomen'];
/** Numbness where one sits on a saddle is a danger sign, whoever says it and however. */
const SADDLE: readonly string[] = ['pain.perineum', 'pain.genital'];

/**
 * The findings of a drawing, in the vocabulary's ids, each once: `pain.*` of every region where it hurts, `quality.*` of
 * how it feels, and the side. Both sides become @B. A confirmed drawing with pain on one side only says
 * `pain.unilateral`, on both `pain.bilateral`; either stands in place of `pain.side`, which it implies, because what is
 * said outright would outrank the "not on the other side" that it implies as well. Numbness in the perineum or genitals
 * says `red.saddle`. A confirmed "no pain anywhere" says `-pain.side@B`. Throws for a code the anatomy does not have.
 */
export function findingsFromDrawing(measures: Measures, anatomy: Anatomy): Finding[] {
  if (measures.state === 'none') return measures.confirmed ? [{ id: 'pain.side', presence: 'absent', side: 'B' }] : [];
  const regions = new Map(anatomy.regions.map((r) => [r.id, r]));
  const places = measures.codes.map((code) => ({ ...code, region: regionOf(regions, code.code) }));
  const painful = places.filter((p) => p.pain);
  const ours = (p: { region: Region }) => p.region.findings.some((id) => !BESIDE.includes(id));
  const said = new Sides();
  for (const p of painful) for (const id of p.region.findings) said.add(id, p.side);
  for (const quality of QUALITIES)
    for (const p of places.filter(ours)) if (p.qualities.includes(quality)) said.add(`quality.${quality}`, p.side);
  for (const p of places)
    if (p.qualities.includes('numbness') && p.region.findings.some((id) => SADDLE.includes(id)))
      said.add('red.saddle', 'midline');
  return [...said.findings(), ...sideFindings(painful.filter(ours), measures.confirmed)];
}

function regionOf(regions: ReadonlyMap<string, Region>, code: string): Region {
  const region = regions.get(readRegionCode(code).id);
  if (!region) throw new Error(`no such region: ${code}`);
  return region;
}

function sideFindings(places: readonly ReachedCode[], confirmed: boolean): Finding[] {
  const sides = new Set(places.map((p) => p.side));
  const [right, left] = [sides.has('R'), sides.has('L')];
  if (!right && !left) return [];
  const side: Side = right && left ? 'B' : right ? 'R' : 'L';
  if (confirmed && side === 'B') return [{ id: 'pain.bilateral', presence: 'present' }];
  if (confirmed && !sides.has('midline')) return [{ id: 'pain.unilateral', presence: 'present', side }];
  return [{ id: 'pain.side', presence: 'present', side }];
}

/** Gathers on which sides each finding was said; a side outranks none, and both are B. */
class Sides {
  readonly #sides = new Map<string, Set<BodySide>>();

  add(id: string, side: BodySide | 'midline'): void {
    const known = this.#sides.get(id) ?? new Set();
    this.#sides.set(id, known);
    if (side !== 'midline' && !WITHOUT_SIDE.includes(id)) known.add(side);
  }

  findings(): Finding[] {
    return [...this.#sides].map(([id, sides]) => {
      const [one] = sides;
      if (one === undefined) return { id, presence: 'present' };
      return { id, presence: 'present', side: sides.size === 2 ? 'B' : one };
    });
  }
}
