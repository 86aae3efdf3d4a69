// Resources to a case: what can be read is read, what cannot is named with its reason. Of a whole record the caller
// chooses the patient and the encounter; a case is one patient at one time.
import { EMPTY_CASE, type PatientCase } from '#core/case.js';
import { ageOfObservation, itemOfConcept, painScoreOfObservation } from './case-item.js';
import { type CodeBook } from './code-book.js';
import { nameOfResource } from './concept.js';
import { findingFromResource, placeOf } from './finding-from-resource.js';
import { type LeftOut, type LeftOutType, shown } from './left-out.js';
import { ageAt, sexOfPatient } from './person.js';
import { spanFromPresentingPain } from './presenting-pain.js';
import {
  type Condition,
  type MedicationStatement,
  type Observation,
  type Patient,
  type Procedure,
  type Resource,
} from './r4.js';
import { type Whose, whyNotRead } from './readable.js';
import { unreadElements } from './unread-element.js';

/** The types of a patient's record, beside the Patient, that say something of a case. */
export const CASE_TYPES = ['Observation', 'Condition', 'Procedure', 'MedicationStatement'] as const;

export interface ReadOptions {
  /** Id of the Patient; without it, whoever the first resource is about. */
  readonly subject?: string;
  /** Id of the Encounter; resources of another are left out. */
  readonly encounter?: string;
  /** The moment the case is of, as a FHIR dateTime: ages and durations of others' records are counted to it. */
  readonly at: string;
}

export interface CaseReading {
  readonly patient: PatientCase;
  /** Everything in the resources that the case does not hold. */
  readonly leftOut: readonly LeftOut[];
  /** `Observation/5`: what the case was read from, as far as it has ids. */
  readonly readFrom: readonly string[];
}

interface Placed<T> {
  readonly value: T;
  readonly place?: number;
}

/** By the place they tell, those that tell none behind, in the order they came. */
const inPlace = <T>(list: readonly Placed<T>[]): T[] =>
  list
    .map((x, i) => ({ ...x, i }))
    .sort((a, b) => (a.place ?? Number.POSITIVE_INFINITY) - (b.place ?? Number.POSITIVE_INFINITY) || a.i - b.i)
    .map((x) => x.value);

/** Reads a case. Pure; the same resources in another order give the same case, if they tell their places. */
export function caseFromResources(resources: readonly Resource[], book: CodeBook, options: ReadOptions): CaseReading {
  const reader = new CaseReader(book, options);
  const whose: Whose = {
    subject: options.subject === undefined ? firstSubject(resources) : `Patient/${options.subject}`,
    encounter: options.encounter === undefined ? undefined : `Encounter/${options.encounter}`,
  };
  for (const r of resources) {
    const why = whyNotRead(r, whose);
    if (why) reader.leftOut.push(why);
    else {
      reader.read(r);
      reader.leftOut.push(...unreadElements(r));
    }
  }
  const unread = new Set(reader.leftOut.filter((l) => l.type !== 'read-in-part').map((l) => l.resource));
  const readFrom = resources
    .filter((r) => r.id !== undefined && r.resourceType !== 'Encounter')
    .map(nameOfResource)
    .filter((name) => !unread.has(name));
  return { ...reader.reading(), readFrom };
}

/** Whom resources are about where nobody says: the Patient among them, else the first subject; as a reference. */
export function firstSubject(resources: readonly Resource[]): string | undefined {
  const patient = resources.find((r) => r.resourceType === 'Patient');
  if (patient?.id !== undefined) return `Patient/${patient.id}`;
  for (const r of resources) if ('subject' in r && r.subject && 'reference' in r.subject) return r.subject.reference;
  return undefined;
}

class CaseReader {
  readonly leftOut: LeftOut[] = [];
  readonly #book: CodeBook;
  readonly #at: string;
  readonly #findings: Placed<PatientCase['findings'][number]>[] = [];
  readonly #treatments: Placed<string>[] = [];
  #sex: PatientCase['sex'] = 'unknown';
  #duration: PatientCase['duration'] = 'unknown';
  #nrs: PatientCase['nrs'] = 'unknown';
  #age: PatientCase['age'] = 'unknown';
  #born: Patient | undefined;

  constructor(book: CodeBook, options: ReadOptions) {
    this.#book = book;
    this.#at = options.at;
  }

  read(r: Resource): void {
    if (r.resourceType === 'Patient') this.#patient(r);
    else if (r.resourceType === 'Observation') this.#observation(r);
    else if (r.resourceType === 'Condition') this.#condition(r);
    else if (r.resourceType === 'Procedure') this.#treatment(r, r.code, 'code');
    else if (r.resourceType === 'MedicationStatement') this.#treatment(r, r.medicationCodeableConcept, 'medication');
    // An Encounter tells when and where, which is the caller's to choose; nothing of the patient.
    else if (r.resourceType !== 'Encounter')
      this.#leave(r, 'no-place-in-a-case', '', r.resourceType, `a case has no place for a ${r.resourceType}`, '');
  }

