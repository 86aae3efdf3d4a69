// Fetches the packs. The evidence is asked for only when somebody wants to see a paper, and then kept.
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type EvidencePack, type PublishedPatient } from '#core/evidence-pack.js';
import { type Knowledge } from '#core/knowledge.js';

async function pack<T>(name: string): Promise<T> {
  const response = await fetch(`/pack/${name}.json`);
  if (!response.ok) throw new Error(`/pack/${name}.json: ${response.status} ${response.statusText}`);
  return (await response.json()) as T;
}

export const fetchKnowledge = (): Promise<Knowledge> => pack('knowledge');
export const fetchAnatomy = (): Promise<Anatomy> => pack('anatomy');
export const fetchPatients = (): Promise<readonly PublishedPatient[]> => pack('patients');

let evidence: Promise<EvidencePack> | null = null;
export function fetchEvidence(): Promise<EvidencePack> {
  evidence ??= pack<EvidencePack>('evidence').catch((error: unknown) => {
    evidence = null;
    throw error;
  });
  return evidence;
}
