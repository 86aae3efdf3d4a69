// The cases of this browser, for every component.
import { createContext, use, useSyncExternalStore } from 'react';
import { type WorkspaceState, type WorkspaceStore } from './workspace.js';

export const WorkspaceContext = createContext<WorkspaceStore | null>(null);

export function useWorkspaceStore(): WorkspaceStore {
  const store = use(WorkspaceContext);
  if (!store) throw new Error('useWorkspaceStore outside WorkspaceContext');
  return store;
}

export function useWorkspace(): WorkspaceState {
  const store = useWorkspaceStore();
  return useSyncExternalStore(store.subscribe, store.state);
}
