// The list of places as a tree: side, heading, place. Written down once; the tree widget walks it.
import { type Anatomy, type BodySide } from '#core/anatomy/anatomy.js';
import { type Place, placesOf } from './region-shapes.js';

export type Branch = BodySide | 'middle';
export const BRANCHES: readonly Branch[] = ['R', 'L', 'middle'];

export interface Heading {
  readonly key: string;
  readonly group: string;
  readonly places: readonly Place[];
}
export interface Side {
  readonly key: Branch;
  readonly headings: readonly Heading[];
}

const branchOf = ({ side }: Place): Branch => side ?? 'middle';

/** Does every word typed begin a word of the place's names? */
const matches = ({ region }: Place, words: readonly string[]): boolean => {
  const said = `${region.plain} ${region.name} ${region.group}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.every((w) => said.some((s) => s.startsWith(w)));
};

/**
 * The tree of the places that match what was typed and may be shown.
 * `sideOf` reads a typed word as a side, so that "left crest" finds one place.
 */
export function treeOf(
  anatomy: Anatomy,
  typed: string,
  sideOf: (word: string) => BodySide | undefined,
  isShown: (place: Place) => boolean,
): readonly Side[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const side = words.map(sideOf).find((s) => s !== undefined);
  const rest = words.filter((w) => sideOf(w) === undefined);
  const places = placesOf(anatomy).filter(
    (p) => isShown(p) && matches(p, rest) && (side === undefined || p.side === null || p.side === side),
  );
  return BRANCHES.flatMap((branch): Side[] => {
    const own = places.filter((p) => branchOf(p) === branch);
    const groups = [...new Set(own.map((p) => p.region.group))];
    const headings = groups.map((group) => ({
      key: `${branch} ${group}`,
      group,
      places: own.filter((p) => p.region.group === group),
    }));
    return headings.length > 0 ? [{ key: branch, headings }] : [];
  });
}

const OPPOSITE = { L: 'R', R: 'L' } as const;

/**
 * The place that an arrow key goes to on the body, as it lies in the picture: from behind, the right side is at the
 * right, and sideways over the middle leads to the other side.
 */
export function neighbourOf(place: Place, key: string, all: readonly Place[]): Place | undefined {
  const { region, side } = place;
  const rightOf: BodySide = region.view === 'front' ? 'L' : 'R';
  const towards =
    key === 'ArrowUp'
      ? 'up'
      : key === 'ArrowDown'
        ? 'down'
        : side === null
          ? 'lateral'
          : (key === 'ArrowRight') === (side === rightOf)
            ? 'lateral'
            : 'medial';
  const id = region.neighbours?.[towards];
  const to = side ?? (key === 'ArrowRight' ? rightOf : OPPOSITE[rightOf]);
  return (
    all.find((p) => p.region.id === id && (p.side === null || p.side === to)) ??
    // Nothing lies between: the same place of the other side.
    (towards === 'medial' && id === undefined
      ? all.find((p) => p.region.id === region.id && p.side === OPPOSITE[to])
      : undefined)
  );
}
