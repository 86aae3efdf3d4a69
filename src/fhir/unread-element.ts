// Elements of a resource that was read which the case has no place for: a note, a component, a severity. They are named,
// not shown: they may be free text about somebody.
import { nameOfResource } from './concept.js';
import { type LeftOut } from './left-out.js';
import { type Resource } from './r4.js';
import { EXTENSION } from './system.js';

const words = (text: string): readonly string[] => text.split(' ');

/** Read, or telling only how the record came about. */
const EVERYWHERE = words(
  'resourceType id meta text language identifier status category code subject encounter extension',
);
const READ: Readonly<Record<string, ReadonlySet<string>>> = {
  Observation: new Set([
    ...EVERYWHERE,
    ...words('effectiveDateTime effectivePeriod effectiveInstant issued performer valueCodeableConcept valueBoolean'),
    ...words('valueQuantity valueInteger valueString dataAbsentReason bodySite'),
  ]),
  Condition: new Set([
    ...EVERYWHERE,
    ...words(
      'verificationStatus clinicalStatus bodySite onsetDateTime onsetPeriod onsetString recordedDate recorder asserter',
    ),
  ]),
  Procedure: new Set([...EVERYWHERE, ...words('performer recorder asserter')]),
  MedicationStatement: new Set([
    ...EVERYWHERE,
    ...words('context medicationCodeableConcept informationSource dateAsserted'),
  ]),
};
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([EXTENSION.place, EXTENSION.course, EXTENSION.duration]);

/**
 * What a resource holds beside what a case takes. A Patient's name and address are no part of any case and are not
 * listed; neither is an Encounter.
 */
export function unreadElements(r: Resource): LeftOut[] {
  const read = READ[r.resourceType];
  if (!read) return [];
  const leave = (element: string, what: string): LeftOut => ({
    type: 'read-in-part',
    resource: nameOfResource(r),
    element: `${r.resourceType}.${element}`,
    value: '',
    message: `${what} was not read: a case has no place for it`,
    mend: '',
  });
  const extensions = 'extension' in r ? (r.extension ?? []) : [];
  return [
    ...Object.keys(r)
      .filter((name) => !read.has(name))
      .map((name) => leave(name, name)),
    ...extensions.filter((e) => !KNOWN_EXTENSIONS.has(e.url)).map((e) => leave('extension', `extension ${e.url}`)),
  ];
}
