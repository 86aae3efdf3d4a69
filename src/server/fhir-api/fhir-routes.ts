// The routes of the API: which address asks for which interaction (R4 3.1.0). Who may use them at all is signed in; what
// they see the scope decides.
import { type Context } from 'hono';
import { isJsonObject, type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { NOT_FOUND } from '#fhir/outcome.js';
import { type Doorway, type Method } from '../authorization/route-policy.js';
import { type DoorEnv } from '../open-clinic.js';
import { type Answer } from './answer.js';
import { type Asked, askedOf, returnOf } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { bundled } from './bundling.js';
import { answering, jsonBody, patchBody, queryIn, textOfBody } from './http.js';
import { ID, VERSION } from './identity.js';
import { type Interaction } from './interaction.js';
import { FORM_TYPES } from './negotiation.js';
import { answeredInteraction } from './performing.js';
import { pairsOf } from './query-pairs.js';
import { RECORDS } from './served-types.js';
import { notAnId } from './unserved-routes.js';

type FhirContext = Context<DoorEnv>;

const TYPE = `/fhir/:type{(?:${RECORDS.join('|')})}`;
const ABSENT = { ok: false, refused: { outcome: NOT_FOUND } } as const;

type Attempted = Attempt<Interaction> | Promise<Attempt<Interaction>>;
type Reader = (c: FhirContext) => Attempted;

const typeIn = (c: FhirContext): string => c.req.param('type')!;

/** With the id of the address; one that can be nobody's is answered as any that is not there. */
const withId =
  (read: (c: FhirContext, type: string, id: string) => Attempted): Reader =>
  (c) => {
    const id = c.req.param('id')!;
    return ID.test(id) ? read(c, typeIn(c), id) : (notAnId(c.req.method, typeIn(c), id) ?? ABSENT);
  };

const ONE = `${TYPE}/:id`;
// biome-ignore format: one address a line
const ROUTES: readonly (readonly [Method, string, Reader])[] = [
  ['GET',    '/fhir/_history',            () => made({ do: 'history' })],
  ['GET',    TYPE,                        (c) => made({ do: 'search', type: typeIn(c) })],
  ['GET',    `${TYPE}/_history`,          (c) => made({ do: 'history', type: typeIn(c) })],
  ['POST',   TYPE,                        (c) => withResource(c, (resource) => ({ do: 'create', type: typeIn(c), resource }))],
  ['PUT',    TYPE,                        (c) => withResource(c, (resource) => ({ do: 'update', type: typeIn(c), id: null, resource }))],
  ['PATCH',  TYPE,                        (c) => withPatch(c, (patch) => ({ do: 'patch', type: typeIn(c), id: null, patch }))],
  ['DELETE', TYPE,                        (c) => made({ do: 'delete', type: typeIn(c), id: null })],
  ['GET',    ONE,                         withId((_, type, id) => made({ do: 'read', type, id }))],
  ['PUT',    ONE,                         withId((c, type, id) => withResource(c, (resource) => ({ do: 'update', type, id, resource })))],
  ['PATCH',  ONE,                         withId((c, type, id) => withPatch(c, (patch) => ({ do: 'patch', type, id, patch })))],
  ['DELETE', ONE,                         withId((_, type, id) => made({ do: 'delete', type, id }))],
  ['GET',    `${ONE}/_history`,           withId((_, type, id) => made({ do: 'history', type, id }))],
  ['GET',    `${ONE}/_history/:version`,  withId(versionOf)],
];

/** Adds the routes of all types that are kept in the store, of the base, and of the history of the whole. */
export function fhirRoutes(doorway: Doorway): void {
  doorway.route('POST', '/fhir', 'signed-in', answering(bundle));
  doorway.route('POST', `${TYPE}/_search`, 'signed-in', answering(formSearch));
  for (const [method, path, read] of ROUTES) doorway.route(method, path, 'signed-in', interacting(read));
}

function versionOf(c: FhirContext, type: string, id: string): Attempt<Interaction> {
  const version = c.req.param('version')!;
  return VERSION.test(version) ? made({ do: 'vread', type, id, version: Number(version) }) : ABSENT;
}

const interacting = (read: Reader) =>
  answering(async (asker, asked, c) => {
    const interaction = await read(c);
    return interaction.ok ? answeredInteraction(asker, interaction.value, asked) : interaction;
  });

async function withResource(
  c: FhirContext,
  interaction: (resource: JsonObject) => Interaction,
): Promise<Attempt<Interaction>> {
  const body = await jsonBody(c);
  if (!body.ok) return body;
  if (isJsonObject(body.value)) return made(interaction(body.value));
  return refuse('bad-element', { what: 'the body is no resource', mend: 'send one JSON object with a resourceType' });
}

async function withPatch(
  c: FhirContext,
  interaction: (patch: JsonValue) => Interaction,
): Promise<Attempt<Interaction>> {
  const patch = await patchBody(c);
  return patch.ok ? made(interaction(patch.value)) : patch;
}

/** POST _search: parameters of the address and of the form are one query (R4 3.1.1.2). */
async function formSearch(asker: Asker, asked: Asked, c: FhirContext): Promise<Attempt<Answer>> {
  const form = c.req.header('content-type') === undefined ? made('') : await textOfBody(c, FORM_TYPES);
  if (!form.ok) return form;
  const shaped = pairsOf(form.value);
  if (!shaped.ok) return shaped;
  if (shaped.value.some(([name]) => name === '_format' || name === '_pretty'))
    return refuse('bad-parameter', {
      what: '_format and _pretty are read from the address only',
      mend: 'give them there, or send Accept',
    });
  const query = [queryIn(c), form.value].filter((part) => part !== '').join('&');
  const whole = askedOf({ query }, asked.returns);
  if (!whole.ok) return whole;
  return answeredInteraction(asker, { do: 'search', type: typeIn(c) }, whole.value);
}

async function bundle(asker: Asker, _: Asked, c: FhirContext): Promise<Attempt<Answer>> {
  const body = await jsonBody(c);
  if (!body.ok) return body;
  // Many resources come back only when somebody wants them.
  const returns = returnOf(c.req.header('prefer')) ?? 'minimal';
  const text = await bundled(asker, body.value, returns);
  if (!text.ok) return text;
  return made({ status: 200, stored: null, located: false, body: { kind: 'resource', text: text.value }, shown: null });
}
