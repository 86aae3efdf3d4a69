// What is sent to the base: a batch or a transaction.
import { isJsonObject, type JsonValue, plainFromJson } from '#fhir/json-value.js';
import { outcomeOf } from '#fhir/outcome.js';
import { type Resource } from '#fhir/r4.js';
import { type Return } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { batchOf } from './batch.js';
import { bundleText, entryMembers } from './bundle-text.js';
import { costRefusal } from './fhir-validation.js';
import { transactionOf } from './transaction.js';

/** Entries of one bundle. */
export const MOST_ENTRIES = 500;

/** The text of the response bundle, or why nothing was done. */
export async function bundled(asker: Asker, value: JsonValue, returns: Return): Promise<Attempt<string>> {
  if (!isJsonObject(value) || value.resourceType !== 'Bundle')
    return refuse('bad-element', {
      what: 'only a Bundle is sent to the base',
      mend: 'send a resource to the address of its type, such as [base]/Patient',
    });
  const { entry = [], type, ...rest } = value;
  if (type !== 'batch' && type !== 'transaction')
    return refuse('bad-element', {
      what: 'the Bundle is neither a batch nor a transaction',
      where: 'Bundle.type',
      mend: 'to have a Bundle kept as it is, send it to [base]/Bundle',
    });
  if (!Array.isArray(entry))
    return refuse('bad-element', { what: 'no list', where: 'Bundle.entry', mend: 'send a list' });
  if (entry.length > MOST_ENTRIES)
    return refuse('too-costly', {
      what: `${entry.length} entries, at most ${MOST_ENTRIES}`,
      where: 'Bundle.entry',
      mend: 'send several bundles',
    });
  // The entries are checked one by one where they are done: one bad entry must not spoil a batch.
  const cost = costRefusal(rest);
  if (!cost.ok) return cost;
  const issues = asker.open.validate(plainFromJson({ ...rest, type }) as Resource);
  if (issues.some(({ severity }) => severity === 'error'))
    return { ok: false, refused: { outcome: outcomeOf(issues) } };
  if (type === 'batch') return made(bundleText('batch-response', entryMembers(await batchOf(asker, entry, returns))));
  const done = await transactionOf(asker, entry, returns);
  return done.ok ? made(bundleText('transaction-response', entryMembers(done.value))) : done;
}
