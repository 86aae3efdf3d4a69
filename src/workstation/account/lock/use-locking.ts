// Watches for use and for the time without it: keys, touches and pointers put the lock off; a page that comes back into
// view is looked at first. Shift L locks at once.
import { useEffect } from 'react';
import { type SessionStore } from '../session-store.js';

const LOOKED_EVERY_MS = 5_000;

export function useLocking(store: SessionStore): void {
  useEffect(() => {
    const used = () => store.used();
    const shown = () => {
      store.tick();
      if (document.visibilityState === 'visible') void store.refresh();
    };
    const key = (e: KeyboardEvent) => {
      store.used();
      const t = e.target;
      const typing =
        t instanceof HTMLTextAreaElement ||
        t instanceof HTMLSelectElement ||
        (t instanceof HTMLInputElement && t.type !== 'checkbox');
      if (e.key === 'L' && e.shiftKey && !typing && !e.ctrlKey && !e.altKey && !e.metaKey && !e.isComposing) {
        e.preventDefault();
        store.lockNow();
      }
    };
    const online = () => void store.refresh();
    const timer = setInterval(() => store.tick(), LOOKED_EVERY_MS);
    document.addEventListener('pointerdown', used, { passive: true });
    document.addEventListener('pointermove', used, { passive: true });
    document.addEventListener('wheel', used, { passive: true });
    document.addEventListener('keydown', key);
    document.addEventListener('visibilitychange', shown);
    addEventListener('online', online);
    addEventListener('offline', online);
    return () => {
      clearInterval(timer);
      document.removeEventListener('pointerdown', used);
      document.removeEventListener('pointermove', used);
      document.removeEventListener('wheel', used);
      document.removeEventListener('keydown', key);
      document.removeEventListener('visibilitychange', shown);
      removeEventListener('online', online);
      removeEventListener('offline', online);
    };
  }, [store]);
}
