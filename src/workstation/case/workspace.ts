// All cases in this browser, with undo and autosave, apart from React and from the DOM. Every change is a new snapshot;
// undo is going back to an older one, so that erasing needs no confirmation.
import { DRAWING_FORMAT, DRAWING_VERSION, type Drawing } from '#core/drawing/drawing.js';
import { type Draft, type EarlierDrawing, emptyDraft } from './draft.js';

export interface Workspace {
  readonly drafts: readonly Draft[];
  readonly openId: string | null;
}

export interface WorkspaceState extends Workspace {
  readonly open: Draft | null;
  /** The id an empty page's case will have once something is written: fields keep their focus through that moment. */
  readonly blankId: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** When the cases were last written; null before the first time. */
  readonly savedAt: number | null;
  readonly saving: boolean;
  readonly saveFailed: boolean;
}

/** What the platform gives: read in main.tsx, stubbed in tests. */
export interface Surroundings {
  /** Null keeps nothing beyond the page. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** The name in the storage: each account has its own, so that nobody finds another's cases. */
  readonly storedUnder: string;
  readonly now: () => number;
  readonly newId: () => string;
  /** Runs the save soon; returns a way to cancel. */
  readonly later: (run: () => void) => () => void;
  /** Called at each edit, before anybody is told: the start of the answer's latency. */
  readonly edited?: () => void;
}

const STEPS_KEPT = 200;
/** Typing in one field is one step of undo while the pauses are shorter than this. */
const MERGED_WITHIN = 1500;

export interface WorkspaceStore {
  /** False where nothing outlives the page. */
  readonly keeps: boolean;
  /** The clock and the names this workspace was given, for those who make drafts or date a print. */
  readonly now: () => number;
  readonly newId: () => string;
  subscribe(listener: () => void): () => void;
  state(): WorkspaceState;
  /** Changes the open case. Same `merge` in quick succession is one step of undo. */
  edit(change: (d: Draft) => Draft, merge?: string): void;
  /**
   * Puts into a case what follows from its last edit but took time to compute. It belongs to that edit: undo takes both
   * back, and what could be redone stays.
   */
  follow(id: string, change: (d: Draft) => Draft): void;
  startNew(): void;
  open(id: string): void;
  /** Opens a case that may not be among the kept ones yet (a published patient, a file). */
  add(drafts: readonly Draft[], openId: string): void;
  replace(draft: Draft): void;
  erase(id: string): void;
  undo(): void;
  redo(): void;
  saveNow(): void;
  /** Takes in what another tab has saved, but keeps what is open here. */
  adopt(): void;
}

function isDraft(x: unknown): x is Draft {
  const d = x as Partial<Draft> | null;
  return typeof d === 'object' && d !== null && typeof d.id === 'string' && Array.isArray(d.findings);
}

/** What an older or newer page kept as a drawing and this one cannot draw is left out; the rest of the case is not. */
function readable(d: Draft): Draft {
  const { drawing, earlierDrawings, ...rest } = d;
  const isDrawing = (x: Drawing | undefined): x is Drawing =>
    x?.format === DRAWING_FORMAT && x.version === DRAWING_VERSION && Array.isArray(x.marks);
  return {
    ...rest,
    ...(isDrawing(drawing) ? { drawing } : {}),
    ...(Array.isArray(earlierDrawings)
      ? { earlierDrawings: earlierDrawings.filter((e: EarlierDrawing | undefined) => isDrawing(e?.drawing)) }
      : {}),
  };
}

function stored({ storage, storedUnder }: Pick<Surroundings, 'storage' | 'storedUnder'>): Workspace {
  try {
    const raw = JSON.parse(storage?.getItem(storedUnder) ?? 'null') as Partial<Workspace> | null;
    const drafts = (raw?.drafts ?? []).filter(isDraft).map((d) => readable({ ...emptyDraft(d.id), ...d }));
    return { drafts, openId: drafts.some((d) => d.id === raw?.openId) ? raw!.openId! : null };
  } catch {
    return { drafts: [], openId: null };
  }
}

/** The cases under a name in the storage, to be taken over into a workspace. */
export const casesUnder = (storage: Pick<Storage, 'getItem' | 'setItem'>, storedUnder: string): readonly Draft[] =>
  stored({ storage, storedUnder }).drafts;

/** A published patient nobody changed need not be kept: it is in the pack. */
const worthKeeping = (d: Draft, openId: string | null): boolean =>
  d.id === openId || (d.publishedId ? d.editedAt > 0 : d.findings.length > 0 || d.editedAt > 0);

