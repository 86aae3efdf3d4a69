// One Observation or Condition to the finding it states, or to the reason why it states none. Foreign resources are read
// by the same rules as ours: what they do not say outright is not read into them.
import { type Course, type Finding, type Presence } from '#core/finding.js';
import { type CodeBook } from './code-book.js';
import { codesIn, extensionOf, nameOfConcept, nameOfResource } from './concept.js';
import { type LeftOut, type LeftOutType, shown } from './left-out.js';
import { presenceOfObservation } from './presence.js';
import { type Condition, type Observation } from './r4.js';
import { sideOfBodySites } from './side.js';
import { CONDITION_CLINICAL, CONDITION_VERIFICATION, EXTENSION } from './system.js';

/** A finding with its place in the case, where the resource tells one; and what was read in part. */
export interface FindingRead {
  readonly finding?: Finding;
  readonly place?: number;
  readonly leftOut: readonly LeftOut[];
}

const COURSES: readonly string[] = ['new', 'worse', 'stable'];

/** Where the resource says it stood in the case's list. */
export const placeOf = (r: Observation | Condition): { readonly place?: number } => {
  const place = extensionOf(r, EXTENSION.place)?.valueUnsignedInt;
  return place === undefined ? {} : { place };
};

/** The finding of one resource. */
export function findingFromResource(r: Observation | Condition, book: CodeBook): FindingRead {
  const leave = (type: LeftOutType, element: string, value: unknown, message: string, mend: string): LeftOut => ({
    type,
    resource: nameOfResource(r),
    element: `${r.resourceType}.${element}`,
    value: shown(value),
    message,
    mend,
  });
  const id = book.findingOf(r.code);
  const named = nameOfConcept(r.code);
  if (id === undefined || id === 'several') {
    const why = id ? 'stands for several findings' : 'stands for no finding we know';
    const mend = `give it our own code, which names one`;
    return { leftOut: [leave('no-place-in-a-case', 'code', named, `code ${named} ${why}`, id ? mend : '')] };
  }
  const said = r.resourceType === 'Condition' ? presenceOfCondition(r) : presenceOfObservation(r);
  if (said === undefined)
    return {
      leftOut: [
        r.resourceType === 'Condition'
          ? leave(
              'unreadable',
              'verificationStatus',
              nameOfConcept(r.verificationStatus),
              `${id} is neither confirmed nor refuted`,
              'set verificationStatus to confirmed or refuted',
            )
          : leave(
              'unreadable',
              'value',
              nameOfConcept(r.valueCodeableConcept),
              `${id} has a value that is neither present, absent nor a reason why it is not known`,
              'give valueCodeableConcept present or absent, valueBoolean, or dataAbsentReason',
            ),
      ],
    };
  const sites = r.resourceType === 'Condition' ? (r.bodySite ?? []) : r.bodySite ? [r.bodySite] : [];
  const side = sideOfBodySites(sites);
  if (side === 'conflicting')
    return {
      leftOut: [
        leave(
          'unreadable',
          'bodySite',
          sites,
          `${id} names two sides at once`,
          'name one side; bilateral has its own code',
        ),
      ],
    };
  const leftOut: LeftOut[] = [];
  if (side === 'unknown-site')
    leftOut.push(
      leave(
        'read-in-part',
        'bodySite',
        sites,
        `${id} was read without a side: bodySite names none`,
        'code the side L, R or B',
      ),
    );
  const course = extensionOf(r, EXTENSION.course)?.valueCode;
  if (course !== undefined && !COURSES.includes(course))
    leftOut.push(
      leave(
        'read-in-part',
        'extension',
        course,
        `course ${shown(course)} of ${id} is unknown`,
        'use new, worse or stable',
      ),
    );
  return {
    ...placeOf(r),
    finding: {
      id,
      presence: said,
      ...(side === 'none' || side === 'unknown-site' ? {} : { side }),
      ...(course !== undefined && COURSES.includes(course) ? { course: course as Course } : {}),
    },
    leftOut,
  };
}

/** Confirmed or refuted; without either, a clinical status says that somebody has or had it. */
function presenceOfCondition(c: Condition): Presence | undefined {
  const [verified] = codesIn(c.verificationStatus, CONDITION_VERIFICATION);
  if (verified === 'confirmed') return 'present';
  if (verified === 'refuted') return 'absent';
  const [clinical] = codesIn(c.clinicalStatus, CONDITION_CLINICAL);
  return c.verificationStatus === undefined && clinical !== undefined ? 'present' : undefined;
}
