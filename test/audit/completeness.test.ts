// Nothing leaves unlogged and nothing is logged twice: random requests of random people, and after each the rows that the
// chain has grown by are held against what the answer held. AUDIT_OPERATIONS=5000 is the long form.
import { expect, it } from 'vitest';
import { type Random, seededRandom } from '#core/random.js';
import { type Principal } from '#server/authorization/principal.js';
import { type AuditEntry, type AuditRow, checkedChain, EMPTY_CHAIN } from '#server/store/audit-chain.js';
import { type StoredVersion } from '#server/store/repository.js';
import {
  type Asked,
  auditor,
  CLINIC,
  type LogDoor,
  logDoor,
  operator,
  patientOf,
  person,
  physician,
  therapist,
} from './log-door.js';

const OPERATIONS = Number(process.env.AUDIT_OPERATIONS ?? 800);
const TYPES = ['Patient', 'Observation', 'Condition', 'Media', 'Practitioner', 'Device'] as const;
type Type = (typeof TYPES)[number];
// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
type Any = any;

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]!;
const survey = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] }];

function resourceOf(random: Random, type: Type, patient: string): Record<string, unknown> {
  const subject = { reference: `Patient/${patient}` };
  const text = { text: `t${Math.floor(random.uniform() * 3)}` };
  switch (type) {
    case 'Patient':
      return { resourceType: type, name: [text], ...(random.uniform() < 0.3 ? { gender: 'female' } : {}) };
    case 'Observation':
      return {
        resourceType: type,
        status: 'final',
        code: text,
        subject,
        ...(random.uniform() < 0.5 ? { category: survey } : {}),
      };
    case 'Condition':
      return { resourceType: type, code: text, subject };
    case 'Media':
      return {
        resourceType: type,
        status: 'completed',
        subject,
        content: { url: 'urn:uuid:5c1b7a1e-0000-4000-8000-000000000000' },
      };
    default:
      return {
        resourceType: type,
        ...(type === 'Practitioner' ? { name: [text] } : { deviceName: [{ name: 'd', type: 'other' }] }),
      };
  }
}

/** Every resource in an answer, with its version. */
function resourcesIn(body: Any): Any[] {
  if (body?.resourceType === 'Bundle') return (body.entry ?? []).flatMap((entry: Any) => resourcesIn(entry.resource));
  return body?.meta?.versionId && body.resourceType !== 'AuditEvent' && body.resourceType !== 'Provenance'
    ? [body]
    : [];
}

