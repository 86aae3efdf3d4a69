// Create, and conditional create (R4 3.1.0.8): ids are the server's, whatever id was sent.
import { type JsonObject } from '#fhir/json-value.js';
import { type Query } from '../store/query.js';
import { type MintedId, type StoredVersion } from '../store/repository.js';
import { type Answer, type Deed, written } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker, noteFor } from './asker.js';
import { type Attempt, made } from './attempt.js';
import { checkedResource } from './checked-resource.js';
import { CHANGED_MEANWHILE, conditionOfHeader } from './condition.js';
import { aboutTheLiving } from './living-patient.js';
import { refusedBy } from './outcome-of-refusal.js';
import { onlyKnown } from './query-pairs.js';

/** What was settled before: the new id, and what the condition means now. */
export interface SettledCreate {
  readonly id: MintedId;
  readonly match: StoredVersion | null;
}

/** Makes the deed of a create. */
export function creating(
  asker: Asker,
  type: string,
  resource: JsonObject,
  asked: Asked,
  settled: SettledCreate | null,
): Attempt<Deed> {
  const known = onlyKnown(asked.pairs, []);
  if (!known.ok) return known;
  let ifNoneExist: Query | null = null;
  if (asked.ifNoneExist !== null) {
    const condition = conditionOfHeader(asker, type, asked.ifNoneExist);
    if (!condition.ok) return condition;
    ifNoneExist = condition.value;
  }
  const issues = checkedResource(asker, type, resource, null);
  if (!issues.ok) return issues;
  const options = {
    note: noteFor(asker, type === 'Patient' ? null : resource),
    labels: asker.open.policy.labelsOf(asker.principal, resource),
    ...(ifNoneExist ? { ifNoneExist } : {}),
    ...(settled ? { id: settled.id } : {}),
  };
  return made({
    together: false,
    perform: async (store) => {
      const living = await aboutTheLiving(store, asker, resource);
      if (!living.ok) return living;
      const result = await store.create(asker.scope, resource, options);
      if (!result.ok) return { ok: false, refused: refusedBy(result.refusal) };
      const { created, stored } = result.value;
      if (settled && (settled.match?.id ?? settled.id) !== stored.id) return CHANGED_MEANWHILE;
      return made(created ? answerOf(stored) : foundAnswer(stored, asked));
    },
  });

  function answerOf(stored: StoredVersion): Answer {
    const body = written(stored, asked.returns, issues.ok ? issues.value : []);
    return { status: 201, stored, located: true, body, shown: null };
  }
}

/** A conditional create that found its match: nothing is written, and what is shown of it is a read. */
function foundAnswer(stored: StoredVersion, { returns, ifNoneExist }: Asked): Answer {
  return {
    ...{ status: 200, stored, located: true, body: written(stored, returns, []) },
    shown: { action: 'search', type: stored.type, query: ifNoneExist ?? '', versions: [stored] },
  };
}
