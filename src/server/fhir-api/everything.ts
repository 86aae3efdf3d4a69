// $everything of a patient (R4 Patient operations): all that is about them and in the asker's scope, type by type, page
// by page. It is an export: the matrix says by a row of its own whose record may leave, and the answer waits until the
// audit log holds it.

import { NOT_FOUND } from '#fhir/outcome.js';
import { rowOf } from '../authorization/matrix.js';
import { meaningOf } from '../authorization/rule-words.js';
import { type Definitions } from '../store/definitions.js';
import { type Filter, NEWEST_FIRST, type Query } from '../store/query.js';
import { type Reads, type StoredVersion } from '../store/repository.js';
import { type Allowed, allowedOf, type Scope } from '../store/scope.js';
import { both } from './allowed-by-both.js';
import { type Answer, type Deed } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { bundleText, entryMembers, linkMember } from './bundle-text.js';
import { CURSOR, type EverythingPlace, everythingOfWord, NOT_OUR_CURSOR, wordOfEverything } from './cursor.js';
import { countOf, sinceOf } from './history.js';
import { ID } from './identity.js';
import { refusedBy } from './outcome-of-refusal.js';
import { onlyKnown, onlyValue, type Pair } from './query-pairs.js';
import { entryText, linksOf } from './searching.js';
import { RECORDS } from './served-types.js';

/** The row of the matrix that says who may ask, and of whom. */
export const EXPORT_ACTION = 'export a record that names people';

/** Parameters of the operation, in the query or in a Parameters resource. */
export const EVERYTHING_PARAMETERS = ['_count', '_since', '_type'] as const;

const PAGE = 100;
const END_OF_TIME = 8.64e15;

interface Wanted {
  readonly types: readonly string[];
  readonly filters: readonly Filter[];
  readonly count: number;
  readonly place: EverythingPlace | null;
}

/** Makes the deed of everything about one patient. */
export function everythingOf(asker: Asker, patient: string, asked: Asked): Attempt<Deed> {
  if (!ID.test(patient)) return { ok: false, refused: { outcome: NOT_FOUND } };
  const wanted = wantedOf(asker, asked.pairs);
  if (!wanted.ok) return wanted;
  return made({
    together: false,
    perform: async (store) => {
      const may = await mayLeave(store, asker, patient);
      if (!may.ok) return may;
      const page = await pageOf(store, asker, patient, wanted.value);
      return page.ok ? made(answerOf(asker, patient, asked, page.value)) : page;
    },
  });
}

/** Whether the record of this patient may leave. Who may only see who the patient is, is told so. */
async function mayLeave(store: Reads, { scope, principal, now }: Asker, patient: string): Promise<Attempt<null>> {
  const seen = allowedOf(scope.read, 'Patient');
  const exported = meaningOf(rowOf(EXPORT_ACTION).cells[principal.role], principal, now);
  const leaving: Scope = { clinic: scope.clinic, read: { Patient: both(seen, exported) }, write: {} };
  const found = await store.read(leaving, 'Patient', patient);
  if (found.ok) return made(null);
  const there = await store.read(scope, 'Patient', patient);
  if (!there.ok) return { ok: false, refused: refusedBy(there.refusal) };
  return refuse('forbidden', {
    what: 'you may see who this patient is, and not take their record away',
    mend: 'open the record with a reason first, or ask somebody of the care team',
  });
}

/** The scope, narrowed to what is about one patient. */
function aboutOnly(scope: Scope, patient: string): Scope {
  const about: Allowed = [{ kind: 'patients', patients: [patient] }];
  const narrowed = Object.entries(scope.read).map(([type, allowed]) => [type, both(about, allowed)]);
  return { clinic: scope.clinic, read: Object.fromEntries(narrowed), write: {} };
}

