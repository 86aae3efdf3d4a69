// Delete, and conditional delete (R4 3.1.0.7): a version of its own, after which reading answers 410. Deleting what is
// deleted is done already, whatever version was named.
import { type OperationOutcomeIssue } from '#fhir/r4.js';
import { type Query } from '../store/query.js';
import { type StoredVersion } from '../store/repository.js';
import { type Answer, type Deed, written } from './answer.js';
import { type Asked, versionNamed } from './asked.js';
import { type Asker, noteFor } from './asker.js';
import { type Attempt, made } from './attempt.js';
import { nobodyRefersTo } from './deleting-patient.js';
import { refusedBy } from './outcome-of-refusal.js';
import { onlyKnown } from './query-pairs.js';
import { type Before, beforeOf, onlyWhile } from './updating.js';

const NO_ISSUES: readonly OperationOutcomeIssue[] = [];

/** Makes the deed of a delete by id; If-Match must be there. */
export async function deleting(asker: Asker, type: string, id: string, asked: Asked): Promise<Attempt<Deed>> {
  const version = versionNamed(asked);
  if (!version.ok) return version;
  const known = onlyKnown(asked.pairs, []);
  if (!known.ok) return known;
  const before = await beforeOf(asker.open.repository, asker, type, id);
  if (!before.ok) return before;
  return made(removing(asker, type, id, before.value, version.value, asked));
}

/** Makes the deed of a conditional delete; nothing that meets the condition is nothing to delete. */
export async function deletingWhere(
  asker: Asker,
  type: string,
  { condition, match }: { readonly condition: Query; readonly match: StoredVersion | null },
  asked: Asked,
): Promise<Attempt<Deed>> {
  if (!match) return { ok: false, refused: refusedBy({ type: 'not-found' }) };
  const before = await beforeOf(asker.open.repository, asker, type, match.id);
  if (!before.ok) return before;
  const deed = removing(asker, type, match.id, before.value, asked.ifMatch ?? match.version, asked);
  return made(onlyWhile(asker, condition, match, deed));
}

function removing(asker: Asker, type: string, id: string, before: Before, version: number, { returns }: Asked): Deed {
  const options = {
    note: noteFor(asker, before.resource),
    ...(before.resource === null ? {} : { ifMatch: version }),
  };
  const leavesOthers = type === 'Patient' && before.resource !== null;
  return {
    together: leavesOthers,
    perform: async (store) => {
      const result = await store.delete(asker.scope, type, id, options);
      if (!result.ok) return { ok: false, refused: refusedBy(result.refusal) };
      // Asked after whether it may be deleted at all, in the same transaction: the refusal undoes the delete.
      const alone = leavesOthers ? await nobodyRefersTo(store, asker, id) : made(null);
      if (!alone.ok) return alone;
      return made(answerOf(result.value));
    },
  };

  function answerOf(stored: StoredVersion): Answer {
    const body = written(stored, returns, NO_ISSUES);
    return { status: body.kind === 'none' ? 204 : 200, stored, located: false, body, shown: null };
  }
}
