// Reasoning takes 50 ms and more, and a seed that is new to it some hundred: it runs on a thread of its own, one task at
// a time, so that nobody else's read waits for it. Who finds the queue full is told so at once.
import { Worker } from 'node:worker_threads';
import { type Knowledge } from '#core/knowledge.js';
import { type KnownCodes } from '#fhir/code-book.js';
import { type AssessOutcome, type AssessTask } from './assess-task.js';

/** What the thread is started with. */
export interface ThreadData {
  readonly knowledge: Knowledge;
  /** Codes of others for our findings (dist/pack/evidence.json, `findings`). */
  readonly codes: KnownCodes;
}
/** What the thread says to a task; `failed` is our mistake. */
export type ThreadAnswer = AssessOutcome | { readonly type: 'failed'; readonly message: string };

export interface Reasoning {
  /**
   * Reasons about a case. `busy`: too many wait. `too-long`: the task was given up and its thread ended. Rejects where
   * the reasoning failed, which is our mistake.
   */
  assess(task: AssessTask): Promise<AssessOutcome | { readonly type: 'busy' | 'too-long' }>;
  /** Ends the thread; tasks that wait are answered as busy. */
  close(): Promise<void>;
}

export interface ReasoningOptions extends ThreadData {
  /** Where the built assess-worker.js is: a thread cannot run the sources. */
  readonly module: string | URL;
  /** Milliseconds after which a task is given up. */
  readonly limit?: number;
}

/** At 50 to 100 ms each the last of these waits for less than a second. */
const MOST_WAITING = 8;
const LIMIT_MS = 8_000;
const MOST_MEGABYTES = 512;

interface Waiting {
  readonly task: AssessTask;
  resolve(outcome: Awaited<ReturnType<Reasoning['assess']>>): void;
  reject(error: Error): void;
}

/** The thread starts with the first task, and anew after it was ended. */
export function reasoningThread({ module, limit = LIMIT_MS, knowledge, codes }: ReasoningOptions): Reasoning {
  const queue: Waiting[] = [];
  let current: Waiting | null = null;
  let thread: Worker | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function threadStarted(): Worker {
    const data: ThreadData = { knowledge, codes };
    const started = new Worker(module, {
      workerData: data,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    // It is never what keeps the process running.
    started.unref();
    started.on('message', (answer: ThreadAnswer) => {
      if (thread !== started) return;
      if (answer.type === 'failed') settle((w) => w.reject(new Error(`reasoning failed: ${answer.message}`)));
      else settle((w) => w.resolve(answer));
    });
    started.on('error', (error) => lost(started, error));
    started.on('exit', () => lost(started, new Error('the reasoning thread ended by itself')));
    return started;
  }

  function lost(of: Worker, error: Error): void {
    if (thread !== of) return;
    thread = null;
    settle((w) => w.reject(error));
  }

  /** Answers the current task and goes on to the next. */
  function settle(how: (waiting: Waiting) => void): void {
    clearTimeout(timer);
    const done = current;
    current = null;
    if (done) how(done);
    next();
  }

  function next(): void {
    const waiting = current ? undefined : queue.shift();
    if (!waiting) return;
    current = waiting;
    thread ??= threadStarted();
    timer = setTimeout(() => {
      void thread?.terminate();
      thread = null;
      settle((w) => w.resolve({ type: 'too-long' }));
    }, limit);
    thread.postMessage(waiting.task);
  }

  return {
    assess: (task) => {
      if (closed || queue.length >= MOST_WAITING) return Promise.resolve({ type: 'busy' });
      return new Promise((resolve, reject) => {
        queue.push({ task, resolve, reject });
        next();
      });
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      for (const w of [...(current ? [current] : []), ...queue.splice(0)]) w.resolve({ type: 'busy' });
      current = null;
      const ended = thread;
      thread = null;
      await ended?.terminate();
    },
  };
}
