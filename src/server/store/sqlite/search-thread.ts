// Searches on a thread of its own, seen from the thread that answers requests: a search takes as long as many reads, and
// nobody who reads one resource waits for it.
import { Worker } from 'node:worker_threads';
import { type Query } from '../query.js';
import { type DegradedCause } from '../refusal.js';
import { type Page } from '../repository.js';
import { type Scope } from '../scope.js';
import { type VersionKey } from '../session.js';

/** What the thread is started with: the record's file. */
export interface SearchData {
  readonly path: string;
}
export type ToSearch =
  /** The scope as JSON text: it is the same for all that somebody asks, and a text is copied a hundred times as fast. */
  | { readonly type: 'search'; readonly number: number; readonly scope: string; readonly query: Query }
  | {
      readonly type: 'patients';
      readonly number: number;
      readonly clinic: string;
      readonly keys: readonly VersionKey[];
    }
  | { readonly type: 'let-go'; readonly number: number };

/** `fault`: the disk failed while it was read. `failed`: our mistake. */
export type SearchAnswer =
  | { readonly type: 'found'; readonly page: Page }
  | { readonly type: 'patients'; readonly patients: readonly (readonly string[])[] }
  | { readonly type: 'let-go' }
  | { readonly type: 'fault'; readonly cause: DegradedCause; readonly message: string }
  | { readonly type: 'failed'; readonly message: string };
export type FromSearch = SearchAnswer & { readonly number: number };

/** Where searches are made. */
export interface ApartSearch {
  search(scope: Scope, query: Query): Promise<SearchAnswer>;
  /** The patients that each of these versions is about. */
  patientsIn(clinic: string, keys: readonly VersionKey[]): Promise<SearchAnswer>;
  /** Lets the file go; the next search opens it anew. */
  letGo(): Promise<void>;
  close(): Promise<void>;
}

export interface SearchThreadOptions extends SearchData {
  /** The built search-worker.js: a thread cannot run the sources. */
  readonly module: string | URL;
}

const ENDED: SearchAnswer = { type: 'failed', message: 'the thread that searches the record has ended' };

/** The thread starts with the first search, and anew with the first after it has ended. */
export function searchThread({ module, path }: SearchThreadOptions): ApartSearch {
  const waiting = new Map<number, (answer: SearchAnswer) => void>();
  const texts = new WeakMap<Scope, string>();
  let thread: Worker | null = null;
  let last = 0;

  function started(): Worker {
    const data: SearchData = { path };
    const worker = new Worker(module, { workerData: data, execArgv: [], env: {} });
    worker.on('message', ({ number, ...answer }: FromSearch) => {
      const resolve = waiting.get(number);
      waiting.delete(number);
      if (waiting.size === 0) worker.unref();
      resolve?.(answer);
    });
    const ended = () => {
      if (thread !== worker) return;
      thread = null;
      for (const resolve of waiting.values()) resolve(ENDED);
      waiting.clear();
    };
    worker.on('error', ended);
    worker.on('exit', ended);
    return worker;
  }

  function ask(message: (number: number) => ToSearch): Promise<SearchAnswer> {
    thread ??= started();
    const asked = thread;
    const number = ++last;
    return new Promise((resolve) => {
      waiting.set(number, resolve);
      asked.ref();
      asked.postMessage(message(number));
    });
  }

  const letGo = async () => {
    if (thread) await ask((number) => ({ type: 'let-go', number }));
  };
  return {
    search: (scope, query) => {
      let text = texts.get(scope);
      if (text === undefined) {
        text = JSON.stringify(scope);
        texts.set(scope, text);
      }
      const told = text;
      return ask((number) => ({ type: 'search', number, scope: told, query }));
    },
    patientsIn: (clinic, keys) => ask((number) => ({ type: 'patients', number, clinic, keys })),
    letGo,
    close: async () => {
      await letGo();
      const ending = thread;
      thread = null;
      await ending?.terminate();
    },
  };
}
