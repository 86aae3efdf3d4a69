// The two projections from rows alone: what each onlooker is shown of them.
import { describe, expect, it } from 'vitest';
import { EXTENSION, OURS } from '#fhir/system.js';
import { type AuditView } from '../authorization/audit-view.js';
import { type AuditAction, type AuditRow } from '../store/audit-chain.js';
import { EVENT_CODES } from './audit-codes.js';
import { auditEventOf, concept, referenceOf } from './audit-event.js';
import { hasProvenance, knowledgeIn, provenanceOf, REASONED } from './provenance.js';
import { glassReason, type Onlooker, sees, seesDetail, seesPerson, seesResource } from './shown-row.js';

// biome-ignore lint/suspicious/noExplicitAny: resources of many shapes
type Any = any;
const AT = Date.UTC(2026, 10, 28, 9, 5, 6, 7);
const row = (more: Partial<AuditRow> = {}): AuditRow => ({
  ...{ seq: 12, at: AT, previous: '', hash: '', actor: 'a1', role: 'physician', policy: 'v1' },
  ...{ action: 'read', outcome: 'success', patient: 'p1', type: 'Observation', id: 'o1', version: 2 },
  ...more,
});
const bare = (more: Partial<AuditRow>): AuditRow => {
  const { patient, type, id, version, ...rest } = row();
  return { ...rest, ...more };
};
const through = (view: AuditView, account = 'me', types: readonly string[] = []): Onlooker => ({
  ...{ view, account },
  scope: { clinic: 'c1', read: Object.fromEntries(types.map((type) => [type, 'all' as const])), write: {} },
});
const auditor = through({ kind: 'all' });
const operator = through({ kind: 'metadata' });
const patient = through({ kind: 'patients', patients: ['p1'] }, 'patient-account', ['Observation', 'Patient']);
const doer = through({ kind: 'actor', actor: 'a1' }, 'a1');
const other = through({ kind: 'actor', actor: 'a2' }, 'a2');
const nobody = through({ kind: 'none' });
const ACTIONS = Object.keys(EVENT_CODES) as AuditAction[];

describe('what an onlooker sees', () => {
  it('is said row by row, whatever the index gave', () => {
    const about = row();
    const free = bare({});
    const table: readonly (readonly [Onlooker, boolean, boolean])[] = [
      ...([
        [auditor, true, true],
        [operator, false, true],
        [patient, true, false],
      ] as const),
      ...([
        [doer, true, true],
        [other, false, false],
        [nobody, false, false],
      ] as const),
    ];
    for (const [who, seesAbout, seesFree] of table)
      expect([sees(who, about), sees(who, free)]).toEqual([seesAbout, seesFree]);
    expect(sees(patient, row({ patient: 'p2' }))).toBe(false);
  });

  it('is persons and reasons for all but operators', () => {
    expect([auditor, operator, patient, doer].map(seesPerson)).toEqual([true, false, true, true]);
  });

  it('is the id of a resource where one may read its type, did it, or sees all', () => {
    const hidden = row({ type: 'RiskAssessment' });
    expect([auditor, operator, patient, doer, other].map((who) => seesResource(who, hidden))).toEqual([
      ...[true, false, false, true, false],
    ]);
    expect([patient, other].map((who) => seesResource(who, row()))).toEqual([true, false]);
    expect(seesResource(patient, bare({ patient: 'p1' }))).toBe(false);
    expect(seesResource(patient, row({ type: 'constructor' }))).toBe(false);
    expect(seesResource(through({ kind: 'metadata' }, 'a1', ['Observation']), row())).toBe(false);
    expect(seesResource(through({ kind: 'patients', patients: ['p1'] }, 'a1'), hidden)).toBe(true);
  });

  it('is hashes and addresses where one did it oneself or sees all', () => {
    expect([auditor, operator, patient, doer, other].map((who) => seesDetail(who, row()))).toEqual([
      ...[true, false, false, true, false],
    ]);
    expect(seesDetail(through({ kind: 'patients', patients: ['p1'] }, 'a1'), row())).toBe(false);
  });
});

