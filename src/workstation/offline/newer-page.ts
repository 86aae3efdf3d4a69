// Whether the server has a newer page than the one that is open: asked now and then, for a tablet's page may stay open
// for weeks.

const ASKED_EVERY_MS = 3_600_000;

let ready = false;
const listeners = new Set<() => void>();

/** The page as it is on the server names another script than the one that runs here. */
async function changed(): Promise<boolean> {
  const mine = document.querySelector<HTMLScriptElement>('script[type=module][src]');
  if (!mine) return false;
  try {
    const answer = await fetch('/', { cache: 'no-cache' });
    return answer.ok && !(await answer.text()).includes(new URL(mine.src).pathname);
  } catch {
    return false;
  }
}

export const newerPage = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  ready: (): boolean => ready,
  look: async (): Promise<void> => {
    if (ready || !(await changed())) return;
    ready = true;
    for (const l of listeners) l();
  },
  /** Asks each hour; `also` is asked in the same breath. */
  lookOut: (also: () => void): void => {
    setInterval(() => {
      also();
      void newerPage.look();
    }, ASKED_EVERY_MS);
  },
} as const;
