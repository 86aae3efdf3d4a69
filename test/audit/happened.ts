// A clinic in which one of everything has happened: what the tests of the log's FHIR view look at.
import { type JsonObject } from '#fhir/json-value.js';
import { EXTENSION } from '#fhir/system.js';
import { rowNamesUnder } from '#server/audit/row-names.js';
import { type Principal } from '#server/authorization/principal.js';
import { rolePolicy } from '#server/authorization/role-policy.js';
import { type AuditRow } from '#server/store/audit-chain.js';
import { CLINIC, type LogDoor, logDoor, person, physician, therapist } from './log-door.js';

export const VERSION = rolePolicy().version;
// biome-ignore lint/suspicious/noExplicitAny: resources of many shapes
export type Any = any;

/** A physician of another team, who has opened this patient's record. */
const glass = (patient: string): Principal => ({
  ...person('physician', { account: 'physician-2', sites: ['north'], teams: ['red'] }),
  opened: [{ patient, reason: 'found unconscious', until: Number.MAX_SAFE_INTEGER }],
});
const deed = { actor: 'a', role: 'operator', policy: VERSION, outcome: 'success' } as const;

/** The door's world gives zeros for chance, so the names of its rows are known. */
export const names = rowNamesUnder(new Uint8Array(16));
export const seqs = (resources: readonly Any[]): number[] =>
  resources.map((r) => names.placeOf(String(r.id).slice(2)) ?? -1);

export interface Happened extends LogDoor {
  /** Ids: two patients, and what was written about the first. */
  readonly anna: string;
  readonly bela: string;
  readonly observation: string;
  readonly risk: string;
  /** The resources of a search by its path. */
  found(who: Principal, path: string): Promise<Any[]>;
  /** Those of the rows that stood in the chain before anybody looked at it. */
  events(who: Principal, query?: string): Promise<Any[]>;
  provenances(who: Principal, query?: string): Promise<Any[]>;
  /** Those rows, oldest first. */
  readonly rows: readonly AuditRow[];
  /** Places of those of them that meet the condition, newest first. */
  where(keep: (row: AuditRow) => boolean): number[];
}

/** Lets it happen. */
export async function happened(): Promise<Happened> {
  const door = logDoor();
  const { repository } = door;
  const created = async (who: Principal, resource: JsonObject): Promise<string> => {
    const answer = await door.ask(who, 'POST', `/fhir/${String(resource.resourceType)}`, resource);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.json));
    return answer.json.id;
  };
  await door.named('physician-1', 'Dr Ada Lovelace');
  await door.named('therapist-1', 'Theo');
  const anna = await created(physician, { resourceType: 'Patient', name: [{ family: 'Anna' }] });
  const bela = await created(physician, { resourceType: 'Patient', name: [{ family: 'Bela' }] });
  const subject = { reference: `Patient/${anna}` };
  const observation = await created(physician, {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'pain' },
    subject,
  });
  const basis = [
    { url: 'knowledge', valueString: '2026-11-24' },
    { url: 'setting', valueCode: 'pain-clinic' },
  ];
  const risk = await created(physician, {
    resourceType: 'RiskAssessment',
    status: 'final',
    subject,
    extension: [
      {
        url: EXTENSION.basis,
        extension: [...basis, { url: 'seed', valueInteger: 1 }, { url: 'draws', valueInteger: 9 }],
      },
    ],
  });
  await door.ask(therapist, 'GET', `/fhir/RiskAssessment/${risk}`);
  await door.ask(therapist, 'GET', `/fhir/Observation?subject=Patient/${anna}&status=final`);
  await door.ask(therapist, 'GET', `/fhir/Patient/${bela}`);
  await door.ask(glass(anna), 'GET', `/fhir/Observation/${observation}`);
  await door.ask(therapist, 'GET', '/fhir/Observation/nobody');
  await repository.audit(CLINIC, [
    {
      ...deed,
      action: 'sign-in',
      actor: 'physician-1',
      role: 'physician',
      client: '10.0.0.7',
      reason: 'signed in with password',
    },
    {
      ...deed,
      action: 'sign-in',
      outcome: 'refused',
      actor: 'unknown',
      role: 'none',
      client: '10.0.0.9',
      reason: 'wrong login or password',
    },
    {
      ...deed,
      action: 'break-glass',
      actor: 'physician-2',
      role: 'physician',
      patient: anna,
      reason: 'found unconscious',
    },
    { ...deed, action: 'other', reason: 'person added: account x' },
    { ...deed, action: 'other', patient: anna, reason: 'account x may see this record as patient' },
    {
      ...deed,
      action: 'export',
      actor: 'proxy-1',
      role: 'proxy',
      onBehalfOf: anna,
      patient: anna,
      type: 'Patient',
      id: anna,
    },
    { ...deed, action: 'update', outcome: 'failed', type: 'Device', id: 'd1' },
    { ...deed, action: 'refused', outcome: 'refused', actor: 'patient-1', role: 'patient' },
    { ...deed, action: 'vread', type: 'Patient', id: bela, version: 1, patient: bela },
    { ...deed, action: 'history', type: 'Patient', id: bela, patient: bela },
    { ...deed, action: 'sign-out', actor: 'physician-1', role: 'physician' },
  ]);
  const scope = { clinic: CLINIC, read: { Observation: 'all' }, write: { Observation: 'all' } } as const;
  await repository.delete(scope, 'Observation', observation, {
    note: { actor: 'physician-1', role: 'physician', policy: VERSION },
  });
  await door.readAudit.flush();
  const rows = await repository.auditRows(CLINIC, 1, 1_000);
  const found = async (who: Principal, path: string): Promise<Any[]> => {
    const answer = await door.ask(who, 'GET', path);
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.json)}`);
    return (answer.json.entry ?? []).map((entry: Any) => entry.resource);
  };
  const old = (resources: readonly Any[]): Any[] => resources.filter((r) => seqs([r])[0]! <= rows.length);
  return {
    ...door,
    ...{ anna, bela, observation, risk, found, rows },
    events: async (who, query = '') => old(await found(who, `/fhir/AuditEvent?_count=200${query}`)),
    provenances: async (who, query = '') => old(await found(who, `/fhir/Provenance?_count=200${query}`)),
    where: (keep) =>
      rows
        .filter(keep)
        .map((row) => row.seq)
        .reverse(),
  };
}