describe('the reason of a row', () => {
  it('is why a record was opened for reads and for the opening itself, and something else for other deeds', () => {
    const told = ACTIONS.filter((action) => glassReason(row({ action, reason: 'why' })) === 'why');
    expect(told.sort()).toEqual(['break-glass', 'export', 'history', 'read', 'search', 'vread']);
    expect(glassReason(row())).toBeNull();
    expect(glassReason(bare({ reason: 'why' }))).toBeNull();
    expect(glassReason(bare({ action: 'break-glass', reason: 'why' }))).toBe('why');
    expect(glassReason(bare({ action: 'break-glass' }))).toBeNull();
  });
});

describe('an AuditEvent', () => {
  const shown = (of: AuditRow, who = auditor, name: string | null = 'Dr Ada') =>
    auditEventOf(of, 'NAME', who, name) as Any;

  it('holds all of a read for an auditor', () => {
    expect(shown(row({ payload: 'ff', client: '10.0.0.1' }))).toStrictEqual({
      ...{
        resourceType: 'AuditEvent',
        id: 'a-NAME',
        meta: { versionId: '1', lastUpdated: '2026-11-28T09:05:06.007Z' },
      },
      type: {
        system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
        code: 'rest',
        display: 'RESTful Operation',
      },
      subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read', display: 'read' }],
      ...{ action: 'R', recorded: '2026-11-28T09:05:06.007Z', outcome: '0' },
      agent: [
        {
          type: concept({
            system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
            code: 'IRCP',
            display: 'information recipient',
          }),
          role: [{ coding: [{ system: `${OURS}/CodeSystem/role`, code: 'physician' }], text: 'physician' }],
          who: { identifier: { system: `${OURS}/NamingSystem/account`, value: 'a1' }, display: 'Dr Ada' },
          ...{ altId: 'a1', name: 'Dr Ada', requestor: true, network: { address: '10.0.0.1', type: '5' } },
        },
        {
          type: concept({
            system: 'http://dicom.nema.org/resources/ontology/DCM',
            code: '110152',
            display: 'Destination Role ID',
          }),
          ...{ who: { display: 'Cluneal' }, requestor: false },
        },
      ],
      source: {
        observer: { display: 'Cluneal' },
        type: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
            code: '4',
            display: 'Application Server',
          },
        ],
      },
      entity: [
        {
          what: { reference: 'Observation/o1/_history/2', type: 'Observation' },
          type: {
            system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
            code: '2',
            display: 'System Object',
          },
          role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '4', display: 'Domain Resource' },
          detail: [{ type: 'SHA-256 of the query', valueString: 'ff' }],
        },
        {
          what: { reference: 'Patient/p1' },
          type: { system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type', code: '1', display: 'Person' },
          role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1', display: 'Patient' },
        },
      ],
    });
  });

  it('holds nothing that the row does not', () => {
    const event = shown(bare({ action: 'sign-in', patient: 'p1', type: 'Device' }));
    expect(Object.keys(event.agent[0]).sort()).toEqual(['altId', 'name', 'requestor', 'role', 'type', 'who']);
    expect(Object.keys(event.entity[0]).sort()).toEqual(['role', 'type', 'what']);
  });

  it('names the account where nobody knows a name', () => {
    expect(shown(row(), auditor, null).agent[0]).toMatchObject({ name: 'a1', altId: 'a1', who: { display: 'a1' } });
  });

  it('holds for an operator what was done, when, in which role and how it ended', () => {
    const event = shown(row({ payload: 'ff', client: '10.0.0.1', reason: 'why', onBehalfOf: 'p1' }), operator);
    expect(event).not.toHaveProperty('entity');
    expect(event).not.toHaveProperty('outcomeDesc');
    expect(event).not.toHaveProperty('purposeOfEvent');
    expect(event.agent).toEqual([
      { type: expect.anything(), role: expect.anything(), requestor: true },
      { type: expect.anything(), who: { display: 'Cluneal' }, requestor: false },
    ]);
  });

  it('tells why: the glass as a purpose, anything else in words', () => {
    const glass = shown(row({ reason: 'emergency' }));
    expect(glass.purposeOfEvent).toEqual([
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'BTG', display: 'break the glass' },
        ],
        text: 'emergency',
      },
    ]);
    expect(glass).not.toHaveProperty('outcomeDesc');
    const words = shown(row({ action: 'other', reason: 'PIN set', outcome: 'refused' }));
    expect(words).toMatchObject({ outcomeDesc: 'PIN set', outcome: '4' });
    expect(words).not.toHaveProperty('purposeOfEvent');
    expect(shown(row())).not.toHaveProperty('purposeOfEvent');
    expect(shown(row())).not.toHaveProperty('outcomeDesc');
    expect(shown(row({ outcome: 'failed' })).outcome).toBe('8');
  });

  it('has as its doer the author of a write and the recipient of anything else', () => {
    const authors = ACTIONS.filter((action) => JSON.stringify(shown(row({ action })).agent[0]).includes('"AUT"'));
    expect(authors.sort()).toEqual(['create', 'delete', 'update']);
    const texts = ACTIONS.filter((action) =>
      JSON.stringify(shown(row({ action, payload: 'f' }))).includes('SHA-256 of the text'),
    );
    expect(texts.sort()).toEqual(['create', 'delete', 'update']);
    expect(shown(row({ action: 'create' })).agent[0]).toMatchObject({
      type: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', display: 'author (originator)' },
        ],
      },
    });
  });

  it('names who was acted for, between the doer and the server', () => {
    const event = shown(row({ onBehalfOf: 'p1' }));
    expect(event.agent).toHaveLength(3);
    expect(event.agent[1]).toEqual({
      role: [{ text: 'on whose behalf' }],
      who: { reference: 'Patient/p1' },
      requestor: false,
    });
  });

  it('names a resource without its version or its id where the row has none or they are hidden', () => {
    const { version: _, ...unversioned } = row();
    expect(shown(unversioned).entity[0]).toMatchObject({ what: { reference: 'Observation/o1', type: 'Observation' } });
    const { id: __, ...search } = unversioned;
    expect(shown(search).entity[0].what).toEqual({ type: 'Observation' });
    expect(shown(row({ type: 'RiskAssessment' }), patient).entity[0].what).toEqual({
      type: 'RiskAssessment',
    });
    expect(shown(row({ payload: 'f' }), patient).entity[0]).not.toHaveProperty('detail');
  });

  it('names the patient once where the patient is what was touched', () => {
    const own = row({ type: 'Patient', id: 'p1', payload: 'f', action: 'update' });
    expect(shown(own).entity).toEqual([
      expect.objectContaining({
        what: { reference: 'Patient/p1' },
        detail: [{ type: 'SHA-256 of the text', valueString: 'f' }],
      }),
    ]);
    expect(shown(own, patient).entity[0]).not.toHaveProperty('detail');
    expect(shown(row({ type: 'Patient', id: 'p2' })).entity).toHaveLength(2);
    expect(shown(bare({ patient: 'p1', type: 'Patient' })).entity).toHaveLength(2);
    expect(shown(bare({ patient: 'p1' })).entity).toHaveLength(1);
    expect(shown(bare({ patient: 'p1', payload: 'f' })).entity[0]).not.toHaveProperty('detail');
    expect(shown(bare({}))).not.toHaveProperty('entity');
    expect(shown(bare({ type: 'Patient' })).entity).toEqual([expect.objectContaining({ what: { type: 'Patient' } })]);
    expect(shown(row({ id: 'p1' })).entity).toHaveLength(2);
    expect(shown(bare({ type: 'Device', id: 'd1' })).entity).toHaveLength(1);
  });

  it('carries the codes of its action', () => {
    const codes = Object.fromEntries(
      ACTIONS.map((action) => {
        const { type, subtype, action: letter } = EVENT_CODES[action];
        return [action, [letter, type.code, type.display, subtype.code, subtype.display].join(' ')];
      }),
    );
    expect(codes).toEqual({
      create: 'C rest RESTful Operation create create',
      read: 'R rest RESTful Operation read read',
      vread: 'R rest RESTful Operation vread vread',
      history: 'R rest RESTful Operation history history',
      update: 'U rest RESTful Operation update update',
      delete: 'D rest RESTful Operation delete delete',
      search: 'E rest RESTful Operation search search',
      'sign-in': 'E 110114 User Authentication 110122 Login',
      'sign-out': 'E 110114 User Authentication 110123 Logout',
      'break-glass': 'E 110113 Security Alert 110127 Emergency Override Started',
      export: 'R 110106 Export operation operation',
      refused: 'E 110113 Security Alert refused Refused by role',
      other: 'E 110113 Security Alert administration Administration',
    });
    expect(EVENT_CODES['sign-in'].type.system).toBe('http://dicom.nema.org/resources/ontology/DCM');
    for (const action of ['refused', 'other'] as const)
      expect(EVENT_CODES[action].subtype.system).toBe(`${OURS}/CodeSystem/audit-deed`);
  });

  it('points to the version that was touched', () => {
    expect(referenceOf(row())).toBe('Observation/o1/_history/2');
  });
});

