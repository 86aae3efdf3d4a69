// What a case holds beside findings and duration, each as one Observation: the age (a case often has no birth date, and
// none is made up), the pain score 0-10, and what was tried before, in the words it was told in.
import { belonging, type CaseContext } from './case-context.js';
import { concept } from './concept.js';
import { placeExtension } from './finding-resource.js';
import { type CodeableConcept, type Observation } from './r4.js';
import { CODE_SYSTEM, DATA_ABSENT_REASON, LOINC, LOINC_CODE, OBSERVATION_CATEGORY, PROFILE, UCUM } from './system.js';

export type CaseItem = 'age' | 'pain-score' | 'prior-treatment' | 'presenting-pain';
export const CASE_ITEMS: Readonly<Record<CaseItem, string>> = {
  age: 'Age',
  'pain-score': 'Pain severity 0-10',
  'prior-treatment': 'Treatment before',
  'presenting-pain': 'The pain the patient comes with',
};
const LOINC_OF: Partial<Readonly<Record<CaseItem, string>>> = {
  age: LOINC_CODE.age,
  'pain-score': LOINC_CODE.painScore,
};

const conceptOf = (item: CaseItem): CodeableConcept => ({
  coding: [
    { system: CODE_SYSTEM.caseItem, code: item },
    ...(LOINC_OF[item] ? [{ system: LOINC, code: LOINC_OF[item] }] : []),
  ],
  text: CASE_ITEMS[item],
});

/** Which item a code stands for. */
export function itemOfConcept(c: CodeableConcept | undefined): CaseItem | undefined {
  for (const { system, code } of c?.coding ?? []) {
    if (system === CODE_SYSTEM.caseItem && code !== undefined && Object.hasOwn(CASE_ITEMS, code))
      return code as CaseItem;
    if (system === LOINC && code === LOINC_CODE.age) return 'age';
    if (system === LOINC && code === LOINC_CODE.painScore) return 'pain-score';
  }
  return undefined;
}

const observed = (item: CaseItem, name: string, profile: string, context: CaseContext): Observation => ({
  resourceType: 'Observation',
  id: context.idOf(name),
  meta: { profile: [profile] },
  status: 'final',
  category: [concept(OBSERVATION_CATEGORY, item === 'prior-treatment' ? 'therapy' : 'survey')],
  code: conceptOf(item),
  ...belonging(context),
  effectiveDateTime: context.at,
});

/** The age in years, as it was when the case was taken. */
export const observationFromAge = (years: number, context: CaseContext): Observation => ({
  ...observed('age', 'age', PROFILE.age, context),
  valueQuantity: { value: years, unit: 'years', system: UCUM, code: 'a' },
});

/** The pain score, 0-10. */
export const observationFromPainScore = (nrs: number, context: CaseContext): Observation => ({
  ...observed('pain-score', 'pain-score', PROFILE.painScore, context),
  valueQuantity: { value: nrs, unit: '{score}', system: UCUM, code: '{score}' },
});

/** One treatment before, by its place in the list. FHIR has no empty text: it becomes a value that is not known. */
export const observationFromTreatment = (text: string, place: number, context: CaseContext): Observation => ({
  ...observed('prior-treatment', `prior-treatment-${place}`, PROFILE.priorTreatment, context),
  extension: [placeExtension(place)],
  ...(text === '' ? { dataAbsentReason: concept(DATA_ABSENT_REASON, 'unknown') } : { valueString: text }),
});

/** Years from an age observation; undefined where it has none from 0 to 120 in years. */
export function ageOfObservation(o: Observation): number | undefined {
  const { value, system, code, unit } = o.valueQuantity ?? {};
  const inYears = system === UCUM ? code === 'a' : code === undefined && /^(a|years?)$/i.test(unit ?? '');
  return value !== undefined && inYears && value >= 0 && value <= 120 ? value : undefined;
}

/** 0-10 from a pain score observation; undefined where it has no such number. */
export function painScoreOfObservation(o: Observation): number | undefined {
  const value = o.valueQuantity?.value ?? o.valueInteger;
  return value !== undefined && value >= 0 && value <= 10 ? value : undefined;
}
