// $validate (R4 Resource-validate): what this server would say to a resource, without keeping it. The answer is an
// OperationOutcome with status 200 for whatever can be read; only a question that cannot be put is refused.
import { closest } from '#core/closest.js';
import { isJsonObject, type JsonObject, type JsonValue, plainFromJson } from '#fhir/json-value.js';
import { shown as shortened } from '#fhir/left-out.js';
import { ALL_OK, issueOf, outcomeOf } from '#fhir/outcome.js';
import { type OperationOutcome, type OperationOutcomeIssue, type Resource } from '#fhir/r4.js';
import { PROFILE } from '#fhir/system.js';
import { baseTypeOf } from '#fhir/validate-fhir.js';
import { type Answer } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { checkedResource } from './checked-resource.js';
import { costRefusal } from './fhir-validation.js';
import { refusedBy } from './outcome-of-refusal.js';
import { onlyKnown, onlyValue } from './query-pairs.js';
import { jsonOfStored } from './stored-json.js';

/** Where it was asked: at the server, at a type, at a resource. */
export interface ValidateAddress {
  readonly type: string | null;
  readonly id: string | null;
}

const MODES = ['create', 'update', 'profile'] as const;
type Mode = (typeof MODES)[number];
const OURS: readonly string[] = Object.values(PROFILE);

interface Wanted {
  readonly resource: JsonObject | null;
  /** `create`, `update`: also what the role may write. `profile`: the resource that is kept at the address. */
  readonly mode: Mode | null;
  readonly profiles: readonly string[];
}

/** Checks the resource sent, or with mode=profile the one kept. `body` is the resource or a Parameters around it. */
export async function validating(
  asker: Asker,
  address: ValidateAddress,
  body: JsonObject | null,
  asked: Asked,
): Promise<Attempt<Answer>> {
  const wanted = wantedOf(body, asked, asker.open.definitions.types);
  if (!wanted.ok) return wanted;
  const { resource, mode, profiles } = wanted.value;
  // Without a resource and without a mode, what is kept at the address is meant: so it can be asked with GET.
  if (mode === 'profile' || (mode === null && resource === null && address.id !== null))
    return keptValidated(asker, address, wanted.value);
  if (resource === null)
    return refuse('bad-element', {
      what: 'no resource was sent',
      mend: 'send one, or at the address of a resource mode=profile to check what is kept',
    });
  const cost = costRefusal(resource);
  if (!cost.ok) return cost;
  const issues = [...placeIssues(resource, address), ...issuesOf(asker, resource, profiles)];
  if (mode === null || issues.some((i) => i.severity === 'error')) return made(answerOf(outcomeWith(issues), null));
  return made(answerOf(await writeOutcome(asker, resource, address, mode, issues), null));
}

const outcomeWith = (issues: readonly OperationOutcomeIssue[]): OperationOutcome =>
  issues.length === 0 ? ALL_OK : outcomeOf(issues);

const answerOf = (outcome: OperationOutcome, shown: Answer['shown']): Answer => ({
  ...{ status: 200, stored: null, located: false, shown },
  body: { kind: 'outcome', text: JSON.stringify(outcome) },
});

/** A profile that is asked for counts like one that the resource names. */
function issuesOf({ open }: Asker, resource: JsonObject, profiles: readonly string[]): OperationOutcomeIssue[] {
  const { meta = {} } = resource;
  if (profiles.length === 0 || !isJsonObject(meta)) return open.validate(plainFromJson(resource) as Resource);
  const named = meta.profile === undefined ? [] : meta.profile;
  if (!Array.isArray(named)) return open.validate(plainFromJson(resource) as Resource);
  const held = { ...resource, meta: { ...meta, profile: [...new Set([...named, ...profiles])] } };
  return open.validate(plainFromJson(held) as Resource);
}

/** What the address says of the resource that it is not. */
function placeIssues(resource: JsonObject, { type, id }: ValidateAddress): OperationOutcomeIssue[] {
  const said = resource.resourceType;
  if (type !== null && typeof said === 'string' && said !== type)
    return [issueOf('invalid', { what: `it is ${shortened(said)}, asked of ${type}`, where: 'resourceType' })];
  if (id !== null && resource.id !== undefined && resource.id !== id)
    return [issueOf('invalid', { what: 'its id is not the one of the address', where: 'id' })];
  return [];
}

