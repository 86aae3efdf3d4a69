// A transaction (R4 3.1.0.11.2): all of it or none. Everything is read, looked up and checked before the store's
// transaction begins, because its one writer waits for nothing else; inside, what the conditions meant is looked at again.
import { type JsonValue } from '#fhir/json-value.js';
import { outcomeOf } from '#fhir/outcome.js';
import { type OperationOutcomeIssue } from '#fhir/r4.js';
import { type Transaction } from '../store/repository.js';
import { type Answer, type Deed } from './answer.js';
import { type Return } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, type Refused, refuse } from './attempt.js';
import { type Entry, entryOf, type SettledEntry } from './bundle-entry.js';
import { deedOf, type Interaction, settledOf } from './interaction.js';
import { audited, inTransaction, noteRefusal } from './performing.js';
import { refusedEntry, responseEntry } from './response-entry.js';
import { linkedInteraction, linksOf, type TransactionLinks } from './transaction-links.js';
import { turns } from './turns.js';

/**
 * The order the standard gives, whatever order they came in. New patients come before what is about them: whether that
 * may be written depends on the patient; and a patient goes after what is about them. A conditional update that will make
 * a resource is one that makes.
 */
function orderOf({ interaction, settled }: ReadyEntry): number {
  const makes = interaction.do === 'create' || (interaction.do === 'update' && settled?.match === null);
  if (makes) return interaction.type === 'Patient' ? 2 : 3;
  if (interaction.do === 'delete') return interaction.type === 'Patient' ? 1 : 0;
  return ORDER[interaction.do];
}
const ORDER: Readonly<Record<Exclude<Interaction['do'], 'delete'>, number>> = {
  ...{ create: 3, update: 4, patch: 4 },
  ...{ read: 5, vread: 5, history: 5, search: 5 },
};

interface ReadyEntry extends SettledEntry {
  readonly deed: Deed;
}

/** The entries of the answer, in the order they came; or why nothing was done. */
export async function transactionOf(
  asker: Asker,
  values: readonly JsonValue[],
  returns: Return,
): Promise<Attempt<readonly string[]>> {
  const turn = turns(asker.open.world.elapsed);
  const entries = await each(values, async (value, i) => entryOf(asker, 'transaction', value, i, returns));
  if (!entries.ok) return entries;
  const settled = await each(entries.value, (entry) => settledEntry(asker, entry));
  if (!settled.ok) return settled;
  const links = await linksOf(asker, settled.value);
  if (!links.ok) return links;
  const ready = await each(settled.value, (entry) => readyEntry(asker, entry, links.value));
  if (!ready.ok) return ready;
  const twice = twiceWritten(ready.value);
  if (twice) return twice;
  const answers = await inTransaction(asker, (tx) => allPerformed(asker, ready.value, tx));
  if (!answers.ok) return answers;
  const told: string[] = [];
  for (const answer of answers.value) {
    // What was written is written; a read that cannot be noted is answered without its content.
    const shown = await audited(asker, answer);
    told.push(shown.ok ? responseEntry(shown.value) : refusedEntry(shown.refused));
  }
  return made(told);

  /** Every refused entry is told of, each issue with its place, before any is done. */
  async function each<T, U>(
    items: readonly T[],
    step: (item: T, index: number) => Promise<Attempt<U>>,
  ): Promise<Attempt<readonly U[]>> {
    const values: U[] = [];
    const issues: OperationOutcomeIssue[] = [];
    for (const [i, item] of items.entries()) {
      const attempt = await step(item, i);
      if (attempt.ok) values.push(attempt.value);
      else issues.push(...placed(attempt.refused, i));
      await turn();
    }
    return issues.length > 0 ? { ok: false, refused: { outcome: outcomeOf(issues) } } : made(values);
  }
}

async function settledEntry(asker: Asker, entry: Entry): Promise<Attempt<SettledEntry>> {
  const settled = await settledOf(asker, entry.interaction, entry.asked);
  if (settled.ok) return made({ ...entry, settled: settled.value });
  noteRefusal(asker, entry.interaction, entry.asked, settled.refused);
  return settled;
}

async function readyEntry(asker: Asker, entry: SettledEntry, links: TransactionLinks): Promise<Attempt<ReadyEntry>> {
  const interaction = linkedInteraction(entry, links);
  if (!interaction.ok) return interaction;
  const deed = await deedOf(asker, interaction.value, entry.asked, entry.settled);
  if (deed.ok) return made({ ...entry, interaction: interaction.value, deed: deed.value });
  noteRefusal(asker, interaction.value, entry.asked, deed.refused);
  return deed;
}

/** Two writes of one resource in a transaction would depend on an order that nobody gave. */
function twiceWritten(entries: readonly ReadyEntry[]): ReturnType<typeof refuse> | null {
  const seen = new Set<string>();
  for (const { interaction, settled, index } of entries) {
    if (interaction.do !== 'update' && interaction.do !== 'patch' && interaction.do !== 'delete') continue;
    const id = interaction.id ?? settled?.match?.id;
    if (id === undefined) continue;
    const key = `${interaction.type}/${id}`;
    if (seen.has(key))
      return refuse('bad-element', {
        what: `${key} is written twice`,
        where: `Bundle.entry[${index}]`,
        mend: 'say in one entry what is to become of it',
      });
    seen.add(key);
  }
  return null;
}

/** Does all in the standard's order; the answers come back in the order of the entries. */
async function allPerformed(
  asker: Asker,
  entries: readonly ReadyEntry[],
  tx: Transaction,
): Promise<Attempt<readonly Answer[]>> {
  const inOrder = [...entries].sort((a, b) => orderOf(a) - orderOf(b) || a.index - b.index);
  const answers: Answer[] = [];
  for (const entry of inOrder) {
    const answer = await entry.deed.perform(tx);
    if (!answer.ok) {
      noteRefusal(asker, entry.interaction, entry.asked, answer.refused);
      return { ok: false, refused: { ...answer.refused, outcome: outcomeOf(placed(answer.refused, entry.index)) } };
    }
    answers[entry.index] = answer.value;
  }
  return made(answers);
}

/** The issues, each with the entry it is about. */
function placed({ outcome }: Refused, index: number): readonly OperationOutcomeIssue[] {
  const entry = `Bundle.entry[${index}]`;
  return outcome.issue.map((issue) => ({
    ...issue,
    expression: issue.expression?.map((where) => placeIn(entry, where)) ?? [entry],
  }));
}

function placeIn(entry: string, where: string): string {
  if (where.startsWith('Bundle.entry[')) return where;
  if (where.startsWith('Bundle.entry.')) return `${entry}.${where.slice('Bundle.entry.'.length)}`;
  return `${entry}.resource.${where.replace(/^[A-Z][A-Za-z]*\./, '')}`;
}