/** Asks at random and throws at the first answer whose rows are not right. */
async function asked(door: LogDoor, operations: number): Promise<void> {
  const random = seededRandom(1, 'completeness');
  const { repository } = door;
  const known: { readonly type: Type; readonly id: string; version: number }[] = [];
  const patients = () => known.filter((k) => k.type === 'Patient').map((k) => k.id);
  for (let i = 0; i < 4; i++) {
    const { json } = await door.ask(physician, 'POST', '/fhir/Patient', resourceOf(random, 'Patient', ''));
    known.push({ type: 'Patient', id: json.id, version: 1 });
  }
  const opened = { patient: patients()[0]!, reason: 'emergency', until: Number.MAX_SAFE_INTEGER };
  const people: readonly Principal[] = [
    ...[physician, physician, therapist, operator, auditor],
    ...[patientOf(patients()[0]!), person('proxy', { patients: patients().slice(1, 3) })],
    person('physician', { account: 'physician-2', sites: ['north'], teams: ['red'], opened: [opened] }),
  ];
  let seq = (await repository.auditFound(CLINIC, { count: 1 }))[0]!.seq;
  let touched = 0;
  let answered = 0;

  /** The rows since, once all is written. */
  async function grown(): Promise<readonly AuditRow[]> {
    await door.readAudit.flush();
    const rows = await repository.auditRows(CLINIC, seq + 1, 10_000);
    seq += rows.length;
    return rows;
  }
  const about = async (resources: readonly Any[]): Promise<(string | undefined)[]> => {
    const versions = resources.map(
      (r): StoredVersion => ({
        ...{ type: r.resourceType, id: r.id, version: Number(r.meta.versionId) },
        ...{ seq: 0, updated: 0, deleted: false, text: '' },
      }),
    );
    const found = [...new Set((await repository.patientsIn(CLINIC, versions)).flat())];
    return found.length === 0 ? [undefined] : found;
  };

  /** A read: one row for each patient in the answer. */
  async function reads(who: Principal, path: string): Promise<void> {
    const { status, json } = await door.ask(who, 'GET', path);
    const rows = await grown();
    const told = { path, who: who.account, status };
    expect({ ...told, wrong: rows.filter((r) => r.actor !== who.account) }).toEqual({ ...told, wrong: [] });
    if (status !== 200) {
      expect({ ...told, rows: rows.filter((r) => r.outcome === 'success') }).toEqual({ ...told, rows: [] });
      return;
    }
    answered++;
    const resources = resourcesIn(json);
    touched += resources.length;
    const log = json.resourceType === 'Bundle' ? (json.entry ?? []).map((e: Any) => e.resource) : [json];
    const projected = log
      .filter((r: Any) => r?.resourceType === 'AuditEvent')
      .flatMap((r: Any) =>
        (r.entity ?? []).flatMap((e: Any) => (e.role.code === '1' ? [e.what.reference.slice(8)] : [])),
      );
    const expected = path.includes('/AuditEvent')
      ? projected.length > 0
        ? [...new Set(projected)]
        : [undefined]
      : await about(deletedToo(json));
    expect({ ...told, patients: rows.map((r) => r.patient).sort() }).toEqual({
      ...told,
      patients: [...expected].sort(),
    });
    for (const row of rows) expect(row.outcome).toBe('success');
  }

  /** A delete in a history shows no resource, and is about whom the resource was. */
  function deletedToo(json: Any): Any[] {
    if (json.type !== 'history') return resourcesIn(json);
    return (json.entry ?? []).map((e: Any) => {
      const [type, id] = e.fullUrl.split('/').slice(-2);
      return e.resource ?? { resourceType: type, id, meta: { versionId: /"(\d+)"/.exec(e.response.etag)![1] } };
    });
  }

  /** A write: one row for each version that came to be, and it is that version's. */
  async function writes(
    who: Principal,
    method: string,
    path: string,
    body: object | undefined,
    headers: Record<string, string> = {},
  ): Promise<Asked> {
    const place = seq;
    const answer = await door.ask(who, method, path, body, 'application/fhir+json', headers);
    const rows = await grown();
    const made = await versionsSince(place);
    const told = { method, path, who: who.account, status: answer.status };
    expect({
      ...told,
      rows: rows
        .filter(
          (r) =>
            r.version !== undefined && ['create', 'update', 'delete'].includes(r.action) && r.outcome === 'success',
        )
        .map((r) => [r.seq, r.type, r.id, r.version]),
    }).toEqual({
      ...{ ...told, rows: made.map((v) => [v.seq, v.type, v.id, v.version]) },
    });
    if (answer.status < 300) touched += made.length;
    else expect({ ...told, made: made.length }).toEqual({ ...told, made: 0 });
    return answer;
  }
  /** Versions that came to be after a place of the chain, in order. */
  async function versionsSince(place: number): Promise<readonly StoredVersion[]> {
    const all = Object.fromEntries(TYPES.map((type) => [type, 'all' as const]));
    const page = await repository.history({ clinic: CLINIC, read: all, write: {} }, { count: 20 });
    if (!page.ok) throw new Error(page.refusal.type);
    return page.value.entries.filter((v) => v.seq > place).reverse();
  }

  const searches = (patient: string): readonly string[] => [
    `Observation?patient=${patient}`,
    `Observation?patient=${patient}&_include=Observation:subject`,
    'Observation?code:text=t1',
    'Observation?_summary=true&_count=3',
    'Observation?patient.gender=female&_total=accurate',
    `Patient?_id=${patient}&_revinclude=Observation:subject&_revinclude=Condition:subject`,
    'Patient?_has:Observation:patient:status=final',
    'Patient?name=t&_elements=id',
    'Condition?_count=2',
    'Media',
    'Practitioner',
    'Device',
    'Observation?_summary=count',
    'AuditEvent?_count=3',
  ];
  for (let i = 0; i < operations; i++) {
    const who = pick(random, people);
    const kind = random.uniform();
    const one = pick(random, known);
    const patient = pick(random, patients());
    if (kind < 0.2) await reads(who, `/fhir/${one.type}/${pick(random, [one.id, one.id, one.id, 'nobody'])}`);
    else if (kind < 0.3)
      await reads(who, `/fhir/${one.type}/${one.id}/_history/${1 + Math.floor(random.uniform() * 3)}`);
    else if (kind < 0.4)
      await reads(
        who,
        pick(random, [
          `/fhir/${one.type}/${one.id}/_history`,
          `/fhir/${one.type}/_history?_count=5`,
          '/fhir/_history?_count=5',
        ]),
      );
    else if (kind < 0.65) await reads(who, `/fhir/${pick(random, searches(patient))}`);
    else if (kind < 0.7) await reads(who, `/fhir/Patient/${patient}/$everything?_count=20`);
    else if (kind < 0.82) {
      const type = pick(random, TYPES);
      const { status, json } = await writes(who, 'POST', `/fhir/${type}`, resourceOf(random, type, patient));
      if (status === 201) known.push({ type, id: json.id, version: 1 });
    } else if (kind < 0.92) {
      const body = { ...resourceOf(random, one.type, patient), id: one.id };
      const { status } = await writes(who, 'PUT', `/fhir/${one.type}/${one.id}`, body, {
        'if-match': `W/"${one.version}"`,
      });
      if (status === 200) one.version++;
    } else if (kind < 0.95) {
      const { status } = await writes(who, 'DELETE', `/fhir/${one.type}/${one.id}`, undefined, {
        'if-match': `W/"${one.version}"`,
      });
      if (status < 300) known.splice(known.indexOf(one), one.type === 'Patient' ? 0 : 1);
      if (status < 300) one.version++;
    } else {
      const entry = [0, 1].map(() => ({
        resource: resourceOf(random, 'Observation', patient),
        request: { method: 'POST', url: 'Observation' },
      }));
      await writes(who, 'POST', '/fhir', {
        resourceType: 'Bundle',
        type: pick(random, ['transaction', 'batch']),
        entry,
      });
    }
  }
  expect(answered).toBeGreaterThan(operations / 8);
  expect(touched).toBeGreaterThan(operations / 2);
  const rows = await repository.auditRows(CLINIC, 1, 1_000_000);
  expect(checkedChain(CLINIC, EMPTY_CHAIN, rows)).toMatchObject({ fault: null, head: { seq } });
}

it('every answer has its rows, about whom it was and by whom it was asked, and no row is without its answer', async () => {
  await asked(logDoor(), OPERATIONS);
}, 600_000);

it.each<[string, (entries: readonly AuditEntry[]) => readonly AuditEntry[]]>([
  ['forgets a row', (entries) => entries.slice(1)],
  ['logs one twice', (entries) => [...entries, ...entries.slice(0, 1)]],
  [
    'logs it for another patient',
    (entries) => entries.map((e) => (e.patient === undefined ? e : { ...e, patient: 'x' })),
  ],
  ['logs it for another person', (entries) => entries.map((e) => ({ ...e, actor: 'somebody' }))],
])(
  'a server that now and then %s would be noticed',
  async (_, spoilt) => {
    let written = 0;
    const door = logDoor(undefined, (repository) => ({
      ...repository,
      audit: (clinic, entries) => repository.audit(clinic, ++written % 20 === 0 ? spoilt(entries) : entries),
    }));
    await expect(asked(door, 400)).rejects.toThrow(/deeply equal/);
  },
  60_000,
);
