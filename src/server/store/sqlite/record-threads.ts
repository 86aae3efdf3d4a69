// The threads that a record of one file works with.
import { type ApartSearch, searchThread } from './search-thread.js';
import { type ApartWriter, writerThread } from './writer-thread.js';

export interface RecordThreads {
  readonly apart: ApartWriter;
  readonly search: ApartSearch;
}

/** `modules`: the folder of the built threads, with its slash. `definitions`: that of the built FHIR definitions. */
export function recordThreads(
  path: string,
  { modules, definitions }: { readonly modules: URL; readonly definitions: string },
): RecordThreads {
  return {
    apart: writerThread({ module: new URL('writer-worker.js', modules), path, definitions }),
    search: searchThread({ module: new URL('search-worker.js', modules), path }),
  };
}
