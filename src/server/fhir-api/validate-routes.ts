// The addresses of $validate: the server, a type, a resource. It tells nothing of anybody but whoever asks, so whoever is
// signed in may ask.
import { isJsonObject } from '#fhir/json-value.js';
import { NOT_FOUND } from '#fhir/outcome.js';
import { type Doorway } from '../authorization/route-policy.js';
import { type Attempt, made, refuse } from './attempt.js';
import { answering, jsonBody } from './http.js';
import { audited } from './performing.js';
import { type ValidateAddress, validating } from './validate-operation.js';

const ID = /^[A-Za-z0-9.-]{1,64}$/;
const ABSENT = { ok: false, refused: { outcome: NOT_FOUND } } as const;

/** GET checks what is kept: it brings nothing to check. */
const ADDRESSES = [
  ['POST', '/fhir/$validate'],
  ['POST', '/fhir/:type/$validate'],
  ['POST', '/fhir/:type/:id/$validate'],
  ['GET', '/fhir/$validate'],
  ['GET', '/fhir/:type/$validate'],
  ['GET', '/fhir/:type/:id/$validate'],
] as const;

/** Adds $validate. */
export function validateRoutes(doorway: Doorway): void {
  for (const [method, path] of ADDRESSES)
    doorway.route(
      method,
      path,
      'signed-in',
      answering(async (asker, asked, c) => {
        const address = addressOf(c.req.param('type') ?? null, c.req.param('id') ?? null, asker.open.definitions.types);
        if (!address.ok) return address;
        const bodiless = c.req.raw.body === null || c.req.header('content-length') === '0';
        const body = bodiless ? made(null) : await jsonBody(c);
        if (!body.ok) return body;
        if (body.value !== null && !isJsonObject(body.value))
          return refuse('bad-element', { what: 'the body is no resource', mend: 'send one, or a Parameters with one' });
        const attempt = await validating(asker, address.value, body.value, asked);
        return attempt.ok ? audited(asker, attempt.value) : attempt;
      }),
    );
}

function addressOf(type: string | null, id: string | null, types: ReadonlySet<string>): Attempt<ValidateAddress> {
  return (type === null || types.has(type)) && (id === null || ID.test(id)) ? made({ type, id }) : ABSENT;
}
