// What the entries of a transaction are called inside it, and what they are called in the record: new ids are given, and
// conditions looked up, before any resource is checked, so that references are whole by then.
import { outcomeOf } from '#fhir/outcome.js';
import { type OperationOutcomeIssue } from '#fhir/r4.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { type SettledEntry } from './bundle-entry.js';
import { conditionOf, matchOf } from './condition.js';
import { type Interaction } from './interaction.js';
import { pairsOf } from './query-pairs.js';
import { type Links, referencesIn, withLinks } from './rewritten-links.js';
import { isRecordType } from './served-types.js';

/** A reference by what is true of its target: `Patient?identifier=1` (R4 3.1.0.11.2). */
const CONDITIONAL = /^([A-Z][A-Za-z]{1,63})\?(.+)$/;
/** A conditional reference is a search; a bundle that holds more of them is one of many. */
const MOST_CONDITIONS = 200;

export interface TransactionLinks {
  /** Address in the record by what an entry is called. */
  readonly byName: ReadonlyMap<string, string>;
  /** Address in the record by conditional reference. */
  readonly byCondition: ReadonlyMap<string, string>;
}

/** Gathers the names of all entries and looks up the conditional references. */
export async function linksOf(asker: Asker, entries: readonly SettledEntry[]): Promise<Attempt<TransactionLinks>> {
  const byName = new Map<string, string>();
  for (const { fullUrl, interaction, settled, index } of entries) {
    const address = addressOf(interaction, settled);
    if (fullUrl === null || address === null) continue;
    if (byName.has(fullUrl))
      return refuse('bad-element', {
        what: 'two entries have the same fullUrl',
        where: `Bundle.entry[${index}].fullUrl`,
        mend: 'give each its own urn:uuid',
      });
    byName.set(fullUrl, address);
  }
  const byCondition = await conditionalLinks(asker, entries);
  return byCondition.ok ? made({ byName, byCondition: byCondition.value }) : byCondition;
}

/** Where the entry's resource is, or will be. */
function addressOf(interaction: Interaction, settled: SettledEntry['settled']): string | null {
  if (interaction.do !== 'create' && interaction.do !== 'update' && interaction.do !== 'patch') return null;
  const id = ('id' in interaction ? interaction.id : null) ?? settled?.match?.id ?? settled?.id;
  return id === undefined ? null : `${interaction.type}/${id}`;
}

async function conditionalLinks(
  asker: Asker,
  entries: readonly SettledEntry[],
): Promise<Attempt<ReadonlyMap<string, string>>> {
  const found = new Map<string, string>();
  const issues: OperationOutcomeIssue[] = [];
  for (const { interaction, index } of entries) {
    if (!('resource' in interaction)) continue;
    for (const reference of referencesIn(interaction.resource)) {
      if (!CONDITIONAL.test(reference) || found.has(reference)) continue;
      if (found.size >= MOST_CONDITIONS)
        return refuse('too-costly', {
          what: `more than ${MOST_CONDITIONS} conditional references`,
          mend: 'refer by id, or send several bundles',
        });
      const target = await targetOf(asker, reference);
      if (target.ok) found.set(reference, target.value);
      else issues.push(...target.refused.outcome.issue.map((i) => ({ ...i, expression: [`Bundle.entry[${index}]`] })));
    }
  }
  return issues.length > 0 ? { ok: false, refused: { outcome: outcomeOf(issues) } } : made(found);
}

async function targetOf(asker: Asker, reference: string): Promise<Attempt<string>> {
  const [, type = '', query = ''] = CONDITIONAL.exec(reference)!;
  if (!isRecordType(type)) return NO_TARGET;
  const pairs = pairsOf(query);
  if (!pairs.ok) return pairs;
  const condition = conditionOf(asker, type, pairs.value);
  if (!condition.ok) return condition;
  const match = await matchOf(asker.open.repository, asker, condition.value);
  if (!match.ok) return match;
  return match.value ? made(`${type}/${match.value.id}`) : NO_TARGET;
}

const NO_TARGET = refuse('conflict', {
  what: 'a conditional reference that nothing here meets',
  mend: 'create its target in the same bundle and refer to its fullUrl, or refer by id',
});

/** The interaction with the references of its resource as they are in the record. */
export function linkedInteraction(
  { interaction, fullUrl }: SettledEntry,
  { byName, byCondition }: TransactionLinks,
): Attempt<Interaction> {
  if (!('resource' in interaction)) return made(interaction);
  const root = fullUrl === null ? null : rootOf(fullUrl);
  const links: Links = (said) =>
    byName.get(said) ?? byCondition.get(said) ?? (root === null ? null : (byName.get(`${root}${said}`) ?? null));
  const resource = withLinks(interaction.resource, links);
  if (referencesIn(resource).some((reference) => reference.startsWith('urn:uuid:')))
    return refuse('invalid', {
      what: 'a reference to a urn:uuid that no entry has as its fullUrl',
      mend: 'send its target in the same bundle, or refer by id',
    });
  return made({ ...interaction, resource });
}

/** What comes before `Type/id` in an absolute address: relative references beside it are read from there (R4 2.36.4). */
const rootOf = (fullUrl: string): string | null =>
  /^(https?:\/\/.+\/)[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9.-]{1,64}$/.exec(fullUrl)?.[1] ?? null;