describe('a Provenance', () => {
  const write = row({ action: 'create' });

  it('is of a version that came to be, for one who may see the resource', () => {
    expect(hasProvenance(write, auditor)).toBe(true);
    const made = ACTIONS.filter((action) => hasProvenance(row({ action }), auditor));
    expect(made.sort()).toEqual(['create', 'delete', 'update']);
    for (const part of ['type', 'id', 'version'] as const) {
      const { [part]: _, ...without } = write;
      expect(hasProvenance(without as AuditRow, auditor)).toBe(false);
    }
    expect(hasProvenance({ ...write, outcome: 'refused' }, auditor)).toBe(false);
    expect([operator, patient, doer, other].map((who) => hasProvenance(write, who))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    // Who sees no person sees none by way of the resource.
    expect(hasProvenance(write, through({ kind: 'metadata' }, 'a1', ['Observation']))).toBe(false);
  });

  it('says who, as what, by which rules, and with which knowledge', () => {
    expect(provenanceOf({ ...write, onBehalfOf: 'p1' }, 'NAME', 'Dr Ada', '2026-11-24')).toEqual({
      ...{
        resourceType: 'Provenance',
        id: 'p-NAME',
        meta: { versionId: '1', lastUpdated: '2026-11-28T09:05:06.007Z' },
      },
      target: [{ reference: 'Observation/o1/_history/2' }],
      recorded: '2026-11-28T09:05:06.007Z',
      policy: [`${OURS}/policy/v1`],
      activity: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE', display: 'create' },
        ],
      },
      agent: [
        {
          type: {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
                code: 'author',
                display: 'Author',
              },
            ],
          },
          role: [{ coding: [{ system: `${OURS}/CodeSystem/role`, code: 'physician' }], text: 'physician' }],
          who: { identifier: { system: `${OURS}/NamingSystem/account`, value: 'a1' }, display: 'Dr Ada' },
          onBehalfOf: { reference: 'Patient/p1' },
        },
      ],
      entity: [
        {
          role: 'source',
          what: {
            identifier: { system: `${OURS}/NamingSystem/knowledge`, value: '2026-11-24' },
            display: 'knowledge 2026-11-24',
          },
        },
      ],
    });
    const plain = provenanceOf({ ...write, reason: 'care team blue: why' }, 'NAME', null, null) as Any;
    expect(plain).not.toHaveProperty('entity');
    expect(plain).not.toHaveProperty('reason');
    expect(plain.agent[0]).not.toHaveProperty('onBehalfOf');
    expect(plain.agent[0]).toMatchObject({ who: { display: 'a1' } });
    const activity = (action: AuditAction) =>
      JSON.stringify(provenanceOf(row({ action }), 'NAME', null, null).activity);
    expect(activity('update')).toContain('"UPDATE","display":"revise"');
    expect(activity('delete')).toContain('"DELETE","display":"delete"');
  });

  it('reads the knowledge from the basis of what was reasoned out', () => {
    const basis = (extension: object[]) => ({ url: EXTENSION.basis, extension });
    const version = { url: 'knowledge', valueString: '2026-11-24' };
    const seed = { url: 'seed', valueInteger: 1 };
    expect(knowledgeIn({ extension: [{ url: 'x' }, basis([seed, version])] } as never)).toBe('2026-11-24');
    for (const resource of [
      {},
      { extension: 'x' },
      { extension: [] },
      { extension: ['x', null] },
      { extension: [{ url: 'x', extension: [version] }] },
      { extension: [{ url: EXTENSION.basis }] },
      { extension: [basis([seed])] },
      { extension: [basis([{ url: 'knowledge', valueInteger: 7 }])] },
      { extension: [basis([{ url: 'knowledge' }])] },
    ])
      expect(knowledgeIn(resource as never), JSON.stringify(resource)).toBeNull();
    expect([...REASONED].sort()).toEqual(['ClinicalImpression', 'RiskAssessment']);
  });
});
