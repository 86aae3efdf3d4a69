// What the workstation asks of the log: who looked at a patient, by person and day, and how the chain stands.
import { describe, expect, it } from 'vitest';
import { auditRoutes } from '#server/audit/audit-routes.js';
import { refused } from '#server/store/refusal.js';
import { happened, names } from './happened.js';
import { auditor, CLINIC, logDoor, operator, patientOf, person, physician, therapist } from './log-door.js';

describe('who looked', () => {
  it('is told to the patient, to staff about their own deeds, and to an auditor', async () => {
    const clinic = await happened();
    const path = `/audit/who-looked?patient=${clinic.anna}`;
    const told = async (who: Parameters<typeof clinic.ask>[0], more = '') => {
      const { status, json, headers } = await clinic.ask(who, 'GET', path + more);
      expect(headers.get('cache-control')).toBe('no-store');
      return { status, json };
    };
    const { json } = await told(patientOf(clinic.anna));
    expect(json.patient).toBe(clinic.anna);
    expect(json.next).toBeNull();
    expect(json.people.map((p: { account: string }) => p.account).sort()).toEqual(
      [...new Set(clinic.rows.filter((r) => r.patient === clinic.anna).map((r) => r.actor))].sort(),
    );
    const byName = json.people.find((p: { name: string }) => p.name === 'Dr Ada Lovelace');
    expect(byName.days[0]).toMatchObject({ day: '2026-11-24', types: ['Observation', 'Patient', 'RiskAssessment'] });
    const opened = json.people.find((p: { account: string }) => p.account === 'physician-2');
    expect(opened.days[0].reasons).toEqual(['found unconscious']);
    // The patient's own look is in the log by now.
    await clinic.readAudit.flush();
    expect((await told(auditor)).json.people.length).toBe(json.people.length + 1);
    expect((await told(therapist)).json.people.map((p: { account: string }) => p.account)).toEqual(['therapist-1']);
    expect((await told(operator)).json.people).toEqual([]);
    expect((await told(patientOf(clinic.bela))).json).toEqual({ patient: clinic.anna, people: [], next: null });
    expect((await told(person('proxy', { patients: [clinic.anna] }))).status).toBe(403);
    const days = (await told(patientOf(clinic.anna), '&zone=Pacific/Kiritimati')).json.people[0].days;
    expect(days[0].day).toBe('2026-11-24');
  });

  it('goes on where it ended', async () => {
    const door = logDoor();
    const read = {
      actor: 'a',
      role: 'physician',
      policy: '1',
      action: 'read',
      outcome: 'success',
      patient: 'p1',
    } as const;
    await door.repository.audit(
      CLINIC,
      Array.from({ length: 2_100 }, () => read),
    );
    const { json } = await door.ask(patientOf('p1'), 'GET', '/audit/who-looked?patient=p1');
    expect(json.people[0].days[0].deeds).toEqual({ read: 2_000 });
    expect(names.placeOfCursor(json.next)).toBe(101);
    const rest = await door.ask(patientOf('p1'), 'GET', `/audit/who-looked?patient=p1&before=${json.next}`);
    expect(rest.json.people[0].days[0].deeds).toEqual({ read: 100 });
    expect(rest.json.next).toBeNull();
  });

  it('is itself a row of the log, about the patient where there was something to see', async () => {
    const clinic = await happened();
    await clinic.ask(auditor, 'GET', `/audit/who-looked?patient=${clinic.anna}`);
    await clinic.ask(auditor, 'GET', '/audit/who-looked?patient=nobody');
    await clinic.readAudit.flush();
    const rows = await clinic.repository.auditRows(CLINIC, clinic.rows.length + 1, 10);
    const deed = { actor: 'auditor-1', action: 'search', type: 'AuditEvent', outcome: 'success' };
    expect(rows).toMatchObject([{ ...deed, patient: clinic.anna }, deed]);
    expect(rows[1]!.patient).toBeUndefined();
  });

  it.each([
    ['', 'patient must be the id of one patient'],
    ['?patient=', 'patient must be the id of one patient'],
    ['?patient=a%20b', 'patient must be the id of one patient'],
    [`?patient=p1&before=${names.nameOf(1)}`, 'before is not one that this server gave'],
    ['?patient=p1&before=x', 'before is not one that this server gave'],
    ['?patient=p1&zone=Nowhere/Land', 'zone is not the name of a time zone'],
  ])('%s is refused in words', async (query, what) => {
    const { status, json } = await logDoor().ask(auditor, 'GET', `/audit/who-looked${query}`);
    expect([status, json.error.what]).toEqual([400, what]);
    expect(json.error.mend).toMatch(/^\w/);
  });

  it('is not told where it could not be noted', async () => {
    const door = logDoor(undefined, (repository) => ({
      ...repository,
      health: () => ({ type: 'degraded', cause: 'disk-full', message: 'm' }),
      audit: async () => refused({ type: 'degraded', cause: 'disk-full' }),
    }));
    for (const path of ['/audit/who-looked?patient=p1', '/fhir/AuditEvent']) {
      const { status, json, headers } = await door.ask(auditor, 'GET', path);
      expect([status, headers.get('retry-after')]).toEqual([503, '30']);
      expect(JSON.stringify(json)).toMatch(/the record takes no rows now|cannot be noted in the audit log now/);
      expect(json.people ?? json.entry).toBeUndefined();
    }
  });

  it('is not told before rows can be named', async () => {
    const door = logDoor(undefined, (repository) => ({
      ...repository,
      transaction: async () => refused({ type: 'degraded', cause: 'disk-full' }),
    }));
    for (const path of ['/audit/who-looked?patient=p1', '/fhir/AuditEvent', '/fhir/Provenance/p-1']) {
      const { status, headers } = await door.ask(auditor, 'GET', path);
      expect([path, status, headers.get('retry-after')]).toEqual([path, 503, '30']);
    }
    const broken = logDoor(undefined, (repository) => ({
      ...repository,
      kept: () => Promise.reject(new Error('a mistake of ours')),
    }));
    await expect(broken.ask(auditor, 'GET', '/fhir/AuditEvent')).rejects.toThrow('a mistake of ours');
  });

  it('is not answered to nobody: that would be a mistake of the door', async () => {
    const handlers: ((c: never) => unknown)[] = [];
    auditRoutes({
      route: (_, path, __, handler) => void (path.startsWith('/audit/') && handlers.push(handler as never)),
    });
    expect(handlers).toHaveLength(2);
    for (const handler of handlers)
      for (const missing of ['open', 'principal'])
        await expect(
          (async () => handler({ get: (name: string) => (name === missing ? null : {}) } as never))(),
        ).rejects.toThrow('a route of the audit log was reached without a record or a principal');
  });

  it('fails loudly where something else is wrong', async () => {
    const door = logDoor(undefined, (repository) => ({
      ...repository,
      health: () => {
        throw new Error('a mistake of ours');
      },
    }));
    await expect(door.ask(auditor, 'GET', '/audit/who-looked?patient=p1')).rejects.toThrow('a mistake of ours');
  });
});

