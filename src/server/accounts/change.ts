// Every change of the accounts: one transaction that holds what is kept, its rows of the audit chain, and nothing of a
// deed that was refused on the way.
import { type AuditEntry } from '../store/audit-chain.js';
import { done } from '../store/refusal.js';
import { type Repository, type Transaction } from '../store/repository.js';
import { type KeptReads, type Kind, type Kinds, keptReads } from './kept.js';
import { type Answer, type Objected, objected } from './objection.js';

/** What a deed may do inside its transaction. It waits for nothing but the store: passwords are hashed before. */
export interface Change extends KeptReads {
  put<K extends Kind>(kind: K, id: string, value: Kinds[K]): Promise<void>;
  drop(kind: Kind, id: string): Promise<void>;
  audit(...entries: readonly AuditEntry[]): Promise<void>;
  /** The record itself, for what an account is granted. */
  readonly tx: Transaction;
}

/** Which sessions and accounts a change touched; whoever remembers them must read them anew. */
export interface Touched {
  readonly sessions: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

export interface Changes extends KeptReads {
  /**
   * Runs the deed alone, in its turn. An objection undoes all of it, unless it is noted; a failing disk is an objection.
   */
  change<T>(work: (change: Change) => Promise<Answer<T>>): Promise<Answer<T>>;
}

/** Carries an objection out of a transaction that is to be undone. */
class Undone extends Error {
  readonly answer: Objected;
  constructor(answer: Objected) {
    super(answer.objection.what);
    this.answer = answer;
  }
}

const DEGRADED = objected(
  'unavailable',
  'the disk cannot be written, so nothing was changed',
  'try again later, or tell whoever runs this server',
);

/** The changes of one clinic. `touched` is told after each commit, before the deed is answered. */
export function changesOver(repository: Repository, clinic: string, touched: (touched: Touched) => void): Changes {
  const change: Changes['change'] = async (work) => {
    const sessions = new Set<string>();
    const accounts = new Set<string>();
    const touching = (kind: Kind, id: string) => {
      if (kind === 'session') sessions.add(id);
      if (kind === 'account') accounts.add(id);
    };
    try {
      const result = await repository.transaction(clinic, async (tx) => {
        const answer = await work({
          ...keptReads(tx, clinic),
          put: async (kind, id, value) => {
            touching(kind, id);
            await tx.keep(clinic, { kind, id, text: JSON.stringify(value) });
          },
          drop: async (kind, id) => {
            touching(kind, id);
            await tx.forget(clinic, kind, id);
          },
          audit: async (...entries) => {
            await tx.audit(clinic, entries);
          },
          tx,
        });
        if (!answer.ok && !answer.noted) throw new Undone(answer);
        return done(answer);
      });
      return result.ok ? result.value : DEGRADED;
    } catch (error) {
      if (error instanceof Undone) return error.answer;
      throw error;
    } finally {
      touched({ sessions, accounts });
    }
  };
  return { ...keptReads(repository, clinic), change };
}