/** What a create, or an update of the resource at the address, would be told beyond the check itself. */
async function writeOutcome(
  asker: Asker,
  resource: JsonObject,
  { id }: ValidateAddress,
  mode: 'create' | 'update',
  issues: readonly OperationOutcomeIssue[],
): Promise<OperationOutcome> {
  const type = String(resource.resourceType);
  let before: JsonObject | null = null;
  if (mode === 'update') {
    const kept = await asker.open.repository.read(asker.scope, type, id ?? String(resource.id));
    if (!kept.ok) return refusedBy(kept.refusal).outcome;
    before = jsonOfStored(kept.value);
  }
  const checked = checkedResource(asker, type, resource, before);
  return checked.ok ? outcomeWith(issues) : checked.refused.outcome;
}

async function keptValidated(
  asker: Asker,
  { type, id }: ValidateAddress,
  { resource, profiles }: Wanted,
): Promise<Attempt<Answer>> {
  if (type === null || id === null || resource !== null)
    return refuse('bad-parameter', {
      what: 'mode=profile checks what is kept',
      mend: 'ask it of [base]/Type/id/$validate, and send no resource',
    });
  const kept = await asker.open.repository.read(asker.scope, type, id);
  if (!kept.ok) return { ok: false, refused: refusedBy(kept.refusal) };
  const issues = issuesOf(asker, jsonOfStored(kept.value), profiles);
  return made(answerOf(outcomeWith(issues), { action: 'other', type, id, versions: [kept.value] }));
}

/** Reads what is asked, from the query and from a Parameters resource. */
function wantedOf(body: JsonObject | null, { pairs }: Asked, types: ReadonlySet<string>): Attempt<Wanted> {
  const known = onlyKnown(pairs, ['mode', 'profile']);
  if (!known.ok) return known;
  const said = onlyValue(pairs, 'mode');
  if (!said.ok) return said;
  let resource = body;
  let mode = said.value;
  const profiles = pairs.filter(([name]) => name === 'profile').map(([, value]) => value);
  if (body?.resourceType === 'Parameters') {
    resource = null;
    if (body.parameter !== undefined && !Array.isArray(body.parameter))
      return badParameter('Parameters.parameter is no list', 'put resource, mode and profile into a list');
    for (const [i, parameter] of (body.parameter ?? []).entries()) {
      const { name, value, inner } = partsOf(parameter);
      if (name === 'resource' && inner && !resource) resource = inner;
      else if (name === 'mode' && value !== null && mode === null) mode = value;
      else if (name === 'profile' && value !== null) profiles.push(value);
      else
        return badParameter(
          `Parameters.parameter[${i}] is none of $validate, is given twice, or has no value`,
          'give resource (a resource), mode (a valueCode) and profile (a valueUri)',
        );
    }
  }
  const isKnown = (url: string): boolean => OURS.includes(url.split('|')[0]!) || types.has(baseTypeOf(url) ?? '');
  const strange = profiles.find((url) => !isKnown(url));
  if (strange !== undefined) {
    const near = closest(strange, OURS);
    return badParameter(
      `the profile ${shortened(strange)} is not known here`,
      near ? `did you mean ${near}?` : `use one of ${OURS.join(', ')}, or R4's own of a type`,
    );
  }
  if (mode !== null && !(MODES as readonly string[]).includes(mode))
    return badParameter(
      `mode is ${shortened(mode)}`,
      mode === 'delete' ? 'ask for the delete itself: it is refused where it must be' : `use ${MODES.join(', ')}`,
    );
  return made({ resource, mode: mode as Mode | null, profiles });
}

const badParameter = (what: string, mend: string) => refuse('bad-parameter', { what, mend });

function partsOf(parameter: JsonValue): { name: string | null; value: string | null; inner: JsonObject | null } {
  if (!isJsonObject(parameter)) return { name: null, value: null, inner: null };
  const { name, resource } = parameter;
  const value = Object.entries(parameter).find(([key]) => key.startsWith('value'))?.[1];
  return {
    name: typeof name === 'string' ? name : null,
    value: typeof value === 'string' ? value : null,
    inner: isJsonObject(resource) ? resource : null,
  };
}
