// The matrix, cell by cell, through the real routes: what a cell allows succeeds, all else is refused. What a word means
// is said here a second time.
import { describe, expect, it } from 'vitest';
import { type JsonObject } from '#fhir/json-value.js';
import { MATRIX, PROJECTED, type Row, type Word } from '#server/authorization/matrix.js';
import { type Principal, ROLES, type Role } from '#server/authorization/principal.js';
import { fresh, isMade, KNOWN, type Known, PATIENTS, person, smallClinic } from './small-clinic.js';
import { type Face } from './two-world/face.js';
import { type Asked } from './two-world/random-request.js';

type Concerned = Pick<Known, 'about' | 'mine' | 'intake'>;
const ofTeam = (asker: Principal, { about }: Concerned): boolean =>
  about !== null && (PATIENTS[about]?.team ?? []).some((team) => asker.teams.includes(team));
const ofSite = (asker: Principal, { about }: Concerned): boolean =>
  about !== null && PATIENTS[about]!.site!.some((site) => asker.sites.includes(site));
const ofOneself = (asker: Principal, { about }: Concerned): boolean => about !== null && asker.patients.includes(about);

const MEANT: Readonly<Record<Word, (asker: Principal, known: Concerned) => boolean>> = {
  never: () => false,
  own: ofOneself,
  granted: ofOneself,
  'own intake': (asker, known) => ofOneself(asker, known) && known.intake,
  'granted intake': (asker, known) => ofOneself(asker, known) && known.intake,
  'own intake, own hand': (asker, known) => ofOneself(asker, known) && known.intake && known.mine,
  'granted intake, own hand': (asker, known) => ofOneself(asker, known) && known.intake && known.mine,
  team: ofTeam,
  'site or team': (asker, known) => ofSite(asker, known) || ofTeam(asker, known),
  // Of the three opened records one is of another site and one was closed again.
  'team, or own site with reason': (asker, known) => ofTeam(asker, known) || known.about === 'blue',
  'own notes': (asker, known) => ofTeam(asker, known) && known.mine,
  'own hand': (_, { mine }) => mine,
  everything: () => true,
  'own access log': () => false,
  'own deeds': () => false,
  'whole log': () => false,
  metadata: () => false,
  'own site': () => false,
};

/** What all rows together give. */
const may = (asker: Principal, about: 'reads' | 'writes', type: string, known: Concerned): boolean =>
  MATRIX.some((row) => row[about].includes(type) && MEANT[row.cells[asker.role]](asker, known));
const sees = (asker: Principal, known: Known) => may(asker, 'reads', known.type, known);

