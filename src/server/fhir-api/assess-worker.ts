// The reasoning thread itself: it is given the knowledge once, then a task at a time.
import { parentPort, workerData } from 'node:worker_threads';
import { modelFromKnowledge } from '#core/model.js';
import { codeBookOf } from '#fhir/code-book.js';
import { type AssessTask, assessOutcome } from './assess-task.js';
import { type ThreadAnswer, type ThreadData } from './reasoning-thread.js';

const { knowledge, codes } = workerData as ThreadData;
const model = modelFromKnowledge(knowledge);
const book = codeBookOf(knowledge, codes);

parentPort!.on('message', (task: AssessTask) => {
  let answer: ThreadAnswer;
  try {
    answer = assessOutcome(task, model, book);
  } catch (error) {
    // Said to the log of the main thread; the next task finds the thread as it was.
    answer = { type: 'failed', message: (error as Error).stack ?? String(error) };
  }
  parentPort!.postMessage(answer);
});
