// A place in words, side first and always written out.
import { type TFunction } from 'i18next';
import { type Region } from '#core/anatomy/anatomy.js';
import { type Place } from './region-shapes.js';

/** "Iliac crest" within a sentence; abbreviations such as PSIS keep their capitals. */
export const withinSentence = ({ name }: Region): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLocaleLowerCase() + name.slice(1) : name;

export function placeWords(t: TFunction, { region, side }: Place): string {
  const place = withinSentence(region);
  if (side === null) return t('picture.place.middle', { place });
  return t(side === 'L' ? 'picture.place.left' : 'picture.place.right', { place });
}
