// What is about a patient who was deleted is not written: nobody would find it, and nobody is meant by it.
import { isJsonObject, type JsonObject } from '#fhir/json-value.js';
import { targetOf } from '../store/reference-target.js';
import { type Reads } from '../store/repository.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';

/** Refuses a resource about a deleted patient. Whether the patient may be written about at all, the store decides. */
export async function aboutTheLiving(store: Reads, asker: Asker, resource: JsonObject): Promise<Attempt<null>> {
  for (const element of ['subject', 'patient'] as const) {
    const about = resource[element];
    if (!isJsonObject(about) || typeof about.reference !== 'string') continue;
    const target = targetOf(about.reference, [asker.base]);
    if (target?.type !== 'Patient') continue;
    const patient = await store.read(asker.scope, 'Patient', target.id);
    if (patient.ok || patient.refusal.type !== 'deleted') continue;
    return refuse('conflict', {
      what: `Patient/${target.id} was deleted as version ${patient.refusal.version}: nothing more is written about them`,
      where: `${String(resource.resourceType)}.${element}`,
      mend: 'name the patient who is meant; or bring this one back by an update with that version in If-Match',
    });
  }
  return made(null);
}
