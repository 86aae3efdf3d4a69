// The route of $everything, by GET and by POST (R4 Patient operations). It is an export of a record that names people, so
// the matrix says by that row who may ask.
import { type Context } from 'hono';
import { isJsonObject, type JsonValue } from '#fhir/json-value.js';
import { rolesFor } from '../authorization/matrix.js';
import { type Doorway } from '../authorization/route-policy.js';
import { type DoorEnv } from '../open-clinic.js';
import { type Answer } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { EVERYTHING_PARAMETERS, EXPORT_ACTION, everythingOf } from './everything.js';
import { answering, jsonBody } from './http.js';
import { audited, isTelling, performed } from './performing.js';
import { onlyKnown, type Pair } from './query-pairs.js';

const MAY_EXPORT = rolesFor(EXPORT_ACTION);
const PATH = '/fhir/Patient/:id/$everything';

/** Adds the two routes of the operation. */
export function everythingRoutes(doorway: Doorway): void {
  const idOf = (c: Context<DoorEnv>): string => c.req.param('id')!;
  doorway.route(
    'GET',
    PATH,
    MAY_EXPORT,
    answering((asker, asked, c) => answered(asker, idOf(c), asked)),
  );
  doorway.route(
    'POST',
    PATH,
    MAY_EXPORT,
    answering(async (asker, asked, c) => {
      const none = onlyKnown(asked.pairs, []);
      if (!none.ok) return none;
      const pairs = c.req.header('content-type') === undefined ? made([]) : pairsOfParameters(await jsonBody(c));
      return pairs.ok ? answered(asker, idOf(c), { ...asked, pairs: pairs.value }) : pairs;
    }),
  );
}

async function answered(asker: Asker, patient: string, asked: Asked): Promise<Attempt<Answer>> {
  const deed = everythingOf(asker, patient, asked);
  const answer = deed.ok ? await performed(asker, deed.value) : deed;
  if (answer.ok) return audited(asker, answer.value);
  if (isTelling(answer.refused))
    asker.open.readAudit.refused(asker.principal, { action: 'export', type: 'Patient', id: patient });
  return answer;
}

const MISSHAPEN = refuse('bad-element', {
  what: 'the body is no Parameters with the names and values of this operation',
  mend: `send a Parameters resource with ${EVERYTHING_PARAMETERS.join(', ')}, each with one value, or no body`,
});

/** `{"name": "_count", "valueInteger": 50}` as the pair it would be in an address. */
function pairsOfParameters(body: Attempt<JsonValue>): Attempt<readonly Pair[]> {
  if (!body.ok) return body;
  if (!isJsonObject(body.value) || body.value.resourceType !== 'Parameters') return MISSHAPEN;
  const { parameter = [] } = body.value;
  if (!Array.isArray(parameter)) return MISSHAPEN;
  const pairs: Pair[] = [];
  for (const one of parameter) {
    const [value, ...more] = isJsonObject(one) ? Object.entries(one).filter(([name]) => name.startsWith('value')) : [];
    if (!isJsonObject(one) || typeof one.name !== 'string' || !value || more.length > 0) return MISSHAPEN;
    if (typeof value[1] !== 'string' && typeof value[1] !== 'number') return MISSHAPEN;
    pairs.push([one.name, String(value[1])]);
  }
  return made(pairs);
}
