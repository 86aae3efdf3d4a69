import { expect, it } from 'vitest';
import { type FindingEntry } from '#core/knowledge.js';
import { findingSearch, readQuery } from './finding-search.js';

const entry = (id: string, name: string, clinical: string): FindingEntry => ({
  id,
  name,
  clinical,
  group: 'pain',
  sided: true,
  role: 'sign',
  danger: false,
});
const search = findingSearch([
  entry('tender.gluteal', 'Tender buttock muscles', 'Tenderness of the gluteal muscles, away from crest'),
  entry('tender.crest', 'Tender rim of the pelvis', 'Tenderness at the posterior iliac crest'),
  entry('test.slr', 'Pain on lifting the straight leg', 'Straight leg raise'),
]);
const words = { left: 'left,l', right: 'right,r', both: 'both', no: 'no,not' };
const first = (text: string) => search(readQuery(text, words), 5)[0]?.id;

it('a finding is found by its name, its clinical name or its id', () => {
  expect(first('rim pelvis')).toBe('tender.crest');
  expect(first('leg raise')).toBe('test.slr');
  expect(first('slr')).toBe('test.slr');
});

it('what a finding is outranks what it only mentions', () => expect(first('crest')).toBe('tender.crest'));

it('a slip of the finger is forgiven', () => {
  expect(first('straigth')).toBe('test.slr');
  expect(first('iliak')).toBe('tender.crest');
});

it('side and absence are read from the same words', () => {
  expect(readQuery('no crest left', words)).toEqual({ terms: ['crest'], absent: true, side: 'L' });
  expect(readQuery('-crest right', words)).toMatchObject({ absent: true, side: 'R' });
  expect(readQuery('left right crest', words)).toMatchObject({ side: 'B' });
});

it('every word must be found', () => expect(first('crest elephant')).toBeUndefined());
