// The compiled packs, as every test of the shipped knowledge reads them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type PatientCase } from '#core/case.js';
import { casesFromContent } from '#core/case-record.js';
import { type EvidencePack, type PublishedPatient } from '#core/evidence-pack.js';
import { type Knowledge } from '#core/knowledge.js';

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../dist/pack/${name}.json`, import.meta.url)), 'utf8')) as T;

export const knowledge = read<Knowledge>('knowledge');
export const anatomy = read<Anatomy>('anatomy');
export const evidence = read<EvidencePack>('evidence');
export const patients = read<readonly PublishedPatient[]>('patients');

/** A case from a record that must be readable. */
export function caseOf(record: object): PatientCase {
  const result = casesFromContent([record], knowledge);
  if (!result.ok) throw new Error(result.errors.map((e) => e.message).join('; '));
  return result.cases[0]!.patient;
}

/** The published patients as cases. */
export const publishedCases = patients.map((p) => ({
  id: p.id,
  truth: p.truth,
  patient: caseOf({ ...p, prior_treatments: p.priorTreatments }),
}));
