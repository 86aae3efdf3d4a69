// How a region of one side is written: `iliac-crest@R`, or `coccyx` for what lies in the middle.
import { closest } from '../closest.js';
import { type Anatomy, type BodySide, type Region } from './anatomy.js';

/** A code taken apart; midline regions have no side. */
export interface RegionCode {
  readonly id: string;
  readonly side?: BodySide;
}

/** Written by a person or read from a file: a region of this anatomy, or what is wrong with it. */
export type RegionCodeReading =
  | { readonly ok: true; readonly code: string; readonly region: Region; readonly side?: BodySide }
  | { readonly ok: false; readonly value: string; readonly closest?: string; readonly message: string };

/**
 * The code of a region on a side. A midline region has the same code whichever side is given.
 * @throws RangeError if a paired region is given no side.
 */
export function regionCode(region: Pick<Region, 'id' | 'paired'>, side?: BodySide): string {
  if (!region.paired) return region.id;
  if (side === undefined) throw new RangeError(`${region.id} lies on the left or the right`);
  return `${region.id}@${side}`;
}

/** The codes of a region: right and left, or the one in the middle. */
export const codesOfRegion = (region: Pick<Region, 'id' | 'paired'>): readonly string[] =>
  region.paired ? [regionCode(region, 'R'), regionCode(region, 'L')] : [region.id];

/**
 * Takes one of our own codes apart; says nothing of whether an anatomy has that region.
 * @throws RangeError if it is not written like a code. What a person wrote goes through `readRegionText`.
 */
export function readRegionCode(code: string): RegionCode {
  const [id, side, more] = code.split('@');
  if (!id || more !== undefined || (side !== undefined && side !== 'L' && side !== 'R'))
    throw new RangeError(`not a region code: ${code}`);
  return side === undefined ? { id } : { id, side };
}

/** The same place on the other side of the body; a midline code is its own mirror image. Throws like `readRegionCode`. */
export function mirrorCode(code: string): string {
  const { id, side } = readRegionCode(code);
  return side === undefined ? id : `${id}@${side === 'L' ? 'R' : 'L'}`;
}

/** A region by the code that a person or a file gives; errors name what was given and the nearest code there is. */
export function readRegionText(text: string, anatomy: Anatomy): RegionCodeReading {
  const [id = '', side] = text.split('@', 2);
  const region = anatomy.regions.find((r) => r.id === id);
  if (region && codesOfRegion(region).includes(text))
    return { ok: true, code: text, region, ...(side === 'L' || side === 'R' ? { side } : {}) };
  if (region)
    return region.paired
      ? problem(text, regionCode(region, 'R'), `${id} needs a side: ${codesOfRegion(region).join(' or ')}`)
      : problem(text, region.id, `${id} lies in the middle and has no side: write ${id}`);
  const near = closest(text, anatomy.regions.flatMap(codesOfRegion));
  return problem(text, near, near ? `did you mean ${near}?` : 'a region is written by its code, such as iliac-crest@R');
}

const problem = (value: string, near: string | undefined, mend: string): RegionCodeReading => ({
  ok: false,
  value,
  ...(near === undefined ? {} : { closest: near }),
  message: `unknown region "${value}": ${mend}`,
});
