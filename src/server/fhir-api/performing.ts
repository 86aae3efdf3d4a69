// Doing a deed: alone, or with what it read in one transaction; and what the audit log hears of its answer or refusal.

import { statusOf } from '#fhir/outcome.js';
import { AuditUnavailable } from '../audit/read-audit.js';
import { done, NOT_FOUND, refused as refusedByStore } from '../store/refusal.js';
import { type Transaction } from '../store/repository.js';
import { type Answer, type Deed } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, type Refused } from './attempt.js';
import { actionOf, deedOf, type Interaction, isByCondition, settledOf } from './interaction.js';
import { notNoted, refusedBy } from './outcome-of-refusal.js';

/** Runs the work in one transaction; a refusal undoes it. */
export async function inTransaction<T>(
  { open, scope }: Asker,
  work: (tx: Transaction) => Promise<Attempt<T>>,
): Promise<Attempt<T>> {
  let why: Refused | null = null;
  const result = await open.repository.transaction(scope.clinic, async (tx) => {
    const attempt = await work(tx);
    if (attempt.ok) return done(attempt.value);
    why = attempt.refused;
    // Which refusal the store hears does not matter: it undoes, and the words above are answered.
    return refusedByStore(NOT_FOUND);
  });
  if (result.ok) return made(result.value);
  return { ok: false, refused: why ?? refusedBy(result.refusal) };
}

/** Does the deed. */
export const performed = (asker: Asker, deed: Deed): Promise<Attempt<Answer>> =>
  deed.together ? inTransaction(asker, (tx) => deed.perform(tx)) : deed.perform(asker.open.repository);

/** One interaction from its reading to its answer; the audit log has heard of it when this comes back. */
export async function answeredInteraction(
  asker: Asker,
  interaction: Interaction,
  asked: Asked,
): Promise<Attempt<Answer>> {
  const attempt = await attempted(asker, interaction, asked);
  if (attempt.ok) return audited(asker, attempt.value);
  noteRefusal(asker, interaction, asked, attempt.refused);
  return attempt;
}

async function attempted(asker: Asker, interaction: Interaction, asked: Asked): Promise<Attempt<Answer>> {
  const settled = isByCondition(interaction) ? await settledOf(asker, interaction, asked) : made(null);
  if (!settled.ok) return settled;
  const deed = await deedOf(asker, interaction, asked, settled.value);
  return deed.ok ? performed(asker, deed.value) : deed;
}

/** Tells the audit log what is about to leave; comes back when it may, rejects with AuditUnavailable when it may not. */
export async function showAnswer({ open, principal }: Asker, { shown }: Answer): Promise<void> {
  if (shown) await open.readAudit.shown(principal, shown);
}

/** The same, with a refusal in place of an answer that cannot be noted. */
export async function audited(asker: Asker, answer: Answer): Promise<Attempt<Answer>> {
  try {
    await showAnswer(asker, answer);
    return made(answer);
  } catch (error) {
    if (error instanceof AuditUnavailable) return { ok: false, refused: notNoted(error) };
    throw error;
  }
}

const TELLING: readonly number[] = [403, 404, 409, 410, 412];
/** Whether a refusal tells something of the record, or of who may touch it; else it is of the form alone. */
export const isTelling = ({ outcome }: Refused): boolean => TELLING.includes(statusOf(outcome));

/** Tells the audit log of a refusal by what is, or is not, in the record; a mistake of form is none of its business. */
export function noteRefusal(
  { open, principal }: Asker,
  interaction: Interaction,
  { query, ifNoneExist }: Asked,
  refused: Refused,
): void {
  if (!isTelling(refused)) return;
  const { type, id } = { type: undefined, id: undefined, ...interaction };
  const said = interaction.do === 'create' ? (ifNoneExist ?? '') : query;
  open.readAudit.refused(principal, {
    action: actionOf(interaction),
    ...(type === undefined ? {} : { type }),
    ...(typeof id === 'string' ? { id } : {}),
    ...(said === '' ? {} : { query: said }),
  });
}
