// One entry of a batch or a transaction, read as the request it stands for (R4 3.1.0.11).
import { bytesFromBase64, textFromUtf8 } from '#fhir/base64.js';
import { isJsonObject, type JsonObject, type JsonValue, plainFromJson } from '#fhir/json-value.js';
import { outcomeOf } from '#fhir/outcome.js';
import { type OperationOutcomeIssue, type Resource } from '#fhir/r4.js';
import { saidValue } from '#fhir/said-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type Asked, askedOf, type Return } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { CONFORMANCE_TYPES } from './conformance-resources.js';
import { costRefusal } from './fhir-validation.js';
import { ID, VERSION } from './identity.js';
import { type Interaction, type Settled } from './interaction.js';
import { PATCH_TYPES } from './negotiation.js';
import { isRecordType, RECORDS, SERVED } from './served-types.js';

export interface Entry {
  readonly index: number;
  /** What the entry is called inside the bundle. */
  readonly fullUrl: string | null;
  readonly interaction: Interaction;
  readonly asked: Asked;
}

/** An entry whose condition has been looked up. */
export interface SettledEntry extends Entry {
  readonly settled: Settled | null;
}

export type BundleKind = 'batch' | 'transaction';

/** Reads the entry; the resource in it is not checked yet. */
export function entryOf(
  asker: Asker,
  kind: BundleKind,
  value: JsonValue,
  index: number,
  returns: Return,
): Attempt<Entry> {
  if (!isJsonObject(value))
    return refuse('bad-element', { what: 'an entry that is no object', mend: 'send an object' });
  const { resource, ...envelope } = value;
  const cost = costRefusal(envelope);
  if (!cost.ok) return cost;
  const alone = { resourceType: 'Bundle', type: kind, entry: [plainFromJson(envelope)] };
  const issues = asker.open.validate(alone as unknown as Resource);
  if (issues.some(({ severity }) => severity === 'error'))
    return { ok: false, refused: { outcome: outcomeOf(issues.map((issue) => moved(issue, index))) } };
  // The check above has seen that these are texts where they are there at all; extensions alone are no request.
  const request = (envelope.request ?? {}) as Readonly<Record<string, string | undefined>>;
  const { method, url: address } = request;
  if (method === undefined || address === undefined)
    return refuse('missing-element', {
      what: 'an entry without the method and the url of its request',
      where: 'Bundle.entry.request',
      mend: 'say what is to be done, as in {"method": "GET", "url": "Patient/123"}',
    });
  if (request.ifModifiedSince !== undefined)
    return refuse('unknown-parameter', { what: 'request.ifModifiedSince is not known here', mend: 'use ifNoneMatch' });
  const url = relative(address, asker.base);
  const asked = askedOf(
    {
      query: url.query,
      ifMatch: request.ifMatch,
      ifNoneMatch: request.ifNoneMatch,
      ifNoneExist: request.ifNoneExist,
    },
    returns,
  );
  if (!asked.ok) return asked;
  const interaction = interactionOf(method, url, resource);
  if (!interaction.ok) return interaction;
  const fullUrl = (envelope.fullUrl as string | undefined) ?? null;
  return made({ index, fullUrl, interaction: interaction.value, asked: asked.value });
}

/** The check sees one entry; the sender has sent many. */
const moved = (issue: OperationOutcomeIssue, index: number): OperationOutcomeIssue => ({
  ...issue,
  ...(issue.expression ? { expression: issue.expression.map((e) => e.replace('entry[0]', `entry[${index}]`)) } : {}),
});

interface RelativeUrl {
  readonly steps: readonly string[];
  readonly query: string;
}

