// Fetches the packs. The anatomy and the evidence are asked for when something shows them, and then kept.
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type EvidencePack, type PublishedPatient } from '#core/evidence-pack.js';
import { type Knowledge } from '#core/knowledge.js';

async function pack<T>(name: string): Promise<T> {
  const response = await fetch(`/pack/${name}.json`);
  if (!response.ok) throw new Error(`/pack/${name}.json: ${response.status} ${response.statusText}`);
  return (await response.json()) as T;
}

export const fetchKnowledge = (): Promise<Knowledge> => pack('knowledge');
export const fetchPatients = (): Promise<readonly PublishedPatient[]> => pack('patients');

/** Asks once; a failure is forgotten, so that asking again asks the server again. */
function kept<T>(name: string): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= pack<T>(name).catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

export const fetchAnatomy = kept<Anatomy>('anatomy');
export const fetchEvidence = kept<EvidencePack>('evidence');
