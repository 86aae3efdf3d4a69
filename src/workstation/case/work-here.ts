// The work of one account in this browser: its cases, and what its pages remember. Each account has a name of its own in
// the storage, so that nobody who signs in on the same browser finds what another was working on.
import { casesUnder, type Surroundings, type WorkspaceStore, workspaceStore } from './workspace.js';

/** Cases that were kept before there were accounts: anybody's who used this browser. */
export const BEFORE_ACCOUNTS = 'cluneal.cases.v1';

export interface WorkHere {
  readonly store: WorkspaceStore;
  /** What was chosen on the pages, while the page is open. */
  readonly memory: Map<string, unknown>;
  readonly storedUnder: string;
  /** How many cases of before the accounts this person may take over. */
  olderCases(): number;
  takeOlderCases(): void;
}

export interface WorkSurroundings extends Omit<Surroundings, 'storedUnder' | 'storage'> {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** Whose work: an account of a record, or nobody's while the server is away. */
export type WorkOf = { readonly record: 'demo' | 'clinic'; readonly account: string } | null;

export const storedUnderOf = (of: WorkOf): string => (of ? `cluneal.cases.${of.record}.${of.account}` : '');

/** Invented patients and those of before never meet: cases of before are offered in a clinic's record alone. */
export function workHere(of: WorkOf, around: WorkSurroundings): WorkHere {
  const storedUnder = storedUnderOf(of);
  const store = workspaceStore({ ...around, storedUnder, storage: of ? around.storage : null });
  const older = () => (of?.record === 'clinic' ? casesUnder(around.storage, BEFORE_ACCOUNTS) : []);
  return {
    store,
    memory: new Map(),
    storedUnder,
    olderCases: () => older().length,
    takeOlderCases: () => {
      const cases = older();
      if (cases.length === 0) return;
      store.add(cases, cases[0]!.id);
      store.saveNow();
      // Only what stands safely under the account is taken from where it was.
      if (!store.state().saveFailed) around.storage.removeItem(BEFORE_ACCOUNTS);
    },
  };
}
