// What can be sorted by, apart from the resource's own date, its id and its last update: a closed list, because each
// entry is a row in an index and a name that reaches ORDER BY.

const SORTABLE: Readonly<Record<string, readonly string[]>> = {
  Condition: ['onset-date', 'code'],
  Device: ['device-name'],
  Encounter: ['status'],
  Observation: ['value-quantity'],
  Organization: ['name'],
  Patient: ['name', 'family', 'given', 'birthdate'],
  PlanDefinition: ['name', 'title'],
  Practitioner: ['name', 'family', 'given'],
  Questionnaire: ['name', 'title'],
  RelatedPerson: ['name'],
  ServiceRequest: ['status'],
};

/** The codes a type can be sorted by. */
export const sortableOf = (type: string): readonly string[] => (Object.hasOwn(SORTABLE, type) ? SORTABLE[type]! : []);

/** Sorts behind everything: a resource without the value comes last. */
export const NO_KEY = '\u{10ffff}';

/** A number as text that sorts as the number does. */
export function sortableNumber(value: number): string {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  const bits = bytes.getBigUint64(0);
  const ordered = bits >> 63n ? ~bits & 0xffffffffffffffffn : bits | 0x8000000000000000n;
  return ordered.toString(16).padStart(16, '0');
}
