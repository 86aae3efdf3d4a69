// A case to the resources it is kept in. Pure, and without loss: case-from-resources.ts gives the same case back,
// whatever the order the resources come in.
import { type PatientCase } from '#core/case.js';
import { belonging, type CaseContext } from './case-context.js';
import { observationFromAge, observationFromPainScore, observationFromTreatment } from './case-item.js';
import { type CodeBook } from './code-book.js';
import { resourceFromFinding } from './finding-resource.js';
import { patientFromCase } from './person.js';
import { presentingPainFromSpan } from './presenting-pain.js';
import { type Condition, type Encounter, type Observation, type Patient } from './r4.js';
import { ACT_CODE } from './system.js';

export type CaseResource = Patient | Encounter | Observation | Condition;

/**
 * Patient, then Encounter where the context names one, then what was found. What the case does not know has no resource,
 * except a finding stated as unknown, which was asked about. Throws for a finding that the knowledge does not have.
 */
export function resourcesFromCase(c: PatientCase, book: CodeBook, context: CaseContext): CaseResource[] {
  return [
    patientFromCase(c, context.subject),
    ...(context.encounter === undefined ? [] : [encounterOf(context, context.encounter)]),
    ...(c.age === 'unknown' ? [] : [observationFromAge(c.age, context)]),
    ...(c.duration === 'unknown' ? [] : [presentingPainFromSpan(c.duration, context)]),
    ...(c.nrs === 'unknown' ? [] : [observationFromPainScore(c.nrs, context)]),
    ...c.findings.map((f, i) => resourceFromFinding(f, i, book, context)),
    ...c.priorTreatments.map((text, i) => observationFromTreatment(text, i, context)),
  ];
}

const encounterOf = (context: CaseContext, id: string): Encounter => ({
  resourceType: 'Encounter',
  id,
  status: 'in-progress',
  class: { system: ACT_CODE, code: 'AMB', display: 'ambulatory' },
  subject: belonging(context).subject,
  period: { start: context.at },
});
