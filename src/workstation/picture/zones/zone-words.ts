// Zones in words: what was measured, from where, in how many, and what had to be assumed.
import { type TFunction } from 'i18next';
import { type StudyPoint } from '#core/anatomy/anatomy.js';
import { type Placed } from '#core/anatomy/place-point.js';

type Words = TFunction<'ui'>;

interface Length {
  readonly mean: number;
  readonly sd?: number | undefined;
  readonly range?: readonly [number, number] | undefined;
}

/** "12 grooves, on 11 of 20 cadaveric sides"; the study's own words where it did not count. */
export const sizeWords = (t: Words, { n, nIs }: StudyPoint): string =>
  n === 'unknown' ? nIs : t('zones.size', { n, what: nIs });

/** The name a screen reader says: study and point, size, side. */
export const zoneName = (t: Words, point: StudyPoint, side: 'L' | 'R'): string =>
  t('zones.name', { name: point.name, size: sizeWords(t, point), side: t(`zones.side.${side}`) });

function lengthWords(t: Words, { mean, sd, range }: Length, language: string): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const mm =
    range && sd === undefined
      ? t('zones.span', { from: number.format(range[0]), to: number.format(range[1]) })
      : t('zones.mm', { mm: number.format(mean) });
  if (sd === undefined) return mm;
  const spread = t('zones.sd', { mm, sd: number.format(sd) });
  return range ? t('zones.sdRange', { spread, from: number.format(range[0]), to: number.format(range[1]) }) : spread;
}

export interface Distance {
  readonly from: string;
  readonly length: string;
}

/** Every distance a study gives, in its own words and millimetres. */
export function distancesOf(t: Words, { from }: StudyPoint, language: string): readonly Distance[] {
  const { midline, psis, tuberosity, below } = from;
  const said = (key: string, length: Length): Distance => ({ from: key, length: lengthWords(t, length, language) });
  return [
    ...(midline ? [said(t('zones.from.midline'), midline)] : []),
    ...(psis ? [said(t(`zones.from.${psis.towards}`), psis)] : []),
    ...(tuberosity?.lateral ? [said(t('zones.from.tuberosityLateral'), tuberosity.lateral)] : []),
    ...(tuberosity?.below ? [said(t('zones.from.tuberosityBelow'), tuberosity.below)] : []),
    ...(below ? [said(t('zones.from.below'), { mean: 0, range: below.range })] : []),
  ];
}

/** What the picture had to add to what the study says. */
export function assumptionsOf(t: Words, place: Placed): readonly string[] {
  if (place.kind === 'not-placed')
    return [
      place.reason === 'too-near'
        ? t('zones.notPlaced.tooNear', { distance: Math.round(place.distance), across: Math.round(place.across) })
        : t('zones.notPlaced.noDistance'),
    ];
  return [
    ...(place.kind === 'arc' ? [t('zones.shape.arc')] : []),
    ...(place.kind === 'band' ? [t('zones.shape.band')] : []),
    ...place.assumed.map((a) => t(`zones.assumed.${a}`)),
  ];
}
