// The writer on a thread of its own, seen from the thread that answers requests: those who read do not wait while rows
// are put in order and the disk is flushed. Batches are written in the order in which they are given.
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

/** The thread starts with the first batch, and anew with the first after it has ended. */
export function writerThread({ module, ...data }: WriterThreadOptions): ApartWriter {
  let thread: Worker | null = null;
  /** Who waits for an answer; the thread answers in the order it was asked. */
  let waiting: ((answer: BatchAnswer) => void)[] = [];

  function started(): Worker {
    const worker = new Worker(module, { workerData: data satisfies WriterData, execArgv: [], env: {} });
    worker.unref();
    worker.on('message', (answer: BatchAnswer) => {
      const resolve = waiting.shift();
      if (waiting.length === 0) worker.unref();
      resolve?.(answer);
    });
    const ended = () => {
      if (thread !== worker) return;
      thread = null;
      const lost = waiting;
      waiting = [];
      for (const resolve of lost) resolve(ENDED);
    };
    worker.on('error', ended);
    worker.on('exit', ended);
    return worker;
  }

  function ask(message: ToWriter): Promise<BatchAnswer> {
    thread ??= started();
    const asked = thread;
    // It keeps the process only while somebody waits for it.
    asked.ref();
    return new Promise((resolve) => {
      waiting.push(resolve);
      asked.postMessage(message);
    });
  }

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
