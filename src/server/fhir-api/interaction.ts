// One interaction of the API, whether it came as a request or as an entry of a bundle, and the deed it asks for. There is
// one way from one to the other, so no door can do what another refuses.
import { type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { type AuditAction } from '../store/audit-chain.js';
import { type Query } from '../store/query.js';
import { type MintedId, type StoredVersion } from '../store/repository.js';
import { type Deed } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made } from './attempt.js';
import { conditionOf, conditionOfHeader, matchOf } from './condition.js';
import { creating } from './creating.js';
import { deleting, deletingWhere } from './deleting.js';
import { historyOf } from './history.js';
import { patching, patchingWhere } from './patching.js';
import { reading, versionReading } from './reading.js';
import { searching } from './searching.js';
import { updating, updatingWhere } from './updating.js';
import { sayingWhoMay } from './who-may-write.js';

/** What is asked to be done, before preconditions. `id` null: the condition in the parameters says which. */
export type Interaction =
  | { readonly do: 'read'; readonly type: string; readonly id: string }
  | { readonly do: 'vread'; readonly type: string; readonly id: string; readonly version: number }
  | { readonly do: 'history'; readonly type?: string; readonly id?: string }
  | { readonly do: 'search'; readonly type: string }
  | { readonly do: 'create'; readonly type: string; readonly resource: JsonObject }
  | { readonly do: 'update'; readonly type: string; readonly id: string | null; readonly resource: JsonObject }
  | { readonly do: 'patch'; readonly type: string; readonly id: string | null; readonly patch: JsonValue }
  | { readonly do: 'delete'; readonly type: string; readonly id: string | null };

/** What a condition means now, and the id of what is made where it means nothing. */
export interface Settled {
  readonly condition: Query | null;
  readonly match: StoredVersion | null;
  readonly id: MintedId;
}

/** What the audit log calls it when it is refused. */
export const actionOf = (interaction: Interaction): AuditAction =>
  interaction.do === 'patch' ? 'update' : interaction.do;

/** Looks up what the condition of a write means; null where it has none and makes nothing. */
export async function settledOf(
  asker: Asker,
  interaction: Interaction,
  asked: Asked,
): Promise<Attempt<Settled | null>> {
  const condition = conditionIn(asker, interaction, asked);
  if (!condition.ok) return condition;
  if (condition.value === null)
    return made(interaction.do === 'create' ? { condition: null, match: null, id: newId(asker) } : null);
  const match = await matchOf(asker.open.repository, asker, condition.value);
  return match.ok ? made({ condition: condition.value, match: match.value, id: newId(asker) }) : match;
}

const newId = ({ open }: Asker): MintedId => open.repository.newId();

function conditionIn(asker: Asker, interaction: Interaction, asked: Asked): Attempt<Query | null> {
  if (interaction.do === 'create')
    return asked.ifNoneExist === null ? made(null) : conditionOfHeader(asker, interaction.type, asked.ifNoneExist);
  return isByCondition(interaction) ? conditionOf(asker, interaction.type, asked.pairs) : made(null);
}

/** Whether parameters say which resource is meant. */
export const isByCondition = (
  interaction: Interaction,
): interaction is Interaction & { readonly do: 'update' | 'patch' | 'delete'; readonly id: null } =>
  (interaction.do === 'update' || interaction.do === 'patch' || interaction.do === 'delete') && interaction.id === null;

/** Reads and checks an interaction; what is left for the store is the deed. `settled` comes from `settledOf`. */
export async function deedOf(
  asker: Asker,
  interaction: Interaction,
  asked: Asked,
  settled: Settled | null,
): Promise<Attempt<Deed>> {
  switch (interaction.do) {
    case 'read':
      return reading(asker, interaction.type, interaction.id, asked);
    case 'vread':
      return versionReading(asker, interaction.type, interaction.id, interaction.version, asked);
    case 'history':
      return historyOf(asker, interaction, asked);
    case 'search':
      return searching(asker, interaction.type, asked);
    case 'create': {
      const deed = creating(asker, interaction.type, interaction.resource, asked, settled);
      return sayingWhoMay(asker, interaction.type, deed);
    }
    default:
      return sayingWhoMay(asker, interaction.type, await writeOf(asker, interaction, asked, settled));
  }
}

function writeOf(
  asker: Asker,
  interaction: Interaction & { readonly do: 'update' | 'patch' | 'delete' },
  asked: Asked,
  settled: Settled | null,
): Promise<Attempt<Deed>> {
  const { type, id } = interaction;
  if (id === null) {
    if (!settled?.condition) throw new Error(`a conditional ${interaction.do} whose condition was not looked up`);
    const found = { ...settled, condition: settled.condition };
    if (interaction.do === 'update') return updatingWhere(asker, type, interaction.resource, found, asked);
    if (interaction.do === 'patch') return patchingWhere(asker, type, found, interaction.patch, asked);
    return deletingWhere(asker, type, found, asked);
  }
  if (interaction.do === 'update') return updating(asker, type, id, interaction.resource, asked);
  if (interaction.do === 'patch') return patching(asker, type, id, interaction.patch, asked);
  return deleting(asker, type, id, asked);
}
