// Who is here, for every component; and one way to ask the server for something and show what came of it.
import { createContext, use, useCallback, useRef, useState, useSyncExternalStore } from 'react';
import { type Answer, type Failure } from './account-api.js';
import { type Session } from './account-state.js';
import { type Here, type SessionStore } from './session-store.js';

export const SessionContext = createContext<SessionStore | null>(null);

export function useSessionStore(): SessionStore {
  const store = use(SessionContext);
  if (!store) throw new Error('useSessionStore outside SessionContext');
  return store;
}

export function useHere(): Here {
  const store = useSessionStore();
  return useSyncExternalStore(store.subscribe, store.here);
}

/** For what is only shown to somebody signed in. */
export function useSession(): Session {
  const session = useHere().state?.session;
  if (!session) throw new Error('useSession without a session');
  return session;
}

export type Refusal = Extract<Failure, { readonly type: 'refused' }>;

/** The server finds a new password too easy. */
export const isAboutPassword = ({ status, what }: Refusal): boolean => status === 422 && what.includes('password');

export interface Asking {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Asks, and goes on when it was done; a second press while the first is on its way does nothing. */
  ask<T>(
    request: () => Promise<Answer<T>>,
    then: (value: T) => void | Promise<void>,
    /** True where the refusal was put beside the field it is about. */
    beside?: (refusal: Refusal) => boolean,
  ): Promise<void>;
  forget(): void;
}

export function useAsking(): Asking {
  const store = useSessionStore();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = useRef(false);
  const ask = useCallback<Asking['ask']>(
    async (request, then, beside) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setFailure(null);
      const answer = await request();
      if (answer.ok) await then(answer.value);
      else {
        const { failure: met } = answer;
        if (met.type !== 'refused' || !beside?.(met)) setFailure(met);
        store.met(met);
      }
      running.current = false;
      setBusy(false);
    },
    [store],
  );
  return { busy, failure, ask, forget: useCallback(() => setFailure(null), []) };
}
