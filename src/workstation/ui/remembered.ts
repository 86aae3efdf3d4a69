// State that outlives the screen being locked: what was chosen on the page stays chosen when the same person comes back.
// Kept in memory alone, and let go with the session.
import { createContext, type Dispatch, type SetStateAction, use, useCallback, useState } from 'react';

export const MemoryContext = createContext<Map<string, unknown> | null>(null);

/** Like useState; `key` names it among all of the page. */
export function useRemembered<T>(key: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const memory = use(MemoryContext);
  const [value, setValue] = useState<T>(() => (memory?.has(key) ? (memory.get(key) as T) : initial));
  const set = useCallback<Dispatch<SetStateAction<T>>>(
    (next) =>
      setValue((before) => {
        const after = typeof next === 'function' ? (next as (b: T) => T)(before) : next;
        memory?.set(key, after);
        return after;
      }),
    [memory, key],
  );
  return [value, set];
}
