// The thread that searches: it opens the record that it is told to, for reading.
import { parentPort, workerData } from 'node:worker_threads';
import { type Scope } from '../scope.js';
import { type RecordSearch, recordSearch } from './record-search.js';
import { type FromSearch, type SearchAnswer, type SearchData, type ToSearch } from './search-thread.js';
import { openedReader } from './sqlite-open.js';

/** Beyond this many askers all are read anew. */
const MOST_SCOPES = 200;

const { path } = workerData as SearchData;
const scopes = new Map<string, Scope>();
let search: RecordSearch | null = null;

function scopeOf(text: string): Scope {
  const known = scopes.get(text);
  if (known) return known;
  if (scopes.size >= MOST_SCOPES) scopes.clear();
  const scope = JSON.parse(text) as Scope;
  scopes.set(text, scope);
  return scope;
}

async function answerOf(message: ToSearch): Promise<SearchAnswer> {
  if (message.type === 'let-go') {
    search?.close();
    search = null;
    return { type: 'let-go' };
  }
  search ??= recordSearch(() => openedReader(path));
  return message.type === 'search'
    ? search.found(scopeOf(message.scope), message.query)
    : search.patientsIn(message.clinic, message.keys);
}

parentPort!.on('message', async (message: ToSearch) => {
  const told: FromSearch = { ...(await answerOf(message)), number: message.number };
  parentPort!.postMessage(told);
});
