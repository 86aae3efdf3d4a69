// One finding to the resource it is kept in. A history that is known is a Condition (confirmed or refuted); all else is
// an Observation - also a history nobody asked for, because a Condition without a verification status reads as a yes.
import { type Finding } from '#core/finding.js';
import { type Role } from '#core/knowledge.js';
import { belonging, type CaseContext } from './case-context.js';
import { type CodeBook } from './code-book.js';
import { concept } from './concept.js';
import { valueOfPresence } from './presence.js';
import { type Condition, type Extension, type Observation } from './r4.js';
import { bodySiteOfSide } from './side.js';
import { CONDITION_VERIFICATION, EXTENSION, OBSERVATION_CATEGORY, PROFILE } from './system.js';

/** R4's observation-category; what the patient tells is a survey. */
const CATEGORY: Readonly<Record<Role, string>> = {
  symptom: 'survey',
  sign: 'exam',
  test: 'exam',
  imaging: 'imaging',
  laboratory: 'laboratory',
  'treatment-response': 'therapy',
  history: 'survey',
  shorthand: 'exam',
  context: 'survey',
};

/** Where the thing stood in the case's list: a record gives resources back in its own order. */
export const placeExtension = (place: number): Extension => ({ url: EXTENSION.place, valueUnsignedInt: place });

/** Observation or Condition of the finding at this place of the case. Throws for a finding the knowledge has not. */
export function resourceFromFinding(
  f: Finding,
  place: number,
  book: CodeBook,
  context: CaseContext,
): Observation | Condition {
  const { role } = book.entryOf(f.id);
  const id = context.idOf(`finding-${place}`);
  const extension: Extension[] = [
    placeExtension(place),
    ...(f.course ? [{ url: EXTENSION.course, valueCode: f.course }] : []),
  ];
  if (role === 'history' && f.presence !== 'unknown')
    return {
      resourceType: 'Condition',
      id,
      meta: { profile: [PROFILE.history] },
      extension,
      verificationStatus: concept(CONDITION_VERIFICATION, f.presence === 'present' ? 'confirmed' : 'refuted'),
      code: book.conceptOf(f.id),
      ...(f.side ? { bodySite: [bodySiteOfSide(f.side)] } : {}),
      ...belonging(context),
      recordedDate: context.at,
    };
  return {
    resourceType: 'Observation',
    id,
    meta: { profile: [PROFILE.finding] },
    extension,
    status: 'final',
    category: [concept(OBSERVATION_CATEGORY, CATEGORY[role])],
    code: book.conceptOf(f.id),
    ...belonging(context),
    effectiveDateTime: context.at,
    ...valueOfPresence(f.presence),
    ...(f.side ? { bodySite: bodySiteOfSide(f.side) } : {}),
  };
}
