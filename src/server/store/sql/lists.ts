// The lists that pages are read from: what there is of a patient or of a care team, by type and by code, newest first;
// and a team's or site's patients in the orders they are sorted by. They stand in one table, `listing`, whose rows are
// made from the index of a resource, the patients it is about and the labels of those.
import { type IndexValues } from '../index-values.js';
import { type Criterion, type LabelKind } from '../scope.js';

/** Whose list it is. */
export const ofPatient = (id: string): string => `Patient/${id}`;
export const ofLabel = (kind: LabelKind, value: string): string => `${kind}/${value}`;

/** A row but for whose list it stands in. */
export interface ListRow {
  /** Empty for the list of the whole type; `code`; or what the list is sorted by. */
  readonly param: string;
  readonly key: string;
  readonly system: string;
  /** See TokenRow: the same code stands there under another system. */
  readonly twin: boolean;
  /** 0 in a list that is sorted by its key. */
  readonly moment: number;
}

/** The parameter whose codes have lists of their own. */
export const LISTED_CODE = 'code';
/** Lists sorted by something else than the moment: of people, who are looked for by name. */
export const isSorted = (type: string): boolean => type === 'Patient';

/** Labels with lists of a type. What a site sees of others than its patients it is seldom asked. */
export const labelsListed = (type: string): readonly LabelKind[] => (type === 'Patient' ? ['team', 'site'] : ['team']);

/** The rows of a resource. */
export function listRowsOf(type: string, values: IndexValues, moment: number): readonly ListRow[] {
  const rows: ListRow[] = [{ param: '', key: '', system: '', twin: false, moment }];
  for (const { param, code, system, twin } of values.token)
    if (param === `${type}.${LISTED_CODE}`) rows.push({ param: LISTED_CODE, key: code, system, twin, moment });
  if (isSorted(type))
    for (const { param, key } of values.sort)
      rows.push({ param: param.slice(type.length + 1), key, system: '', twin: false, moment: 0 });
  return rows;
}

/** The lists in which everything of a type stands that the criteria allow; null where there are none for them. */
export function listsOf(type: string, criteria: readonly Criterion[]): readonly string[] | null {
  const lists = new Set<string>();
  for (const criterion of criteria) {
    const own = listsOfOne(type, criterion);
    if (!own) return null;
    for (const list of own) lists.add(list);
  }
  return [...lists];
}

function listsOfOne(type: string, criterion: Criterion): readonly string[] | null {
  if (criterion.kind === 'patients') return criterion.patients.map(ofPatient);
  if (criterion.kind === 'every') {
    // Any of them holds all; a patient's is the shortest.
    const each = criterion.of.map((c) => listsOfOne(type, c)).filter((lists) => lists !== null);
    return criterion.of.length === 0 ? [] : (each.find(areOfPatients) ?? each[0] ?? null);
  }
  if (criterion.kind === 'ids' || !labelsListed(type).includes(criterion.kind)) return null;
  const { kind } = criterion;
  return criterion.values.map((value) => ofLabel(kind, value));
}

export const areOfPatients = (lists: readonly string[]): boolean => lists.every((list) => list.startsWith('Patient/'));
