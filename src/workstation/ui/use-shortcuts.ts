// Keys that work anywhere on the page. Plain letters keep quiet while somebody is typing; undo leaves a field with
// text in it to the field's own undo.
import { useEffect, useRef } from 'react';

export interface Shortcuts {
  readonly search: () => void;
  readonly help: () => void;
  readonly patients: () => void;
  readonly draw: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

const typingIn = (e: KeyboardEvent): HTMLInputElement | HTMLTextAreaElement | null => {
  const t = e.target;
  if (t instanceof HTMLTextAreaElement) return t;
  return t instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file'].includes(t.type) ? t : null;
};

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      const does = latest.current;
      const field = typingIn(e);
      const key = e.key.toLowerCase();
      if (e.isComposing || document.querySelector('dialog[open]')) return;
      const run = (action: () => void) => {
        e.preventDefault();
        action();
      };
      if (e.ctrlKey || e.metaKey) {
        if (key === 'k') run(does.search);
        else if (field && field.value !== '') return;
        else if (key === 'z' && e.shiftKey) run(does.redo);
        else if (key === 'z') run(does.undo);
        else if (key === 'y') run(does.redo);
        return;
      }
      if (field || e.altKey || e.target instanceof HTMLSelectElement) return;
      if (e.key === '/') run(does.search);
      else if (e.key === '?') run(does.help);
      else if (key === 'p') run(does.patients);
      else if (key === 'd') run(does.draw);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
