// The writer on a thread of its own, seen from the thread that answers requests: those who read do not wait while rows
// are put in order and the disk is flushed. One batch at a time; the order is the caller's.
import { Worker } from 'node:worker_threads';
import { type Batch, type BatchAnswer } from './record-writer.js';
import { type Synchronous } from './sqlite-open.js';

/** What the thread is started with. */
export interface WriterData {
  /** The record's file. */
  readonly path: string;
  /** The folder of the built FHIR definitions. */
  readonly definitions: string;
  readonly synchronous?: Synchronous;
}
export type ToWriter = { readonly type: 'batch'; readonly batch: Batch } | { readonly type: 'let-go' };

/** Where batches are written. */
export interface ApartWriter {
  /** Resolves when the batch is on the disk, or is not and never will be. */
  perform(batch: Batch): Promise<BatchAnswer>;
  /** Lets the file go; the next batch opens it anew. */
  letGo(): Promise<void>;
  close(): Promise<void>;
}

export interface WriterThreadOptions extends WriterData {
  /** The built writer-worker.js: a thread cannot run the sources. */
  readonly module: string | URL;
}

/** What is said when the thread ended while it wrote: whether it had committed is not known, so the disk is checked. */
const ENDED: BatchAnswer = { type: 'fault', cause: 'io-error', message: 'the thread that writes the record has ended' };

/** The thread starts at once, and anew with the first batch after it has ended. */
export function writerThread({ module, ...data }: WriterThreadOptions): ApartWriter {
  let thread: Worker | null = null;
  let waiting: ((answer: BatchAnswer) => void) | null = null;

  function settle(answer: BatchAnswer): void {
    const resolve = waiting;
    waiting = null;
    resolve?.(answer);
  }

  function started(): Worker {
    const worker = new Worker(module, { workerData: data satisfies WriterData, execArgv: [], env: {} });
    worker.unref();
    worker.on('message', settle);
    const ended = () => {
      if (thread !== worker) return;
      thread = null;
      settle(ENDED);
    };
    worker.on('error', ended);
    worker.on('exit', ended);
    return worker;
  }

  function ask(message: ToWriter): Promise<BatchAnswer> {
    if (waiting) throw new Error('the writer is given a batch before it has answered the last');
    thread ??= started();
    const asked = thread;
    // It keeps the process only while somebody waits for it.
    asked.ref();
    return new Promise<BatchAnswer>((resolve) => {
      waiting = resolve;
      asked.postMessage(message);
    }).finally(() => asked.unref());
  }

  thread = started();
  return {
    perform: (batch) => ask({ type: 'batch', batch }),
    letGo: async () => {
      if (thread) await ask({ type: 'let-go' });
    },
    close: async () => {
      const ending = thread;
      if (!ending) return;
      // The file is closed before the thread is ended, so that its log can be taken into it.
      await ask({ type: 'let-go' });
      thread = null;
      await ending.terminate();
    },
  };
}
