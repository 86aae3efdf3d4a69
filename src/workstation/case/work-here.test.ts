import { expect, it } from 'vitest';
import { setPresence } from './edit.js';
import { BEFORE_ACCOUNTS, type WorkOf, type WorkSurroundings, workHere } from './work-here.js';

function browser() {
  const kept = new Map<string, string>();
  let ids = 0;
  const around: WorkSurroundings = {
    storage: {
      getItem: (k) => kept.get(k) ?? null,
      setItem: (k, v) => void kept.set(k, v),
      removeItem: (k) => void kept.delete(k),
    },
    now: () => 1,
    newId: () => `id-${++ids}`,
    later: (run) => {
      run();
      return () => {};
    },
  };
  return { kept, open: (of: WorkOf) => workHere(of, around) };
}

const clinic = (account: string): WorkOf => ({ record: 'clinic', account });
const titles = (work: ReturnType<typeof workHere>) => work.store.state().drafts.map((d) => d.title);
const write = (work: ReturnType<typeof workHere>, title: string) =>
  work.store.edit((d) => ({ ...setPresence(d, 'pain.low-back', 'present'), title }));

it('cases of one account are not there for another on the same browser, and are there again for their own', () => {
  const { open } = browser();
  write(open(clinic('a')), 'bed 7');
  expect(titles(open(clinic('b')))).toEqual([]);
  expect(titles(open({ record: 'demo', account: 'a' }))).toEqual([]);
  expect(titles(open(clinic('a')))).toEqual(['bed 7']);
});

it('nothing is kept where nobody is signed in', () => {
  const { open, kept } = browser();
  const work = open(null);
  write(work, 'bed 7');
  expect(work.store.keeps).toBe(false);
  expect(titles(work)).toEqual(['bed 7']);
  expect([...kept.keys()]).toEqual([]);
  expect(titles(open(null))).toEqual([]);
});

it('cases of before the accounts are shown to nobody until somebody of the clinic takes them, once', () => {
  const { open, kept } = browser();
  const before = open(clinic('x'));
  write(before, 'old case');
  kept.set(BEFORE_ACCOUNTS, kept.get('cluneal.cases.clinic.x')!);
  expect(open({ record: 'demo', account: 'a' }).olderCases()).toBe(0);
  const a = open(clinic('a'));
  expect(titles(a)).toEqual([]);
  expect(a.olderCases()).toBe(1);
  a.takeOlderCases();
  expect(titles(open(clinic('a')))).toEqual(['old case']);
  expect(open(clinic('b')).olderCases()).toBe(0);
});