  reading(): Omit<CaseReading, 'readFrom'> {
    this.#ageFromBirthDate();
    const patient: PatientCase = {
      ...EMPTY_CASE,
      age: this.#age,
      sex: this.#sex,
      duration: this.#duration,
      nrs: this.#nrs,
      findings: inPlace(this.#findings),
      priorTreatments: inPlace(this.#treatments),
    };
    return { patient, leftOut: this.leftOut };
  }

  #leave(r: Resource, type: LeftOutType, element: string, value: unknown, message: string, mend: string): void {
    const path = element === '' ? r.resourceType : `${r.resourceType}.${element}`;
    this.leftOut.push({ type, resource: nameOfResource(r), element: path, value: shown(value), message, mend });
  }

  #patient(p: Patient): void {
    const sex = sexOfPatient(p);
    if (sex === undefined)
      this.#leave(
        p,
        'read-in-part',
        'gender',
        p.gender,
        'sex was read as unknown: the numbers we have are by F and M',
        '',
      );
    else this.#sex = sex;
    if (p.birthDate !== undefined) this.#born = p;
  }

  #observation(o: Observation): void {
    const item = itemOfConcept(o.code);
    if (item === 'age') {
      const age = ageOfObservation(o);
      if (age === undefined) this.#unreadable(o, 'value', 'age', 'give valueQuantity in years (UCUM a) from 0 to 120');
      else if (this.#age !== 'unknown') this.#second(o, 'age');
      else this.#age = age;
    } else if (item === 'pain-score') {
      const nrs = painScoreOfObservation(o);
      if (nrs === undefined)
        this.#unreadable(o, 'value', 'pain score', 'give valueQuantity or valueInteger from 0 to 10');
      else if (this.#nrs !== 'unknown') this.#second(o, 'pain score');
      else this.#nrs = nrs;
    } else if (item === 'prior-treatment') {
      if (o.valueString === undefined && !o.dataAbsentReason)
        this.#unreadable(o, 'value', 'treatment before', 'give valueString');
      else this.#treatments.push({ value: o.valueString ?? '', ...placeOf(o) });
    } else this.#finding(o);
  }

  #condition(c: Condition): void {
    if (itemOfConcept(c.code) !== 'presenting-pain') {
      this.#finding(c);
      return;
    }
    const span = spanFromPresentingPain(c, this.#at);
    if (span === undefined)
      this.#unreadable(c, 'onset', 'duration', 'give onsetDateTime, onsetPeriod, or onsetString such as "8 months"');
    else if (this.#duration !== 'unknown') this.#second(c, 'duration');
    else this.#duration = span;
  }

  #finding(r: Observation | Condition): void {
    const { finding, leftOut, ...place } = findingFromResource(r, this.#book);
    if (finding) this.#findings.push({ value: finding, ...place });
    this.leftOut.push(...leftOut);
  }

  #treatment(r: Procedure | MedicationStatement, code: Procedure['code'], element: string): void {
    const text = code?.text ?? code?.coding?.find((c) => c.display !== undefined)?.display;
    if (text === undefined) this.#unreadable(r, element, 'treatment before', 'give its code a text or a display');
    else this.#treatments.push({ value: text });
  }

  #unreadable(r: Resource, element: string, what: string, mend: string): void {
    this.#leave(r, 'unreadable', element, 'none that can be read', `${what} has no value that can be read`, mend);
  }

  #second(r: Resource, what: string): void {
    this.#leave(r, 'read-in-part', '', what, `another ${what}: the first was taken`, 'send one');
  }

  /** An age that was recorded with the case counts before one that is worked out. */
  #ageFromBirthDate(): void {
    const born = this.#born;
    if (!born) return;
    const age = ageAt(born.birthDate!, this.#at);
    if (!age) {
      this.#unreadable(born, 'birthDate', 'birth date', 'write a date of the last 120 years as YYYY-MM-DD');
      return;
    }
    const differs = this.#age !== 'unknown' && Math.abs(Math.floor(this.#age) - age.years) > (age.exact ? 0 : 1);
    if (differs)
      this.#leave(
        born,
        'read-in-part',
        'birthDate',
        born.birthDate,
        `it makes ${age.years}, the recorded age ${this.#age} was taken`,
        'mend whichever is wrong',
      );
    else if (this.#age === 'unknown') {
      if (!age.exact)
        this.#leave(
          born,
          'read-in-part',
          'birthDate',
          born.birthDate,
          `age ${age.years} may be one too high: no whole date`,
          'give the day',
        );
      this.#age = age.years;
    }
  }
}
