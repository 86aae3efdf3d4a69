// What a search cannot answer it refuses: with the thing, the value and the mend; never with an empty list that reads as
// "there is none".
import { describe, expect, it } from 'vitest';
import { aPatient, created, physician, testDoor, told } from './test-door.js';

const door = testDoor();
const get = (path: string) => door.ask(physician, 'GET', path);

interface Refused {
  readonly kind: string;
  readonly code: string;
  readonly what: string;
  readonly mend: string;
}
async function refusalOf(path: string): Promise<Refused> {
  const answer = await get(path);
  expect([path, answer.status]).toEqual([path, 400]);
  const [issue] = answer.json.issue;
  return { kind: told(answer)[0], code: issue.code, what: issue.details.text, mend: issue.diagnostics };
}

describe('a value that a parameter does not take is said, with one that it does', () => {
  it.each([
    ['/Patient?birthdate=1970-13', 'search parameter birthdate must be a date, not 1970-13', '2026-01-05T12:00:00Z'],
    ['/Patient?_lastUpdated=ge1970-13', 'search parameter _lastUpdated must be a date, not ge1970-13', '2026-01'],
    ['/Patient?_count=-1', 'search parameter _count must be a whole number, not -1', 'write it as 20'],
    ['/Observation?value-quantity=abc', 'search parameter value-quantity must be a number, not abc', '5.4'],
    ['/Patient?birthdate:missing=yes', 'search parameter birthdate:missing must be true or false, not yes', 'true'],
    ['/Patient?identifier=|', 'search parameter identifier must be code or system|code, not |', 'loinc.org|72514-3'],
    ['/Patient?gender=', 'search parameter gender must have a value, and one on each side of a comma', 'leave gender'],
    ['/Patient?_total=roughly', '_total must be one of none, estimate, accurate, not roughly', 'leave it out'],
    ['/Patient?_summary=short', '_summary must be one of true, text, data, count, false, not short', 'leave it out'],
    ['/Patient?_elements=nope', '_elements must name top-level elements, not nope', 'birthDate'],
    [
      '/Patient?_elements=name,Observation.nope',
      '_elements must name top-level elements, not Observation.nope',
      'name',
    ],
    ['/Patient/_history?_since=soon', '_since must be an instant, not soon', '%2B'],
    ['/Patient?=x', 'a value without the name of its parameter: =x', 'name=value'],
    [
      '/Observation?date=2026-01-05T12:00:00+09:00',
      'search parameter date must be a date, not 2026-01-05T12:00:00 09:00',
      'write the plus sign of the zone as %2B',
    ],
  ])('%s', async (path, what, mend) => {
    const refused = await refusalOf(path);
    expect([refused.kind, refused.code]).toEqual(['bad-parameter', 'value']);
    expect(refused.what).toContain(what);
    expect(refused.mend).toContain(mend);
  });

  it('an element under any of its names is one', async () => {
    for (const elements of ['id,meta,name', 'deceased', 'deceasedBoolean', 'birthDate'])
      expect((await get(`/Patient?_elements=${elements}`)).status).toBe(200);
    expect((await get('/Observation?_elements=valueQuantity,Patient.name')).status).toBe(200);
    expect((await get('/Observation?_elements=birthDate')).status).toBe(400);
    expect((await get('/Observation?_elements=birthDate&_include=Observation:subject')).status).toBe(200);
  });

  it('no more of it than is needed, and nothing that controls a screen', async () => {
    const { what } = await refusalOf(`/Patient?birthdate=%1b[31m%e2%80%ae${'9'.repeat(500)}`);
    expect(what).toBe(`search parameter birthdate must be a date, not \ufffd[31m\ufffd${'9'.repeat(58)}...`);
    const named = await refusalOf(`/Patient?%1b${'x'.repeat(500)}=1`);
    expect(named.what).toBe(`search parameter \ufffd${'x'.repeat(63)}... is not known for Patient`);
  });
});

