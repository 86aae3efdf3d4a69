// The address of $assess, for those who may see a differential.
import { isJsonObject } from '#fhir/json-value.js';
import { rolesFor } from '../authorization/matrix.js';
import { type Doorway } from '../authorization/route-policy.js';
import { ASSESS_ACTION, assessing } from './assess-operation.js';
import { refuse } from './attempt.js';
import { answering, jsonBody } from './http.js';
import { audited } from './performing.js';
import { type Reasoning } from './reasoning-thread.js';

/** Adds POST $assess; the reasoning is the whole server's, demo and clinic alike. */
export function assessRoutes(doorway: Doorway, reasoning: Reasoning): void {
  doorway.route(
    'POST',
    '/fhir/$assess',
    rolesFor(ASSESS_ACTION),
    answering(async (asker, asked, c) => {
      const body = await jsonBody(c);
      if (!body.ok) return body;
      if (!isJsonObject(body.value))
        return refuse('bad-element', { what: 'the body is no Parameters', mend: 'send a Parameters resource' });
      const attempt = await assessing(asker, reasoning, body.value, asked);
      return attempt.ok ? audited(asker, attempt.value) : attempt;
    }),
  );
}
