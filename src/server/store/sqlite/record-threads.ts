// The threads that a record of one file works with.
import { type ApartSearch, searchThread } from './search-thread.js';
import { type ApartWriter, type WriterThreadOptions, writerThread } from './writer-thread.js';

export interface RecordThreads {
  readonly apart: ApartWriter;
  readonly search: ApartSearch;
}

/** `modules`: the folder of the built threads, with its slash. `definitions`: that of the built FHIR definitions. */
export function recordThreads(
  path: string,
  { modules, ...rest }: Omit<WriterThreadOptions, 'module' | 'path'> & { readonly modules: URL },
): RecordThreads {
  return {
    apart: writerThread({ module: new URL('writer-worker.js', modules), path, ...rest }),
    search: searchThread({ module: new URL('search-worker.js', modules), path }),
  };
}
