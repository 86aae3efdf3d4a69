// What the server is and by which definitions it speaks: GET metadata, and our own profiles, codes and operations. Public:
// whoever is to sign in must first know how.
import { type Context } from 'hono';
import { NOT_FOUND } from '#fhir/outcome.js';
import { saidValue } from '#fhir/said-value.js';
import { type Doorway } from '../authorization/route-policy.js';
import { type DoorEnv } from '../open-clinic.js';
import { type Attempt, made, type Refused, refuse } from './attempt.js';
import { bundleText, entryMembers, indented, linkMember } from './bundle-text.js';
import { type Claimed, capabilityStatementOf } from './capability-statement.js';
import { CONFORMANCE_TYPES, type ConformanceResource, conformanceResources } from './conformance-resources.js';
import { queryIn, sendRefusal, shapeOf } from './http.js';
import { onlyKnown, onlyValue, type Pair, pairsOf } from './query-pairs.js';
import { linksOf } from './searching.js';
import { notAnId } from './unserved-routes.js';

const SHAPE = ['_format', '_pretty'];
const MOST_ADDRESSES = 16;
const ABSENT: { readonly ok: false; readonly refused: Refused } = { ok: false, refused: { outcome: NOT_FOUND } };

/** Adds the public routes of the API. */
export function metadataRoutes(doorway: Doorway, claimed: Claimed): void {
  const ours = conformanceResources(claimed.fhir, claimed.knowledge);
  const statementAt = statements(claimed);
  doorway.route(
    'GET',
    '/fhir/metadata',
    'public',
    answeredTo(['mode'], (base, pairs) => metadata(statementAt, base, pairs)),
  );
  for (const type of CONFORMANCE_TYPES) {
    const resources = ours[type];
    doorway.route(
      'GET',
      `/fhir/${type}`,
      'public',
      answeredTo(['url', '_id'], (base, pairs) => found(resources, `${base}/${type}`, pairs)),
    );
    doorway.route(
      'GET',
      `/fhir/${type}/:id`,
      'public',
      answeredTo([], (_, __, id) => {
        const resource = resources.get(id);
        return resource ? made(resource.text) : (notAnId('GET', type, id) ?? ABSENT);
      }),
    );
  }
}

/** The statement as text for an address of the server, written once for each; a server has a few. */
function statements(claimed: Claimed): (base: string) => string {
  const written = new Map<string, string>();
  return (base) => {
    const before = written.get(base);
    if (before !== undefined) return before;
    const text = JSON.stringify(capabilityStatementOf(claimed, base));
    if (written.size >= MOST_ADDRESSES) written.clear();
    written.set(base, text);
    return text;
  };
}

function metadata(statementAt: (base: string) => string, base: string, pairs: readonly Pair[]): Attempt<string> {
  const mode = onlyValue(pairs, 'mode');
  if (!mode.ok) return mode;
  if (mode.value !== null && mode.value !== 'full' && mode.value !== 'normative')
    return refuse('bad-parameter', {
      what: `mode must be full or normative, not ${saidValue(mode.value)}`,
      mend: 'leave it out: this is no terminology server',
    });
  return made(statementAt(base));
}

/** All of a type, or those that have one of the addresses and one of the ids that are asked for. */
function found(
  resources: ReadonlyMap<string, ConformanceResource>,
  path: string,
  pairs: readonly Pair[],
): Attempt<string> {
  const wanted = (name: string) => pairs.filter(([n]) => n === name).map(([, value]) => value.split(','));
  const matches = [...resources.values()].filter(
    (r) => wanted('url').every((urls) => urls.includes(r.url)) && wanted('_id').every((ids) => ids.includes(r.id)),
  );
  const entries = matches.map(
    ({ id, text }) => `{"fullUrl":${JSON.stringify(`${path}/${id}`)},"resource":${text},"search":{"mode":"match"}}`,
  );
  const links = linkMember(linksOf(path, pairs, null));
  return made(bundleText('searchset', [`"total":${matches.length}`, links, ...entryMembers(entries)]));
}

/** A handler of what is the same for everybody. */
function answeredTo(
  parameters: readonly string[],
  work: (base: string, pairs: readonly Pair[], id: string) => Attempt<string>,
) {
  return (c: Context<DoorEnv>): Response => {
    const shape = shapeOf(c);
    if (!shape.ok) return sendRefusal(c, shape.refused, { type: 'application/fhir+json', pretty: false });
    const asked = pairsIn(c, parameters);
    if (!asked.ok) return sendRefusal(c, asked.refused, shape.value);
    const base = `${c.get('origin')}/fhir`;
    const attempt = work(base, asked.value, c.req.param('id') ?? '');
    if (!attempt.ok) return sendRefusal(c, attempt.refused, shape.value);
    return c.body(shape.value.pretty ? indented(attempt.value) : attempt.value, 200, {
      'cache-control': 'no-cache',
      'content-type': `${shape.value.type}; charset=utf-8`,
    });
  };
}

function pairsIn(c: Context<DoorEnv>, parameters: readonly string[]): Attempt<readonly Pair[]> {
  const pairs = pairsOf(queryIn(c));
  if (!pairs.ok) return pairs;
  const known = onlyKnown(pairs.value, [...parameters, ...SHAPE]);
  return known.ok ? made(pairs.value.filter(([name]) => !SHAPE.includes(name))) : known;
}
