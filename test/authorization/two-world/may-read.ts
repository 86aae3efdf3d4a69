// Who may read what, said a second time and plainly: the test must not ask the server what the server hides.
import { type Principal } from '#server/authorization/principal.js';
import { type Labels } from '#server/store/scope.js';

const OWN = ['Patient', 'RelatedPerson', 'Encounter', 'Consent'];
const INTAKE = ['QuestionnaireResponse', 'Media', 'Observation'];
const HOUSE = ['Organization', 'Practitioner', 'PractitionerRole', 'Device', 'Questionnaire', 'PlanDefinition'];

/** A resource as far as it matters who sees it. */
export interface Seen {
  readonly type: string;
  /** The patient it is about; a Patient is about itself. */
  readonly about: string | null;
  readonly labels: Labels;
}

const meets = (wanted: readonly string[], given: readonly string[] | undefined): boolean =>
  (given ?? []).some((value) => wanted.includes(value));

/** Whether the asker may read it at this time. `labelsOf` gives the labels of a Patient, none where there is none. */
export function mayRead(
  asker: Principal,
  { type, about, labels }: Seen,
  labelsOf: (patient: string) => Labels,
  now: number,
): boolean {
  const own = about !== null && asker.patients.includes(about);
  const patient = about === null ? {} : labelsOf(about);
  const inTeam = meets(asker.teams, patient.team);
  const atSite = meets(asker.sites, patient.site);
  const opened = asker.opened.some((o) => o.patient === about && o.until > now);
  switch (asker.role) {
    case 'patient':
    case 'proxy':
      return own && (OWN.includes(type) || (INTAKE.includes(type) && meets([`patient/${about}`], labels.owner)));
    case 'therapist':
    case 'physician': {
      if (HOUSE.includes(type)) return true;
      if (type === 'Bundle') return meets([`account/${asker.account}`], labels.owner);
      if (asker.role === 'therapist') return inTeam;
      return inTeam || (atSite && (type === 'Patient' || opened));
    }
    case 'operator':
      return HOUSE.includes(type);
    case 'auditor':
      return false;
  }
}