function relative(url: string, base: string): RelativeUrl {
  const below = url.startsWith(`${base}/`) ? url.slice(base.length + 1) : url.replace(/^\//, '');
  const at = below.indexOf('?');
  const path = at < 0 ? below : below.slice(0, at);
  return { steps: path.split('/'), query: at < 0 ? '' : below.slice(at + 1) };
}

/** Of what is asked by itself, and of what is asked nowhere. */
function wrongUrl(method: string, { steps }: RelativeUrl): Attempt<never> {
  const [first = ''] = steps;
  const operation = steps.find((step) => step.startsWith('$') || step === '_search');
  const alone = operation ?? (ALONE.includes(first) ? first : undefined);
  if (alone !== undefined)
    return refuse('method-not-allowed', {
      what: `${method} ${saidValue(steps.join('/'))} is not answered in a bundle`,
      where: URL_ELEMENT,
      mend: operation === '_search' ? 'write it as GET TYPE?parameter=value' : 'ask for it by itself',
    });
  if (/^[A-Z][A-Za-z]*$/.test(first) && !isRecordType(first))
    return refuse('not-found', {
      what: `${saidValue(first)} is not a type that is served here`,
      where: URL_ELEMENT,
      mend: `served in a bundle are ${RECORDS.join(', ')}`,
    });
  return refuse('not-found', {
    what: `${method} ${saidValue(steps.join('/'))} is not an address that is answered in a bundle`,
    where: URL_ELEMENT,
    mend: 'write request.url below the base, as in Patient/123 or Observation?subject=Patient/123',
  });
}

const URL_ELEMENT = 'Bundle.entry.request.url';
/** Read from elsewhere than the store, so not of one piece with it. */
const ALONE: readonly string[] = ['metadata', ...SERVED.filter((type) => !isRecordType(type)), ...CONFORMANCE_TYPES];

function interactionOf(method: string, url: RelativeUrl, resource: JsonValue | undefined): Attempt<Interaction> {
  const { steps, query } = url;
  if (method === 'GET') return readingOf(url);
  if (method === 'HEAD') return refuse('method-not-allowed', { what: 'HEAD is not done in a bundle', mend: 'use GET' });
  const [type = '', id, ...more] = steps;
  if (!isRecordType(type) || more.length > 0 || (id !== undefined && !ID.test(id))) return wrongUrl(method, url);
  if (method === 'DELETE') return made({ do: 'delete', type, id: id ?? null });
  if (method === 'POST' && (id !== undefined || query !== '')) return wrongUrl(method, url);
  const sent = objectIn(resource);
  if (!sent.ok) return sent;
  if (method === 'POST') return made({ do: 'create', type, resource: sent.value });
  if (method === 'PUT') return made({ do: 'update', type, id: id ?? null, resource: sent.value });
  const patch = patchIn(sent.value);
  return patch.ok ? made({ do: 'patch', type, id: id ?? null, patch: patch.value }) : patch;
}

function readingOf(url: RelativeUrl): Attempt<Interaction> {
  const { steps } = url;
  const [type = '', id, history, version, ...more] = steps;
  if (steps.length === 1 && type === '_history') return made({ do: 'history' });
  if (!isRecordType(type) || more.length > 0) return wrongUrl('GET', url);
  if (id === undefined) return made({ do: 'search', type });
  if (steps.length === 2 && id === '_history') return made({ do: 'history', type });
  if (!ID.test(id)) return wrongUrl('GET', url);
  if (history === undefined) return made({ do: 'read', type, id });
  if (history !== '_history') return wrongUrl('GET', url);
  if (version === undefined) return made({ do: 'history', type, id });
  return VERSION.test(version) ? made({ do: 'vread', type, id, version: Number(version) }) : wrongUrl('GET', url);
}

function objectIn(resource: JsonValue | undefined): Attempt<JsonObject> {
  if (isJsonObject(resource)) return made(resource);
  return refuse('missing-element', { what: 'an entry without its resource', mend: 'put the resource into the entry' });
}

/** In a bundle a JSON Patch comes as a Binary (R4 3.1.0.11.1). */
function patchIn({ resourceType, contentType, data }: JsonObject): Attempt<JsonValue> {
  if (resourceType !== 'Binary' || contentType !== PATCH_TYPES[0] || typeof data !== 'string')
    return refuse('unsupported-media-type', {
      what: 'a patch that is no Binary of JSON Patch',
      mend: `send a Binary with contentType ${PATCH_TYPES[0]} and the patch as data; FHIRPath Patch is not known here`,
    });
  const bytes = bytesFromBase64(data);
  const text = bytes && textFromUtf8(bytes);
  const read = text === undefined ? null : readJson(text);
  if (read?.ok) return made(read.value);
  return refuse('bad-json', { what: 'the data of the patch is not JSON in UTF-8 in base64', mend: 'encode it so' });
}
