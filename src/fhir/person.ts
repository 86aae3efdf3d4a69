// Sex and birth date of the Patient, as far as a case knows them.
import { type PatientCase, type Sex } from '#core/case.js';
import { type Patient } from './r4.js';
import { PROFILE } from './system.js';

const GENDER: Readonly<Record<Sex | 'unknown', Patient['gender'] & string>> = {
  F: 'female',
  M: 'male',
  unknown: 'unknown',
};

/** The Patient of a case: nothing but its sex. A record that knows more keeps what it knows. */
export const patientFromCase = (c: PatientCase, id: string): Patient => ({
  resourceType: 'Patient',
  id,
  meta: { profile: [PROFILE.patient] },
  gender: GENDER[c.sex],
});

/** The sex of a Patient; undefined where it is one that the reasoning has no numbers for. */
export function sexOfPatient(p: Patient): Sex | 'unknown' | undefined {
  if (p.gender === 'female') return 'F';
  if (p.gender === 'male') return 'M';
  return p.gender === 'other' ? undefined : 'unknown';
}

/** Age in whole years from a birth date, and whether the date was exact; undefined where it is none or in the future. */
export function ageAt(birthDate: string, at: string): { readonly years: number; readonly exact: boolean } | undefined {
  const born = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(birthDate);
  const now = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(at);
  if (!born || !now) return undefined;
  // A missing month or day counts as the birthday passed: the age may then be one too high.
  const part = (m: RegExpExecArray, i: number, missing: number): number =>
    m[i] === undefined ? missing : Number(m[i]);
  const day = (m: RegExpExecArray, missing: number): number => part(m, 2, missing) * 100 + part(m, 3, missing);
  const years = Number(now[1]) - Number(born[1]) - (day(now, 99) < day(born, 0) ? 1 : 0);
  return years >= 0 && years <= 120 ? { years, exact: born[3] !== undefined && now[3] !== undefined } : undefined;
}
