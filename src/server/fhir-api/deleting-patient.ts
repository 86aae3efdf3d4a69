// A patient to whom the record still refers is not deleted: what is left would be about nobody. Counted is what the asker
// may see, so that the answer tells nothing of what is hidden from them.
import { type Definitions } from '../store/definitions.js';
import { MOST_ROWS, NEWEST_FIRST } from '../store/query.js';
import { type Reads } from '../store/repository.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { refusedBy } from './outcome-of-refusal.js';
import { RECORDS } from './served-types.js';

/** Refuses where resources in the asker's scope refer to the patient, naming how many of which types. */
export async function nobodyRefersTo(store: Reads, asker: Asker, patient: string): Promise<Attempt<null>> {
  const told: string[] = [];
  for (const type of RECORDS) {
    const found = await referring(store, asker, type, patient);
    if (!found.ok) return found;
    const { ids, more } = found.value;
    if (ids.size > 0) told.push(`${more ? `${ids.size} or more` : ids.size} ${type}`);
  }
  if (told.length === 0) return made(null);
  return refuse('conflict', {
    what: `the record still refers to this patient: ${told.join(', ')}; what you may not see may refer to them too`,
    where: 'Patient',
    mend: 'mark the patient active: false instead, or delete these first',
  });
}

interface Referring {
  readonly ids: ReadonlySet<string>;
  /** A page was full: there may be more. */
  readonly more: boolean;
}

async function referring(
  store: Reads,
  { open, scope }: Asker,
  type: string,
  patient: string,
): Promise<Attempt<Referring>> {
  const ids = new Set<string>();
  let more = false;
  for (const param of parametersTo(open.definitions, type)) {
    const found = await store.search(scope, {
      ...{ type, sort: NEWEST_FIRST, count: MOST_ROWS, total: 'none', include: [], revinclude: [] },
      filters: [{ kind: 'reference', param, values: [{ type: 'Patient', id: patient }] }],
    });
    if (!found.ok) return { ok: false, refused: refusedBy(found.refusal) };
    for (const { id } of found.value.entries) if (type !== 'Patient' || id !== patient) ids.add(id);
    more ||= found.value.next !== null;
  }
  return made({ ids, more });
}

/** The parameters of a type by which it may refer to a patient. */
const parametersTo = (definitions: Definitions, type: string): readonly string[] =>
  [...definitions.parametersOf(type).values()]
    .filter((p) => p.type === 'reference' && p.targets.includes('Patient'))
    .map((p) => p.name);