export function workspaceStore(around: Surroundings): WorkspaceStore {
  const listeners = new Set<() => void>();
  let here: Workspace = stored(around);
  let past: Workspace[] = [];
  let future: Workspace[] = [];
  let lastMerge: { key: string; at: number } | null = null;
  let savedAt: number | null = null;
  let saveFailed = false;
  let cancelSave: (() => void) | null = null;
  let blankId = around.newId();
  let snapshot = build();

  function build(): WorkspaceState {
    return {
      ...here,
      blankId,
      open: here.drafts.find((d) => d.id === here.openId) ?? null,
      canUndo: past.length > 0,
      canRedo: future.length > 0,
      savedAt,
      saving: cancelSave !== null,
      saveFailed,
    };
  }
  function tell(): void {
    if (here.drafts.some((d) => d.id === blankId) && here.openId !== blankId) blankId = around.newId();
    snapshot = build();
    for (const l of listeners) l();
  }
  function saveNow(): void {
    cancelSave?.();
    cancelSave = null;
    try {
      around.storage?.setItem(around.storedUnder, JSON.stringify(here));
      savedAt = around.now();
      saveFailed = false;
    } catch {
      saveFailed = true;
    }
    tell();
  }
  function saveSoon(): void {
    cancelSave?.();
    cancelSave = around.later(saveNow);
  }
  function move(next: Workspace, merge?: string): void {
    const now = around.now();
    const merged = merge !== undefined && lastMerge?.key === merge && now - lastMerge.at < MERGED_WITHIN;
    if (!merged) past = [...past, here].slice(-STEPS_KEPT);
    lastMerge = merge === undefined ? null : { key: merge, at: now };
    future = [];
    here = { ...next, drafts: next.drafts.filter((d) => worthKeeping(d, next.openId)) };
    around.edited?.();
    saveSoon();
    tell();
  }
  function go(from: Workspace[], to: (w: Workspace) => void): void {
    const target = from.at(-1);
    if (!target) return;
    to(here);
    here = target;
    lastMerge = null;
    around.edited?.();
    saveSoon();
    tell();
  }
  const withDraft = (d: Draft): Workspace => ({
    drafts: here.drafts.some((x) => x.id === d.id)
      ? here.drafts.map((x) => (x.id === d.id ? d : x))
      : [d, ...here.drafts],
    openId: d.id,
  });

  return {
    keeps: around.storage !== null,
    now: around.now,
    newId: around.newId,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => snapshot,
    edit: (change, merge) => {
      // The first edit on an empty page starts a case: nobody should have to ask for a form.
      const before = snapshot.open ?? emptyDraft(blankId);
      const after = change(before);
      if (after === before) return;
      move(withDraft({ ...after, editedAt: around.now() }), merge && `${before.id} ${merge}`);
    },
    follow: (id, change) => {
      const before = here.drafts.find((d) => d.id === id);
      const after = before && change(before);
      if (!after || after === before) return;
      here = { ...here, drafts: here.drafts.map((d) => (d === before ? after : d)) };
      around.edited?.();
      saveSoon();
      tell();
    },
    startNew: () => move(withDraft(emptyDraft(around.newId()))),
    open: (id) => {
      if (id !== here.openId && here.drafts.some((d) => d.id === id)) move({ ...here, openId: id });
    },
    add: (drafts, openId) => {
      const known = new Set(here.drafts.map((d) => d.id));
      move({ drafts: [...drafts.filter((d) => !known.has(d.id)), ...here.drafts], openId });
    },
    replace: (draft) => move(withDraft(draft)),
    erase: (id) => {
      if (id === blankId) blankId = around.newId();
      const drafts = here.drafts.filter((d) => d.id !== id);
      move({ drafts, openId: here.openId === id ? null : here.openId });
    },
    undo: () =>
      go(past, (w) => {
        past = past.slice(0, -1);
        future = [...future, w];
      }),
    redo: () =>
      go(future, (w) => {
        future = future.slice(0, -1);
        past = [...past, w];
      }),
    saveNow,
    adopt: () => {
      const there = stored(around);
      const mine = snapshot.open;
      here = {
        drafts: mine ? [mine, ...there.drafts.filter((d) => d.id !== mine.id)] : there.drafts,
        openId: here.openId,
      };
      tell();
    },
  };
}