function wantedOf({ open, scope }: Asker, pairs: readonly Pair[]): Attempt<Wanted> {
  const known = onlyKnown(pairs, [...EVERYTHING_PARAMETERS, CURSOR]);
  if (!known.ok) return known;
  const count = countOf(pairs, PAGE);
  if (!count.ok) return count;
  const since = sinceOf(pairs);
  if (!since.ok) return since;
  const about = RECORDS.filter((type) => type === 'Patient' || open.definitions.compartmentOf(type).length > 0);
  const said = onlyValue(pairs, '_type');
  if (!said.ok) return said;
  const asked = said.value?.split(',') ?? about;
  const strange = asked.find((type) => !(about as readonly string[]).includes(type));
  if (strange !== undefined)
    return refuse('bad-parameter', {
      what: `_type names ${/^[A-Za-z]{1,64}$/.test(strange) ? strange : 'something'} that is not about a patient here`,
      mend: `name some of ${about.join(', ')}`,
    });
  const word = onlyValue(pairs, CURSOR);
  if (!word.ok) return word;
  const place = word.value === null ? null : everythingOfWord(word.value, NEWEST_FIRST);
  if (place && !place.ok) return place;
  const types = about.filter((type) => asked.includes(type) && Object.hasOwn(scope.read, type));
  if (place && !(types as readonly string[]).includes(place.value.type)) return NOT_OUR_CURSOR;
  const changed: Filter = { kind: 'updated', values: [{ prefix: 'ge', low: since.value, high: END_OF_TIME }] };
  return made({
    ...{ types, filters: Number.isFinite(since.value) ? [changed] : [] },
    ...{ count: count.value, place: place ? place.value : null },
  });
}

interface FoundPage {
  readonly entries: readonly StoredVersion[];
  readonly next: EverythingPlace | null;
}

/** Fills a page from one type after the other. */
async function pageOf(
  store: Reads,
  { open, scope }: Asker,
  patient: string,
  { types, filters, count, place }: Wanted,
): Promise<Attempt<FoundPage>> {
  const about = aboutOnly(scope, patient);
  const entries: StoredVersion[] = [];
  const from = place ? types.indexOf(place.type) : 0;
  for (const [i, type] of types.slice(from).entries()) {
    if (entries.length === count) return made({ entries, next: { type, after: null } });
    const query: Query = {
      ...{ type, filters: [...filters, ...leadTo(type, patient, open.definitions)], sort: NEWEST_FIRST },
      ...{ count: count - entries.length, total: 'none', include: [], revinclude: [] },
      ...(i === 0 && place?.after ? { after: place.after } : {}),
    };
    const found = await store.search(about, query);
    if (!found.ok) return { ok: false, refused: refusedBy(found.refusal) };
    entries.push(...found.value.entries);
    if (found.value.next) return made({ entries, next: { type, after: found.value.next } });
  }
  return made({ entries, next: null });
}

/** The scope decides; this lets the store begin at the patient, where one parameter alone says whom it is about. */
function leadTo(type: string, patient: string, definitions: Definitions): readonly Filter[] {
  if (type === 'Patient') return [{ kind: 'id', ids: [patient] }];
  const [param, ...more] = definitions.compartmentOf(type);
  if (param === undefined || more.length > 0) return [];
  return [{ kind: 'reference', param, values: [{ type: 'Patient', id: patient }] }];
}

function answerOf({ base }: Asker, patient: string, { pairs, query }: Asked, { entries, next }: FoundPage): Answer {
  const links = linksOf(`${base}/Patient/${patient}/$everything`, pairs, next ? wordOfEverything(next) : null);
  const text = bundleText('searchset', [
    linkMember(links),
    ...entryMembers(entries.map((e) => entryText(base, e, { type: 'whole' }, 'match'))),
  ]);
  return {
    ...{ status: 200, stored: null, located: false, body: { kind: 'resource', text } },
    shown: {
      ...{ action: 'export', type: 'Patient', id: patient },
      ...(query === '' ? {} : { query }),
      ...{ versions: entries, patients: [patient] },
    },
  };
}
