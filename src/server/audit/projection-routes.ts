// AuditEvent and Provenance: the audit chain as FHIR, to read and to search. Nobody writes them: other methods have no
// route here and are answered 405. Looking at the log is itself a row of it.
import { type Context } from 'hono';
import { type JsonObject, textFromJson } from '#fhir/json-value.js';
import { NOT_FOUND } from '#fhir/outcome.js';
import { auditViewOf } from '../authorization/audit-view.js';
import { rolesFor } from '../authorization/matrix.js';
import { type Doorway } from '../authorization/route-policy.js';
import { type Answer } from '../fhir-api/answer.js';
import { type Asked, askedOf } from '../fhir-api/asked.js';
import { type Asker } from '../fhir-api/asker.js';
import { type Attempt, made, refuse } from '../fhir-api/attempt.js';
import { bundleText, entryMembers, linkMember } from '../fhir-api/bundle-text.js';
import { answering, queryIn, textOfBody } from '../fhir-api/http.js';
import { FORM_TYPES } from '../fhir-api/negotiation.js';
import { audited } from '../fhir-api/performing.js';
import { onlyKnown } from '../fhir-api/query-pairs.js';
import { linksOf } from '../fhir-api/searching.js';
import { jsonOfStored } from '../fhir-api/stored-json.js';
import { notAnId } from '../fhir-api/unserved-routes.js';
import { type DoorEnv } from '../open-clinic.js';
import { type AuditRow } from '../store/audit-chain.js';
import { auditEventOf } from './audit-event.js';
import { foundRows } from './found-rows.js';
import { namesIn } from './names.js';
import { hasProvenance, knowledgeIn, provenanceOf, REASONED } from './provenance.js';
import { type AuditPage, AuditUnavailable } from './read-audit.js';
import { type RowNames, rowNamesOf } from './row-names.js';
import { type Projection, placeOfId, type RowSearch, rowSearchOf } from './row-search.js';
import { type Onlooker, sees } from './shown-row.js';

const ABSENT = { ok: false, refused: { outcome: NOT_FOUND } } as const;
/** Versions of one resource that a search by target looks through. */
const MOST_VERSIONS = 200;

/** Who looks at the log through this request. */
export const onlookerOf = ({ principal, scope }: Asker): Onlooker => ({
  view: auditViewOf(principal),
  account: principal.account,
  scope,
});

/** Adds the routes of both types: read, search by GET and by POST. */
export function projectionRoutes(doorway: Doorway): void {
  const policy = rolesFor('read the audit log');
  for (const of of ['AuditEvent', 'Provenance'] as const) {
    doorway.route(
      'GET',
      `/fhir/${of}`,
      policy,
      answering((asker, asked) => named(asker, (names) => searched(asker, of, asked, names))),
    );
    doorway.route(
      'POST',
      `/fhir/${of}/_search`,
      policy,
      answering(async (asker, asked, c) => {
        const whole = await withForm(c, asked);
        return whole.ok ? named(asker, (names) => searched(asker, of, whole.value, names)) : whole;
      }),
    );
    doorway.route(
      'GET',
      `/fhir/${of}/:id`,
      policy,
      answering(async (asker, asked, c) => {
        const id = c.req.param('id')!;
        return notAnId('GET', of, id) ?? named(asker, (names) => readOne(asker, of, id, asked, names));
      }),
    );
  }
}

/** With the names of the clinic's rows; where none can be made yet, the log cannot be looked at. */
async function named({ open }: Asker, work: (names: RowNames) => Promise<Attempt<Answer>>): Promise<Attempt<Answer>> {
  try {
    return await work(await rowNamesOf(open));
  } catch (error) {
    if (!(error instanceof AuditUnavailable)) throw error;
    return refuse(
      'unavailable',
      { what: error.message, mend: 'try again in a moment' },
      { 'retry-after': String(error.retryAfterSeconds) },
    );
  }
}

/** Parameters of the address and of the form are one query (R4 3.1.1.2). */
async function withForm(c: Context<DoorEnv>, asked: Asked): Promise<Attempt<Asked>> {
  const form = c.req.header('content-type') === undefined ? made('') : await textOfBody(c, FORM_TYPES);
  if (!form.ok) return form;
  return askedOf({ query: [queryIn(c), form.value].filter((part) => part !== '').join('&') }, asked.returns);
}

async function readOne(
  asker: Asker,
  of: Projection,
  id: string,
  { pairs }: Asked,
  names: RowNames,
): Promise<Attempt<Answer>> {
  const known = onlyKnown(pairs, []);
  if (!known.ok) return known;
  const place = placeOfId(of, id, names);
  const rows = place === null ? [] : await rowsAt(asker, [place]);
  const shown = rows.filter((row) => isShown(asker, of, row));
  const [resource] = await resourcesOf(asker, of, shown, names);
  if (!resource) {
    asker.open.readAudit.refused(asker.principal, { action: 'read', type: of, id });
    return ABSENT;
  }
  return audited(asker, {
    ...{ status: 200, stored: null, located: false, body: { kind: 'resource', text: textFromJson(resource) } },
    shown: { action: 'read', type: of, id, versions: [], patients: patientsOf(shown) },
  });
}

