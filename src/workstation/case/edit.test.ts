import { expect, it } from 'vitest';
import { type Finding } from '#core/finding.js';
import { emptyDraft } from './draft.js';
import { setCourse, setPresence, setRestAbsent, setSide } from './edit.js';

const of = (...findings: Finding[]) => ({ ...emptyDraft('x'), findings });
const present = (id: string, side?: 'L' | 'R' | 'B'): Finding => ({
  id,
  presence: 'present',
  ...(side ? { side } : {}),
});

it('left present and right absent stand together', () => {
  const d = setPresence(of(present('tender.crest', 'L')), 'tender.crest', 'absent', 'R');
  expect(d.findings).toEqual([present('tender.crest', 'L'), { id: 'tender.crest', presence: 'absent', side: 'R' }]);
});

it('the newer of two statements about one side wins', () => {
  expect(setSide(of(present('a', 'L'), { id: 'a', presence: 'absent', side: 'R' }), 'a', 'L', 'B').findings).toEqual([
    present('a', 'B'),
  ]);
  expect(setPresence(of(present('a', 'L')), 'a', 'absent').findings).toEqual([{ id: 'a', presence: 'absent' }]);
});

it('back to not examined leaves nothing behind', () => {
  expect(setPresence(of(present('a', 'L')), 'a', 'unknown', 'L').findings).toEqual([]);
});

it('an absent finding cannot be new', () => {
  const d = setCourse(of(present('a')), 'a', undefined, 'new');
  expect(d.findings[0]?.course).toBe('new');
  expect(setPresence(d, 'a', 'absent').findings[0]).toEqual({ id: 'a', presence: 'absent' });
});

it('"the rest is absent" touches only what was not examined', () => {
  expect(setRestAbsent(of(present('a', 'L')), ['a', 'b']).findings).toEqual([
    present('a', 'L'),
    { id: 'b', presence: 'absent' },
  ]);
});