/** Asks one after the other. */
function talk(face: Face, asker: Principal) {
  let n = 0;
  return async (method: string, path: string, body?: JsonObject | JsonObject[], version?: number) => {
    const headers: Record<string, string> = version === undefined ? {} : { 'if-match': `W/"${version}"` };
    if (body) headers['content-type'] = Array.isArray(body) ? 'application/json-patch+json' : 'application/fhir+json';
    const asked: Asked = { method, path, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    return face.ask(asker, asked, ++n);
  };
}
const ofType = (type: string): readonly Known[] => KNOWN.filter((known) => known.type === type);
const nameOf = ({ type, id }: Known): string => `${type}/${id}`;

const cells = MATRIX.flatMap((row) =>
  ROLES.map((role): readonly [Role, string, Word, Row] => [role, row.action, row.cells[role], row]),
);

describe('reading', async () => {
  const face = await smallClinic();
  const reading = cells.filter(([, , , row]) => row.reads.some(isMade));
  it.each(reading)('a %s may "%s": %s', async (role, _, __, { reads }) => {
    const asker = person(role);
    const ask = talk(face, asker);
    for (const type of reads.filter(isMade)) {
      const any = MATRIX.some((row) => row.reads.includes(type) && row.cells[role] !== 'never');
      for (const known of ofType(type)) {
        const { status } = await ask('GET', nameOf(known));
        expect([nameOf(known), status]).toEqual([nameOf(known), sees(asker, known) ? 200 : 404]);
        const history = await ask('GET', `${nameOf(known)}/_history/1`);
        expect([nameOf(known), history.status]).toEqual([nameOf(known), sees(asker, known) ? 200 : 404]);
      }
      const { status, body } = await ask('GET', `${type}?_count=200&_total=accurate`);
      const seen = ofType(type).filter((known) => sees(asker, known));
      expect([type, status]).toEqual([type, any ? 200 : 403]);
      if (!any) continue;
      const bundle = JSON.parse(body) as { total: number; entry?: { resource: { id: string } }[] };
      expect(bundle.total).toBe(seen.length);
      expect((bundle.entry ?? []).map((e) => e.resource.id).sort()).toEqual(seen.map((known) => known.id).sort());
    }
  });
});

describe('writing', () => {
  const writing = cells.filter(([, , , row]) => row.writes.some(isMade));
  it.each(writing)('a %s may "%s": %s', async (role, _, __, { writes }) => {
    const asker = person(role);
    const ask = talk(await smallClinic(writes), asker);
    for (const type of writes.filter(isMade)) {
      for (const known of ofType(type)) {
        const allowed = may(asker, 'writes', type, known);
        // A resource that is not seen is not there; one that is seen and not the asker's to change is forbidden.
        const [done, gone] = allowed ? [200, 204] : sees(asker, known) ? [403, 403] : [404, 404];
        const next = { ...known.resource, id: known.id, language: 'en' };
        const put = await ask('PUT', nameOf(known), next, 1);
        const nothing = MATRIX.every((row) => !row.writes.includes(type) || row.cells[role] === 'never');
        const expected = (status: number) => (status === 404 && nothing ? [403, 404] : [status]);
        expect(expected(done), `PUT ${nameOf(known)}: ${put.body}`).toContain(put.status);
        const version = allowed ? 2 : 1;
        const patch = await ask('PATCH', nameOf(known), [{ op: 'add', path: '/language', value: 'ja' }], version);
        expect(expected(done), `PATCH ${nameOf(known)}: ${patch.body}`).toContain(patch.status);
        const removed = await ask('DELETE', nameOf(known), undefined, allowed ? 3 : 1);
        const statuses = allowed ? [200, gone] : expected(gone);
        expect(statuses, `DELETE ${nameOf(known)}: ${removed.body}`).toContain(removed.status);
      }
      for (const about of Object.keys(PATIENTS))
        for (const intake of type === 'Observation' ? [true, false] : [isIntakeType(type)]) {
          // A new patient belongs to the team of who registers it.
          const concerned = {
            about: type === 'Patient' ? 'red' : about,
            mine: true,
            intake: intake && isIntakeType(type),
          };
          const allowed = may(asker, 'writes', type, concerned);
          const created = await ask('POST', type, fresh(type, about, intake));
          expect(created.status, `POST ${type} about ${about}: ${created.body}`).toBe(allowed ? 201 : 403);
        }
    }
  });
});

const isIntakeType = (type: string): boolean => ['QuestionnaireResponse', 'Media', 'Observation'].includes(type);

describe('the audit log', () => {
  it.each(ROLES)('a %s writes none of it', async (role) => {
    const ask = talk(await smallClinic([]), person(role));
    for (const type of PROJECTED) {
      const body = { resourceType: type, id: '1' };
      for (const [method, path] of [
        ['POST', type],
        ['PUT', `${type}/1`],
        ['PATCH', `${type}/1`],
        ['DELETE', `${type}/1`],
      ] as const) {
        const { status } = await ask(method, path, method === 'PATCH' ? [] : method === 'DELETE' ? undefined : body, 1);
        expect([404, 405]).toContain(status);
      }
    }
  });
});
