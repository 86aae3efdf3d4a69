// What was drawn, said back to the person who drew it: the guard against swapped sides. First as data, which the
// workstation puts into the person's language, then in English for the command line.
import { type Anatomy, type BodySide } from '../anatomy/anatomy.js';
import { readRegionCode } from '../anatomy/regions.js';
import { type ArrowMeasure } from './arrows.js';
import { type Quality } from './drawing.js';
import { type Measures } from './measure.js';
import { feelOfAll } from './reach.js';

export type ReadBackSide = BodySide | 'B' | 'midline';

/** Where an arrow leads: `down to the knee`. */
export interface RunsTo {
  readonly direction: 'down' | 'up' | 'across';
  /** Region id, without a side. */
  readonly region: string;
}

/** One sentence: everything of one side, or of both where both are the same. */
export interface Said {
  readonly side: ReadBackSide;
  /** Region ids without a side, from the head down. */
  readonly places: readonly string[];
  readonly qualities: readonly Quality[];
  /** Worst of these places, 0-10. */
  readonly worst: number | 'unknown';
  readonly runsTo: readonly RunsTo[];
}

export interface ReadBack {
  readonly state: Measures['state'];
  /** Right, left, midline. */
  readonly said: readonly Said[];
  readonly singleSpot: boolean;
}

/** What to say back. Places that an arrow only passes are not named; where it ends is. */
export function readBackOf(measures: Measures): ReadBack {
  const bySide = (['R', 'L', 'midline'] as const).flatMap((side) => saidOf(measures, side));
  const [right, left] = [bySide.find((s) => s.side === 'R'), bySide.find((s) => s.side === 'L')];
  const same = right && left && JSON.stringify({ ...right, side: '' }) === JSON.stringify({ ...left, side: '' });
  const said: Said[] = same ? [{ ...right, side: 'B' }, ...bySide.filter((s) => s.side === 'midline')] : bySide;
  return { state: measures.state, said, singleSpot: measures.singleSpot };
}

function saidOf({ codes, arrows }: Measures, side: BodySide | 'midline'): Said[] {
  const here = codes.filter((c) => c.side === side);
  if (here.length === 0) return [];
  const drawn = here.filter((c) => c.by.some((b) => b !== 'arrow'));
  const own = arrows.flatMap((arrow) => {
    const end = endOf(arrow);
    return end !== undefined && codes.find((c) => c.code === end)?.side === side ? [{ ...arrow, end }] : [];
  });
  const starts = here.filter((c) => own.some((a) => a.passes[0] === c.code));
  const named = drawn.length > 0 ? drawn : starts.length > 0 ? starts : here;
  const ends = own.map(runsToOf).filter((to) => !named.some((c) => readRegionCode(c.code).id === to.region));
  const { qualities, intensity } = feelOfAll([...named, ...own]);
  return [
    {
      side,
      places: unique(named.map((c) => readRegionCode(c.code).id)),
      qualities,
      worst: intensity,
      runsTo: ends.filter((to, i) => ends.findIndex((t) => t.region === to.region) === i),
    },
  ];
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/** Where it ends, else the last it passes; an arrow outside every region ends nowhere. */
const endOf = ({ ends, passes }: ArrowMeasure): string | undefined => ends[0] ?? passes.at(-1);

function runsToOf({ from, to, end }: ArrowMeasure & { readonly end: string }): RunsTo {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const direction = Math.abs(dy) < Math.abs(dx) / 2 ? 'across' : dy > 0 ? 'down' : 'up';
  return { direction, region: readRegionCode(end).id };
}

const SIDE: Readonly<Record<ReadBackSide, string>> = { R: 'Right', L: 'Left', B: 'Both sides:', midline: 'Middle:' };
const QUALITY: Readonly<Record<Quality, string>> = {
  burning: 'burning',
  aching: 'aching',
  stabbing: 'stabbing',
  electric: 'electric',
  tingling: 'tingling',
  numbness: 'numb',
};

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/**
 * "Right iliac crest and upper buttock, burning, 7 of 10, down to the knee. Correct?"
 * It asks "correct?" because "right?" would be heard as a side.
 */
export function readBackSentence(back: ReadBack, anatomy: Anatomy): string {
  if (back.state === 'empty') return 'Nothing is drawn.';
  if (back.state === 'none') return 'No pain anywhere. Correct?';
  const names = new Map(anatomy.regions.map((r) => [r.id, r.name]));
  // What follows a comma in a name tells two neighbours apart and would only break up a list.
  const name = (id: string) => lowered((names.get(id) ?? id).split(',')[0]!);
  const sentences = back.said.map((s) =>
    [
      `${SIDE[s.side]} ${listed(unique(s.places.map(name)))}`,
      ...(s.qualities.length > 0 ? [listed(s.qualities.map((q) => QUALITY[q]))] : []),
      ...(s.worst === 'unknown' ? [] : [`${s.worst} of 10`]),
      ...s.runsTo.map((to) => `${to.direction} to the ${name(to.region)}`),
    ].join(', '),
  );
  if (sentences.length === 0) sentences.push('A mark outside every named region');
  if (back.singleSpot) sentences.push('One single spot');
  return `${sentences.join('. ')}. Correct?`;
}

/** "Iliac crest" within a sentence; abbreviations such as PSIS keep their capitals. */
const lowered = (name: string): string => (/^[A-Z][a-z]/.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name);
