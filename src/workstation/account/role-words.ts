// Message keys of what a person may be.
import { type Role } from './account-state.js';

export const ROLE_NAME = {
  physician: 'role.physician',
  therapist: 'role.therapist',
  operator: 'role.operator',
  auditor: 'role.auditor',
  patient: 'role.patient',
  proxy: 'role.proxy',
} as const satisfies Readonly<Record<Role, string>>;

export const ROLE_DOES = {
  physician: 'role.physicianDoes',
  therapist: 'role.therapistDoes',
  operator: 'role.operatorDoes',
  auditor: 'role.auditorDoes',
  patient: 'role.patientDoes',
  proxy: 'role.proxyDoes',
} as const satisfies Readonly<Record<Role, string>>;