describe('the chain', () => {
  const none = { lastHead: null, publicKey: null, trouble: null, lastVerification: null };

  it('is told to operators and auditors: its length, its end, its newest head, its last verification', async () => {
    const head = { kind: 'head', clinic: CLINIC, seq: 1, hash: 'ab', at: 5, key: 'k', signature: 's' } as const;
    const verification = { at: 9, clinic: CLINIC, rows: 1, fault: null };
    const door = logDoor({
      last: () => head,
      publicKey: 'PEM',
      trouble: () => 'the disk of the keys',
      lastVerification: () => verification,
    });
    const entry = { actor: 'a', role: 'physician', policy: '1', action: 'read', outcome: 'success' } as const;
    await door.repository.audit(CLINIC, [entry, entry]);
    const [, last] = await door.repository.auditRows(CLINIC, 1, 2);
    for (const who of [operator, auditor]) {
      const { status, json, headers } = await door.ask(who, 'GET', '/audit/chain');
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(json).toEqual({
        ...{ length: 2, hash: last!.hash, at: last!.at, lastHead: head, publicKey: 'PEM' },
        ...{ trouble: 'the disk of the keys', lastVerification: verification },
      });
    }
    for (const who of [physician, therapist, patientOf('p1')])
      expect((await door.ask(who, 'GET', '/audit/chain')).status).toBe(403);
  });

  it('may be empty, and without a key', async () => {
    const { json } = await logDoor().ask(operator, 'GET', '/audit/chain');
    expect(json).toEqual({ length: 0, hash: null, at: null, ...none });
  });
});
