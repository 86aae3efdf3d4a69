// The writer's thread: it opens the record that it is told to, and writes a batch at a time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type DefinitionFiles, definitionsOf } from '../definitions.js';
import { type BatchAnswer, type RecordWriter, recordWriter } from './record-writer.js';
import { sqliteFaultOf } from './sqlite-fault.js';
import { type ToWriter, type WriterData } from './writer-thread.js';

const { path, definitions: folder, synchronous } = workerData as WriterData;
const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
const definitions = definitionsOf({
  structures: read<DefinitionFiles['structures']>('structures.json'),
  searches: read<DefinitionFiles['searches']>('searches.json'),
});
let writer: RecordWriter | null = null;

async function answerOf(message: ToWriter): Promise<BatchAnswer> {
  try {
    if (message.type === 'batch') {
      writer ??= recordWriter(path, definitions, synchronous);
      return await writer.perform(message.batch);
    }
    await writer?.close();
    writer = null;
    return { type: 'committed', outcomes: [] };
  } catch (error) {
    const text = (error as Error).message;
    const cause = sqliteFaultOf(error);
    return cause ? { type: 'fault', cause, message: text } : { type: 'failed', message: text };
  }
}

let turn: Promise<void> = Promise.resolve();
parentPort!.on('message', (message: ToWriter) => {
  turn = turn.then(async () => parentPort!.postMessage(await answerOf(message)));
});
