// The banner on every answer (docs/intended-use.md).
export const NOTICE = 'Research use, not validated: not for deciding about a patient.';
