// True while the page is being printed, so that what is folded on screen is open on paper.
import { useSyncExternalStore } from 'react';

const query = 'print';

function subscribe(changed: () => void): () => void {
  const print = matchMedia(query);
  print.addEventListener('change', changed);
  addEventListener('beforeprint', changed);
  addEventListener('afterprint', changed);
  return () => {
    print.removeEventListener('change', changed);
    removeEventListener('beforeprint', changed);
    removeEventListener('afterprint', changed);
  };
}

export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => matchMedia('print').matches);