describe('a parameter that is not known is said with those that are', () => {
  it.each([
    ['/Patient?shoe-size=44', 'search parameter shoe-size is not known for Patient', /birthdate, .*family/],
    ['/Patient?family:sounds=a', 'search parameter family:sounds has a modifier that is not supported', /:exact/],
    ['/Observation?_sort=code', 'search parameter _sort cannot sort Observation by code', /date, value-quantity/],
    ['/Patient?_include=Observation:subject', 'search parameter _include must begin with Patient', /organization/],
  ])('%s', async (path, what, mend) => {
    const refused = await refusalOf(path);
    expect([refused.kind, refused.code]).toEqual(['unknown-parameter', 'not-supported']);
    expect(refused.what).toContain(what);
    expect(refused.mend).toMatch(mend);
  });
});

describe('what can never find anything is refused, though its words are known', () => {
  it.each([
    [
      '/Patient?_revinclude=Provenance:target',
      'names Provenance, which cannot be followed here',
      /searched by themsel/,
    ],
    [
      '/Patient?_has:Provenance:target:agent=x',
      'names Provenance, which cannot be followed here',
      /Provenance\?target/,
    ],
    ['/Patient?_has:AuditEvent:patient:action=R', 'names AuditEvent, which cannot be followed here', /searched by/],
    ['/Patient?_has:Claim:patient:status=active', 'names Claim, which cannot be followed here', /Observation/],
    ['/Encounter?location:Location.name=x', 'names Location, which cannot be followed here', /Observation/],
    ['/Encounter?_include=Encounter:location:Location', 'names Location, which cannot be followed here', /Patient/],
    ['/Observation?patient:Organization.name=x', 'to Organization, to which it cannot point', /^it points to Patient$/],
    ['/Observation?_include=Observation:patient:Organization', 'to which it cannot point', /^it points to Patient$/],
    ['/Patient?_has:Observation:encounter:code=1', 'follows what cannot point to Patient', /patient, .*subject/],
    ['/Patient?_revinclude=Observation:encounter', 'follows Observation:encounter, which cannot point', /subject/],
    ['/Patient?_revinclude=Observation:subject:Device', 'which cannot point to Patient', /subject/],
    ['/Patient?_has:Nobody:patient:x=1', 'names Nobody, which cannot be followed here', /Observation/],
  ])('%s', async (path, what, mend) => {
    const refused = await refusalOf(path);
    expect(refused.kind).toBe('unknown-parameter');
    expect(refused.what).toContain(what);
    expect(refused.mend).toMatch(mend);
  });

  it('and what can is asked as before', async () => {
    for (const path of [
      '/Observation?patient.name=x',
      '/Observation?subject:Patient.organization.name=x',
      '/Patient?_has:Observation:subject:code=1',
      '/Patient?_revinclude=Observation:subject:Patient',
      '/Observation?_include=Observation:encounter:Encounter',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
  });
});

describe('a condition of a write', () => {
  it('holds parameters alone, and says so', async () => {
    const body = aPatient('Cond', { identifier: [{ system: 'urn:x', value: '1' }] });
    const headers = { 'if-none-exist': 'Patient?identifier=urn:x|1' };
    const answer = await door.ask(physician, 'POST', '/Patient', { body, headers });
    expect([answer.status, told(answer)[1]]).toEqual([
      400,
      'If-None-Exist holds the parameters of a search alone, not Patient?identifier=urn:x|1',
    ]);
    expect(answer.json.issue[0].diagnostics).toContain('identifier=system|value');
    const id = await created(door, physician, body);
    const again = { 'if-none-exist': '?identifier=urn:x|1' };
    const found = await door.ask(physician, 'POST', '/Patient', { body, headers: again });
    expect([found.status, found.json.id]).toEqual([200, id]);
  });
});

it('what was asked stands in no row of the log in its own words', async () => {
  await get('/Patient?birthdate=personal-word');
  await door.ask(physician, 'GET', '/Patient/nobody?_elements=personal-word');
  expect(JSON.stringify(await door.audit())).not.toContain('personal-word');
});
