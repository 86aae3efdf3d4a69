// Whether a resource may be read at all, before anything is read in it: whose it is, whether it was taken back, and
// whether it carries a modifier we do not know (FHIR R4 2.4.1: what has an unknown modifier must not be processed).
import { codesIn, nameOfResource } from './concept.js';
import { type LeftOut, type LeftOutType, shown } from './left-out.js';
import { type Resource } from './r4.js';
import { CONDITION_VERIFICATION } from './system.js';

/** Statuses under which nothing was found or done. */
const TAKEN_BACK: ReadonlySet<string> = new Set([
  'entered-in-error',
  'cancelled',
  'not-done',
  'not-taken',
  'preparation',
  'intended',
]);

/** What the resources read here have in common, of what is looked at. */
interface Looked {
  readonly implicitRules?: string;
  readonly modifierExtension?: readonly { readonly url: string }[];
  readonly status?: string;
  readonly verificationStatus?: Parameters<typeof codesIn>[0];
  readonly subject?: { readonly reference?: string };
  readonly encounter?: { readonly reference?: string };
  readonly context?: { readonly reference?: string };
}

/** Whose case is read, as references. */
export interface Whose {
  readonly subject: string | undefined;
  readonly encounter: string | undefined;
}

/** The reason why a resource must not be read for this case; undefined where it may. */
export function whyNotRead(resource: Resource, whose: Whose): LeftOut | undefined {
  const r = resource as Looked;
  const leave = (type: LeftOutType, element: string, value: unknown, message: string, mend: string): LeftOut => ({
    type,
    resource: nameOfResource(resource),
    element: `${resource.resourceType}.${element}`,
    value: shown(value),
    message,
    mend,
  });
  if (r.implicitRules !== undefined)
    return leave(
      'not-to-be-read',
      'implicitRules',
      r.implicitRules,
      'it follows rules we do not know',
      'leave implicitRules out',
    );
  const modifier = r.modifierExtension?.[0];
  if (modifier)
    return leave(
      'not-to-be-read',
      'modifierExtension',
      modifier.url,
      `modifierExtension ${shown(modifier.url)} may change what it means`,
      'say it without the modifier',
    );
  if (r.status !== undefined && TAKEN_BACK.has(r.status))
    return leave('not-to-be-read', 'status', r.status, `its status is ${r.status}`, '');
  if (codesIn(r.verificationStatus, CONDITION_VERIFICATION).includes('entered-in-error'))
    return leave('not-to-be-read', 'verificationStatus', 'entered-in-error', 'it was entered in error', '');
  const subject =
    resource.resourceType === 'Patient' && resource.id !== undefined ? `Patient/${resource.id}` : r.subject?.reference;
  if (subject !== undefined && whose.subject !== undefined && !isSame(subject, whose.subject))
    return leave('not-of-this-case', 'subject', subject, `it is about ${shown(subject)}, not ${whose.subject}`, '');
  if (subject === undefined && resource.resourceType !== 'Patient')
    return leave('not-of-this-case', 'subject', undefined, 'it does not say whom it is about', 'give it a subject');
  const encounter = (r.encounter ?? r.context)?.reference;
  if (encounter !== undefined && whose.encounter !== undefined && !isSame(encounter, whose.encounter))
    return leave(
      'not-of-this-case',
      'encounter',
      encounter,
      `it is of ${shown(encounter)}, not ${whose.encounter}`,
      '',
    );
  return undefined;
}

/** References are compared as written, a version aside: `http://elsewhere/Patient/1` is another patient than Patient/1. */
const isSame = (a: string, b: string): boolean => a.replace(/\/_history\/[^/]+$/, '') === b;
