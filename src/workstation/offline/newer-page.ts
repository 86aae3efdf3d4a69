// Whether a newer page has come from the server while this one was open.

let ready = false;
const listeners = new Set<() => void>();

export const newerPage = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  ready: (): boolean => ready,
  /** Told by the registration, once the newer files are all here. */
  came: (): void => {
    ready = true;
    for (const l of listeners) l();
  },
} as const;
