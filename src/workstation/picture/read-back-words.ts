// The read-back in the person's language. It asks "is this correct?", because "right?" would be heard as a side.
import { type TFunction } from 'i18next';
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type ReadBack, type Said } from '#core/drawing/read-back.js';
import { qualityWord } from './feel-words.js';
import { withinSentence } from './place-words.js';

/** One clause for each side, without the question. */
export function readBackWords(t: TFunction, back: ReadBack, anatomy: Anatomy, locale: string): readonly string[] {
  if (back.state === 'empty') return [];
  if (back.state === 'none') return [t('picture.back.none')];
  const clauses = back.said.map((said) => clauseOf(t, said, anatomy, locale));
  if (clauses.length === 0) clauses.push(t('picture.back.nowhere'));
  return back.singleSpot ? [...clauses, t('picture.back.singleSpot')] : clauses;
}

function clauseOf(t: TFunction, said: Said, anatomy: Anatomy, locale: string): string {
  const nameOf = (id: string) => {
    const region = anatomy.regions.find((r) => r.id === id);
    return region ? withinSentence(region) : id;
  };
  const and = new Intl.ListFormat(locale, { type: 'conjunction' });
  const places = and.format(said.places.map(nameOf));
  const parts = [
    t(`picture.back.at.${said.side}`, { places }),
    ...(said.qualities.length > 0 ? [and.format(said.qualities.map((q) => qualityWord(t, q)))] : []),
    ...(said.worst === 'unknown' ? [] : [t('picture.back.worst', { worst: said.worst })]),
    ...said.runsTo.map((to) => t(`picture.back.to.${to.direction}`, { place: nameOf(to.region) })),
  ];
  return new Intl.ListFormat(locale, { type: 'unit', style: 'long' }).format(parts);
}
