// A batch (R4 3.1.0.11): entries that have nothing to do with each other. Each is checked, done and answered by itself.
import { type JsonValue } from '#fhir/json-value.js';
import { type Return } from './asked.js';
import { type Asker } from './asker.js';
import { entryOf } from './bundle-entry.js';
import { answeredInteraction } from './performing.js';
import { refusedEntry, responseEntry } from './response-entry.js';
import { turns } from './turns.js';

/** Entries under way at a time: they share commits. */
const AT_A_TIME = 32;

/** The entries of the answer, in the order they came. */
export async function batchOf(
  asker: Asker,
  entries: readonly JsonValue[],
  returns: Return,
): Promise<readonly string[]> {
  const turn = turns(asker.open.world.elapsed);
  let before = Promise.resolve();
  const inTurn = async (entry: JsonValue, index: number): Promise<string> => {
    before = before.then(turn);
    await before;
    return answerOf(asker, entry, index, returns);
  };
  const answers: string[] = [];
  for (let from = 0; from < entries.length; from += AT_A_TIME) {
    const group = entries.slice(from, from + AT_A_TIME);
    answers.push(...(await Promise.all(group.map((entry, i) => inTurn(entry, from + i)))));
  }
  return answers;
}

async function answerOf(asker: Asker, value: JsonValue, index: number, returns: Return): Promise<string> {
  const entry = entryOf(asker, 'batch', value, index, returns);
  if (!entry.ok) return refusedEntry(entry.refused);
  const answer = await answeredInteraction(asker, entry.value.interaction, entry.value.asked);
  return answer.ok ? responseEntry(answer.value) : refusedEntry(answer.refused);
}
