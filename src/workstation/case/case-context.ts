// The cases of whoever works here, for every component.
import { createContext, use, useSyncExternalStore } from 'react';
import { type WorkHere } from './work-here.js';
import { type WorkspaceState, type WorkspaceStore } from './workspace.js';

export const WorkContext = createContext<WorkHere | null>(null);

export function useWork(): WorkHere {
  const work = use(WorkContext);
  if (!work) throw new Error('useWork outside WorkContext');
  return work;
}

export const useWorkspaceStore = (): WorkspaceStore => useWork().store;

export function useWorkspace(): WorkspaceState {
  const store = useWorkspaceStore();
  return useSyncExternalStore(store.subscribe, store.state);
}