async function searched(
  asker: Asker,
  of: Projection,
  { pairs, query }: Asked,
  names: RowNames,
): Promise<Attempt<Answer>> {
  const search = rowSearchOf(asker, of, pairs, names);
  if (!search.ok) return search;
  const { rows, next } = await pageOf(asker, of, search.value);
  const resources = await resourcesOf(asker, of, rows, names);
  const links = linksOf(`${asker.base}/${of}`, pairs, next === null ? null : names.cursorOf(next));
  const entries = resources.map(
    (resource) =>
      `{"fullUrl":"${asker.base}/${of}/${resource.id}","resource":${textFromJson(resource)},"search":{"mode":"match"}}`,
  );
  return audited(asker, {
    ...{ status: 200, stored: null, located: false },
    body: { kind: 'resource', text: bundleText('searchset', [linkMember(links), ...entryMembers(entries)]) },
    shown: { action: 'search', type: of, ...(query === '' ? {} : { query }), versions: [], patients: patientsOf(rows) },
  });
}

const patientsOf = (rows: readonly AuditRow[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => row.patient ?? [])),
];

const isShown = (asker: Asker, of: Projection, row: AuditRow): boolean => {
  const onlooker = onlookerOf(asker);
  return sees(onlooker, row) && (of === 'AuditEvent' || hasProvenance(row, onlooker));
};

async function pageOf(asker: Asker, of: Projection, search: RowSearch): Promise<AuditPage> {
  const { repository, clinic } = asker.open;
  const keep = (row: AuditRow): boolean => isShown(asker, of, row) && search.keep(row);
  const places = await placesOf(asker, search);
  if (places === null) return foundRows(repository, clinic, onlookerOf(asker), { ...search, keep });
  // A few rows that are known by their place are found among themselves, by the same rules.
  const rows = await rowsAt(asker, places);
  return foundRows(overRows(rows), clinic, onlookerOf(asker), { ...search, keep });
}

/** The places named by `_id`, by `target`, or by both; null where neither is asked. */
async function placesOf({ open }: Asker, { places, target }: RowSearch): Promise<readonly number[] | null> {
  if (!target) return places;
  // Only places are taken from it; whether their rows are seen is asked of the rows.
  const scope = { clinic: open.clinic, read: { [target.type]: 'all' as const }, write: {} };
  const history = await open.repository.history(scope, { ...target, count: MOST_VERSIONS });
  const made = history.ok ? history.value.entries.map((version) => version.seq) : [];
  return places === null ? made : made.filter((place) => places.includes(place));
}

/** Newest first. */
async function rowsAt(
  { open: { repository, clinic } }: Asker,
  places: readonly number[],
): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  for (const place of [...new Set(places)].sort((a, b) => b - a)) {
    const [row] = await repository.auditRows(clinic, place, 1);
    if (row?.seq === place) rows.push(row);
  }
  return rows;
}

function overRows(rows: readonly AuditRow[]): Parameters<typeof foundRows>[0] {
  return {
    auditFound: async (_, { patient, actor, before, count }) =>
      rows
        .filter((row) => patient === undefined || row.patient === patient)
        .filter((row) => actor === undefined || row.actor === actor)
        .filter((row) => before === undefined || row.seq < before)
        .slice(0, count),
    auditRows: async (_, from, count) =>
      rows
        .filter((row) => row.seq >= from)
        .reverse()
        .slice(0, count),
  };
}

async function resourcesOf(
  asker: Asker,
  of: Projection,
  rows: readonly AuditRow[],
  names: RowNames,
): Promise<readonly JsonObject[]> {
  const people = await namesIn(asker.open.repository, asker.open.clinic, rows);
  const resources: JsonObject[] = [];
  for (const row of rows) {
    const [rowName, name] = [names.nameOf(row.seq), people.get(row.actor) ?? null];
    resources.push(
      of === 'AuditEvent'
        ? auditEventOf(row, rowName, onlookerOf(asker), name)
        : provenanceOf(row, rowName, name, await knowledgeOf(asker, row)),
    );
  }
  return resources;
}

/** With which knowledge the version of the row was reasoned out; nothing else of its content is looked at. */
async function knowledgeOf({ open }: Asker, { type, id, version }: AuditRow): Promise<string | null> {
  if (!REASONED.has(type!)) return null;
  const scope = { clinic: open.clinic, read: { [type!]: 'all' as const }, write: {} };
  const found = await open.repository.vread(scope, type!, id!, version!);
  return found.ok && !found.value.deleted ? knowledgeIn(jsonOfStored(found.value)) : null;
}
