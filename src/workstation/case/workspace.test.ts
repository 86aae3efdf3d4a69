import { expect, it } from 'vitest';
import { type Draft } from './draft.js';
import { setPresence } from './edit.js';
import { type Surroundings, workspaceStore } from './workspace.js';

const STORED_UNDER = 'cluneal.cases.clinic.a1';

function surroundings(kept = new Map<string, string>()) {
  let clock = 0;
  let ids = 0;
  const waiting: (() => void)[] = [];
  const around: Surroundings = {
    storedUnder: STORED_UNDER,
    storage: { getItem: (k) => kept.get(k) ?? null, setItem: (k, v) => void kept.set(k, v) },
    now: () => clock,
    newId: () => `id-${++ids}`,
    later: (run) => {
      waiting.push(run);
      return () => void waiting.splice(waiting.indexOf(run), 1);
    },
  };
  return {
    around,
    kept,
    pass: (ms: number) => (clock += ms),
    runLater: () => waiting.splice(0).forEach((run) => void run()),
  };
}

const add = (id: string) => (d: Draft) => setPresence(d, id, 'present');
const ids = (d: Draft | null) => d?.findings.map((f) => f.id);

it('the first finding on an empty page starts a case under the id its fields already go by', () => {
  const store = workspaceStore(surroundings().around);
  const { blankId } = store.state();
  store.edit(add('pain.low-back'));
  expect(store.state().open?.id).toBe(blankId);
});

it('undo and redo are inverse, and a new edit ends what could be redone', () => {
  const store = workspaceStore(surroundings().around);
  store.edit(add('a'));
  store.edit(add('b'));
  store.undo();
  expect(ids(store.state().open)).toEqual(['a']);
  store.redo();
  expect(ids(store.state().open)).toEqual(['a', 'b']);
  store.undo();
  store.edit(add('c'));
  expect(store.state().canRedo).toBe(false);
  expect(ids(store.state().open)).toEqual(['a', 'c']);
});

it('typing in one field is one step of undo; after a pause it is another', () => {
  const { around, pass } = surroundings();
  const store = workspaceStore(around);
  store.edit(add('a'));
  for (const durationText of ['8', '8 m', '8 months']) store.edit((d) => ({ ...d, durationText }), 'duration');
  pass(5000);
  store.edit((d) => ({ ...d, durationText: '9 months' }), 'duration');
  store.undo();
  expect(store.state().open?.durationText).toBe('8 months');
  store.undo();
  expect(store.state().open?.durationText).toBe('');
});

it('what follows from an edit belongs to it: one undo takes both back, and redo brings both', () => {
  const store = workspaceStore(surroundings().around);
  store.edit(add('a'));
  store.edit(add('b'));
  store.follow(store.state().open!.id, add('follows'));
  expect(ids(store.state().open)).toEqual(['a', 'b', 'follows']);
  store.undo();
  expect(ids(store.state().open)).toEqual(['a']);
  store.follow(store.state().open!.id, (d) => d);
  store.redo();
  expect(ids(store.state().open)).toEqual(['a', 'b', 'follows']);
});

it('an erased case comes back with undo, open as it was', () => {
  const store = workspaceStore(surroundings().around);
  store.edit(add('a'));
  const { id } = store.state().open!;
  store.erase(id);
  expect(store.state().open).toBeNull();
  store.undo();
  expect(store.state().open?.id).toBe(id);
});

it('cases are written a moment after the edit and are there for the next visit', () => {
  const { around, kept, runLater } = surroundings();
  const store = workspaceStore(around);
  store.edit(add('a'));
  expect(store.state().saving).toBe(true);
  runLater();
  expect(store.state()).toMatchObject({ saving: false, savedAt: 0, saveFailed: false });
  expect(ids(workspaceStore(surroundings(kept).around).state().open)).toEqual(['a']);
});

it('a drawing that this page cannot read is left out of what was kept, and the case is not', () => {
  const drafts = [
    { id: 'a', findings: [], drawing: { format: 'cluneal-drawing', version: 99, marks: [] }, earlierDrawings: [null] },
    { id: 'b', findings: [], drawing: { format: 'cluneal-drawing', version: 1, marks: [] } },
  ];
  const kept = new Map([[STORED_UNDER, JSON.stringify({ drafts, openId: 'a' })]]);
  const { drafts: read } = workspaceStore(surroundings(kept).around).state();
  expect(read.map((d) => d.drawing?.version)).toEqual([undefined, 1]);
  expect(read[0]?.earlierDrawings).toEqual([]);
});

it('a browser that refuses to keep data is said to, and a damaged store is an empty one', () => {
  const { around, runLater } = surroundings(new Map([[STORED_UNDER, '{"drafts":[null,{"id":3}],"openId":"x"']]));
  const full = {
    ...around,
    storage: {
      ...around.storage!,
      setItem: () => {
        throw new Error('quota');
      },
    },
  };
  const store = workspaceStore(full);
  expect(store.state().drafts).toEqual([]);
  store.edit(add('a'));
  runLater();
  expect(store.state().saveFailed).toBe(true);
});
