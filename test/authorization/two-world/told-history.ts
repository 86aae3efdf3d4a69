// Puts a history into a store: every deed at its time, under the id and by the author it has in the story.
import { type MintedId, type Repository } from '#server/store/repository.js';
import { type Scope } from '#server/store/scope.js';
import { SLOT, START, type Thing } from './story.js';
import { MADE } from './valid-resource.js';

const ALL = Object.fromEntries(MADE.map((type) => [type, 'all' as const]));
/** Sees and writes everything of a clinic: for filling only. */
export const everything = (clinic: string): Scope => ({ clinic, read: ALL, write: ALL });

/** Tells the whole history in one transaction. `at` sets the store's clock. */
export async function tell(
  store: Repository,
  clinic: string,
  things: readonly Thing[],
  at: (ms: number) => void,
): Promise<void> {
  const deeds = things
    .flatMap((thing) => thing.deeds.map((deed, i) => ({ thing, deed, first: i === 0 })))
    .sort((a, b) => a.deed.slot - b.deed.slot);
  const told = await store.transaction(clinic, async (tx) => {
    const scope = everything(clinic);
    for (const { thing, deed, first } of deeds) {
      const { type, id, labels } = thing;
      const note = { actor: deed.author, role: 'physician', policy: 'story' };
      at(START + deed.slot * SLOT);
      const result = first
        ? await tx.create(scope, deed.resource!, { note, labels, id: id as MintedId })
        : deed.resource
          ? await tx.update(scope, { ...deed.resource, id }, { note })
          : await tx.delete(scope, type, id, { note });
      if (!result.ok) return result;
    }
    return { ok: true, value: null };
  });
  if (!told.ok) throw new Error(`the history could not be told: ${JSON.stringify(told.refusal)}`);
}
