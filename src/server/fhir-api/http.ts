// HTTP around the API: what of a request is asked, its body, and how an answer or a refusal is sent. Every answer is
// JSON, every refusal an OperationOutcome, and nothing is kept by a cache.
import { type Context, type Handler } from 'hono';
import { type StatusCode } from 'hono/utils/http-status';
import { type JsonValue } from '#fhir/json-value.js';
import { issueOf, statusOf } from '#fhir/outcome.js';
import { readJson } from '#fhir/strict-json.js';
import { AuditUnavailable } from '../audit/read-audit.js';
import { type DoorEnv } from '../open-clinic.js';
import { incomingOf } from '../socket-of.js';
import { type Answer, addressOf, etagOf, lastModifiedOf } from './answer.js';
import { type Asked, askedOf, hopesForLenience, isPretty } from './asked.js';
import { type Asker, askerOf } from './asker.js';
import { type Attempt, made, type Refused, refuse } from './attempt.js';
import { bodyOnSocket, bodyText, MOST_FHIR_BYTES } from './body.js';
import { indented } from './bundle-text.js';
import { type AnswerType, answerType, contentRefusal, PATCH_TYPES, RESOURCE_TYPES } from './negotiation.js';
import { notNoted } from './outcome-of-refusal.js';
import { onlyValue, pairsOf } from './query-pairs.js';

/** What an answer looks like. */
export interface Shape {
  readonly type: AnswerType;
  readonly pretty: boolean;
}
const PLAIN: Shape = { type: 'application/fhir+json', pretty: false };

type FhirContext = Context<DoorEnv>;

/** A handler around work that answers; what it refuses is sent as its outcome. */
export function answering(
  work: (asker: Asker, asked: Asked, c: FhirContext) => Promise<Attempt<Answer>>,
): Handler<DoorEnv> {
  return async (c) => {
    const shape = shapeOf(c);
    if (!shape.ok) return sendRefusal(c, shape.refused, PLAIN);
    const asked = askedIn(c);
    if (!asked.ok) return sendRefusal(c, asked.refused, shape.value);
    const asker = askerOf(c);
    const attempt = await work(asker, asked.value, c).catch((error: unknown) => {
      if (error instanceof AuditUnavailable) return { ok: false, refused: notNoted(error) } as const;
      throw error;
    });
    return attempt.ok ? sendAnswer(c, asker, attempt.value, shape.value) : sendRefusal(c, attempt.refused, shape.value);
  };
}

/** The query of a request as it came. */
export function queryIn(c: FhirContext): string {
  const at = c.req.url.indexOf('?');
  const end = c.req.url.indexOf('#');
  return at < 0 ? '' : c.req.url.slice(at + 1, end < 0 ? undefined : end);
}

/** The form an answer is wanted in. */
export function shapeOf(c: FhirContext): Attempt<Shape> {
  const pairs = pairsOf(queryIn(c));
  if (!pairs.ok) return pairs;
  const format = onlyValue(pairs.value, '_format');
  if (!format.ok) return format;
  const type = answerType(c.req.header('accept'), format.value);
  if (!type.ok) return type;
  const pretty = isPretty(pairs.value);
  return pretty.ok ? made({ type: type.value, pretty: pretty.value }) : pretty;
}

function askedIn(c: FhirContext): Attempt<Asked> {
  return askedOf(
    {
      query: queryIn(c),
      ifMatch: c.req.header('if-match'),
      ifNoneMatch: c.req.header('if-none-match'),
      ifNoneExist: c.req.header('if-none-exist'),
      prefer: c.req.header('prefer'),
    },
    'representation',
  );
}

/** The body as JSON, whatever it holds. */
export const jsonBody = (c: FhirContext): Promise<Attempt<JsonValue>> => jsonOfBody(c, RESOURCE_TYPES);

/** The body as JSON Patch; the other patch of FHIR is refused in words. */
export const patchBody = (c: FhirContext): Promise<Attempt<JsonValue>> => {
  const said = c.req.header('content-type')?.toLowerCase() ?? '';
  if (said.startsWith('application/fhir+') || said.startsWith('application/json;') || said === 'application/json')
    return Promise.resolve(
      refuse('unsupported-media-type', {
        what: 'FHIRPath Patch is not known here',
        mend: `send JSON Patch (RFC 6902) as ${PATCH_TYPES[0]}`,
      }),
    );
  return jsonOfBody(c, PATCH_TYPES);
};

async function jsonOfBody(c: FhirContext, types: readonly string[]): Promise<Attempt<JsonValue>> {
  const text = await textOfBody(c, types);
  if (!text.ok) return text;
  const read = readJson(text.value);
  if (read.ok) return made(read.value);
  const { message, path } = read.error;
  return refuse('bad-json', { what: message, ...(path === '' ? {} : { where: path }) });
}

/** The body as text of one of these types. */
export async function textOfBody(c: FhirContext, types: readonly string[]): Promise<Attempt<string>> {
  const wrong = contentRefusal(c.req.raw.headers, types);
  if (!wrong.ok) return wrong;
  const incoming = incomingOf(c);
  const body = await (incoming ? bodyOnSocket(incoming, MOST_FHIR_BYTES) : bodyText(c.req.raw, MOST_FHIR_BYTES));
  if (body.ok) return made(body.text);
  if (body.type === 'too-large')
    return refuse('too-large', {
      what: `the body has more than ${body.most} bytes`,
      mend: 'split it into several resources or bundles',
    });
  return body.type === 'not-utf-8'
    ? refuse('bad-json', { what: 'the body is not UTF-8', mend: 'encode it as UTF-8' })
    : refuse('bad-json', { what: 'the body broke off', mend: 'send it again' });
}

function sendAnswer(c: FhirContext, { base }: Asker, answer: Answer, shape: Shape): Response {
  const { status, stored, located, body } = answer;
  const headers = {
    'cache-control': 'no-store',
    ...(stored ? { etag: etagOf(stored), 'last-modified': lastModifiedOf(stored) } : {}),
    ...(stored && located ? { location: `${base}/${addressOf(stored)}` } : {}),
  };
  if (body.kind === 'none') return c.body(null, status as StatusCode, headers);
  return send(status, body.text, shape, headers);
}

function send(
  status: number,
  text: string,
  { type, pretty }: Shape,
  headers: Readonly<Record<string, string>>,
): Response {
  // Its headers as they are: the platform's own kind of them takes as long as half the request.
  return new Response(pretty ? indented(text) : text, {
    status,
    headers: { ...headers, 'content-type': `${type}; charset=utf-8` },
  });
}

const NO_LENIENCE = issueOf(
  'unknown-parameter',
  { what: 'handling=lenient is not honoured: a filter that is skipped finds too much' },
  'information',
);

/** Sends a refusal as its OperationOutcome. */
export function sendRefusal(c: FhirContext, { outcome, headers }: Refused, shape: Shape): Response {
  const told = hopesForLenience(c.req.header('prefer'))
    ? { ...outcome, issue: [...outcome.issue, NO_LENIENCE] }
    : outcome;
  const all = { 'cache-control': 'no-store', ...headers };
  return send(statusOf(outcome), JSON.stringify(told), shape, all);
}
