import { describe, expect, it } from 'vitest';
import { type JsonObject } from '#fhir/json-value.js';
import { OBSERVATION_CATEGORY } from '#fhir/system.js';
import { rowOf } from './matrix.js';
import { type Principal, ROLES, type Role } from './principal.js';
import { rolePolicy, rulesOf } from './role-policy.js';

const NOW = Date.UTC(2026, 10, 24, 12);
const policy = rolePolicy();

function principal(role: Role, more: Partial<Principal> = {}): Principal {
  const treats = role === 'therapist' || role === 'physician';
  return {
    ...{ clinic: 'c1', account: 'a1', session: 's1', role },
    ...{ sites: treats ? ['north'] : [], teams: treats ? ['red', 'blue'] : [] },
    ...{ patients: role === 'patient' ? ['p1'] : role === 'proxy' ? ['p2', 'p3'] : [], opened: [] },
    ...more,
  };
}
const survey = { coding: [{ system: OBSERVATION_CATEGORY, code: 'survey' }] };
const exam = { coding: [{ system: OBSERVATION_CATEGORY, code: 'exam' }] };
const about = (resourceType: string, patient: string, more: JsonObject = {}): JsonObject => ({
  resourceType,
  subject: { reference: `Patient/${patient}` },
  ...more,
});

const author = [{ kind: 'owner', values: ['account/a1'] }];
const team = { kind: 'team', values: ['red', 'blue'] };
const STAFF = [
  'Device',
  'Organization',
  'PlanDefinition',
  'Practitioner',
  'PractitionerRole',
  'Questionnaire',
  'ViewDefinition',
];
const CLINICAL = [
  ...['AdverseEvent', 'CarePlan', 'ClinicalImpression', 'Composition', 'Condition', 'Consent', 'DocumentReference'],
  ...['Encounter', 'Media', 'MedicationAdministration', 'Observation', 'Procedure', 'QuestionnaireResponse'],
  ...['MedicationStatement', 'RelatedPerson', 'RiskAssessment', 'ServiceRequest'],
];

describe('what a role may read', () => {
  it('a patient: the own Patient, contacts, visits, consents, and the own intake', () => {
    const own = [{ kind: 'patients', patients: ['p1'] }];
    const intake = [{ kind: 'every', of: [...own, { kind: 'owner', values: ['patient/p1'] }] }];
    expect(policy.scopeOf(principal('patient'), NOW)).toEqual({
      clinic: 'c1',
      read: {
        ...{ Patient: own, RelatedPerson: own, Encounter: own, Consent: own },
        ...{ QuestionnaireResponse: intake, Media: intake, Observation: intake },
      },
      write: expect.anything(),
    });
  });

  it('a proxy: the same of each granted person, each apart', () => {
    const { read } = policy.scopeOf(principal('proxy'), NOW);
    expect(read.Patient).toEqual([{ kind: 'patients', patients: ['p2', 'p3'] }]);
    expect(read.Media).toEqual(
      ['p2', 'p3'].map((p) => ({
        kind: 'every',
        of: [
          { kind: 'patients', patients: [p] },
          { kind: 'owner', values: [`patient/${p}`] },
        ],
      })),
    );
    expect(Object.keys(read).sort()).toEqual([
      'Consent',
      'Encounter',
      'Media',
      'Observation',
      'Patient',
      'QuestionnaireResponse',
      'RelatedPerson',
    ]);
  });

  it('a therapist: patients and clinical resources of the care teams, and the house', () => {
    const { read } = policy.scopeOf(principal('therapist'), NOW);
    expect(Object.keys(read).sort()).toEqual([...CLINICAL, ...STAFF, 'Bundle', 'Patient'].sort());
    expect(read.Bundle).toEqual(author);
    for (const type of [...CLINICAL, 'Patient']) expect([type, read[type]]).toEqual([type, [team]]);
    for (const type of STAFF) expect([type, read[type]]).toEqual([type, 'all']);
  });

  it('a physician: who is a patient of the site too, the rest of the care teams only', () => {
    const { read } = policy.scopeOf(principal('physician'), NOW);
    expect(Object.keys(read).sort()).toEqual([...CLINICAL, ...STAFF, 'Bundle', 'Patient'].sort());
    expect(read.Bundle).toEqual(author);
    expect(read.Patient).toEqual([{ kind: 'site', values: ['north'] }, team]);
    for (const type of STAFF) expect([type, read[type]]).toEqual([type, 'all']);
    for (const type of CLINICAL)
      expect([type, read[type]]).toEqual([
        type,
        [
          team,
          {
            kind: 'every',
            of: [
              { kind: 'patients', patients: [] },
              { kind: 'site', values: ['north'] },
            ],
          },
        ],
      ]);
  });

  it('a physician: an opened record of the own site, until its time is over', () => {
    const opened = [
      { patient: 'p8', reason: 'unconscious on arrival', until: NOW + 1 },
      { patient: 'p9', reason: 'yesterday', until: NOW },
    ];
    const { read, write } = policy.scopeOf(principal('physician', { opened }), NOW);
    expect(read.Condition).toContainEqual({
      kind: 'every',
      of: [
        { kind: 'patients', patients: ['p8'] },
        { kind: 'site', values: ['north'] },
      ],
    });
    expect(JSON.stringify(write)).not.toContain('p8');
    expect(JSON.stringify(read)).not.toContain('p9');
  });

  it('a scope is worked out once for a principal, and anew where the time decides', () => {
    const plain = principal('physician');
    expect(policy.scopeOf(plain, NOW)).toBe(policy.scopeOf(plain, NOW));
    const opened = principal('physician', { opened: [{ patient: 'p8', reason: 'unconscious', until: NOW + 1 }] });
    expect(JSON.stringify(policy.scopeOf(opened, NOW).read)).toContain('p8');
    expect(JSON.stringify(policy.scopeOf(opened, NOW + 1).read)).not.toContain('p8');
    expect(JSON.stringify(policy.scopeOf(opened, NOW).read)).toContain('p8');
  });

  it('an opening is worth nothing in any other role', () => {
    const opened = [{ patient: 'p8', reason: 'unconscious on arrival', until: NOW + 1 }];
    for (const role of ROLES.filter((r) => r !== 'physician'))
      expect(policy.scopeOf(principal(role, { opened }), NOW)).toEqual(policy.scopeOf(principal(role), NOW));
  });

  it('an operator: the house; an auditor: no resource at all', () => {
    const { read, write } = policy.scopeOf(principal('operator'), NOW);
    expect(Object.keys(read).sort()).toEqual(STAFF);
    expect(write).toEqual(read);
    expect(policy.scopeOf(principal('auditor'), NOW)).toEqual({ clinic: 'c1', read: {}, write: {} });
  });

  it('a therapist or physician without teams and sites reaches nobody', () => {
    const { read } = policy.scopeOf(principal('therapist', { teams: [] }), NOW);
    expect(read.Patient).toEqual([{ kind: 'team', values: [] }]);
  });
});

describe('what a role may write', () => {
  it('a patient and a proxy: intake, what they wrote themselves', () => {
    const { write } = policy.scopeOf(principal('patient'), NOW);
    const hand = (p: string) => ({
      kind: 'every',
      of: [
        { kind: 'patients', patients: [p] },
        { kind: 'owner', values: [`patient/${p}`] },
        { kind: 'owner', values: ['account/a1'] },
      ],
    });
    expect(write).toEqual({ QuestionnaireResponse: [hand('p1')], Media: [hand('p1')], Observation: [hand('p1')] });
    const proxy = policy.scopeOf(principal('proxy'), NOW).write;
    expect(proxy).toEqual({
      QuestionnaireResponse: [hand('p2'), hand('p3')],
      Media: [hand('p2'), hand('p3')],
      Observation: [hand('p2'), hand('p3')],
    });
  });

  it("a therapist: no procedure, dose, order or consent; letters of one's own", () => {
    const { write } = policy.scopeOf(principal('therapist'), NOW);
    const denied = ['Consent', 'MedicationAdministration', 'Procedure', 'ServiceRequest'];
    expect(Object.keys(write).sort()).toEqual(
      [...CLINICAL.filter((type) => !denied.includes(type)), 'Bundle', 'Patient'].sort(),
    );
    const own = [{ kind: 'every', of: [team, { kind: 'owner', values: ['account/a1'] }] }];
    expect(write.Composition).toEqual(own);
    for (const type of Object.keys(write).filter((t) => t !== 'Composition' && t !== 'Bundle'))
      expect(write[type]).toEqual([team]);
  });

  it("a physician: all clinical resources of the care teams; letters of one's own", () => {
    const { write } = policy.scopeOf(principal('physician'), NOW);
    expect(Object.keys(write).sort()).toEqual([...CLINICAL, 'Bundle', 'Patient'].sort());
    expect(write.Bundle).toEqual(author);
    expect(write.Composition).toEqual([{ kind: 'every', of: [team, { kind: 'owner', values: ['account/a1'] }] }]);
    for (const type of Object.keys(write).filter((t) => t !== 'Composition' && t !== 'Bundle'))
      expect(write[type]).toEqual([team]);
  });
});

describe('several rows about one type', () => {
  const of = (...rows: Parameters<typeof rulesOf>[0]) => rulesOf(rows, principal('therapist'), NOW, 'reads').Patient;
  const byTeam = rowOf('read who the patient is');
  const all = { ...byTeam, cells: { ...byTeam.cells, therapist: 'everything' as const } };
  const none = { ...byTeam, cells: { ...byTeam.cells, therapist: 'never' as const } };
  const bySite = { ...byTeam, cells: { ...byTeam.cells, therapist: 'site or team' as const } };

  it('give what any of them gives, once', () => {
    expect(of(byTeam, byTeam)).toEqual([team]);
    expect(of(byTeam, bySite)).toEqual([team, { kind: 'site', values: ['north'] }]);
    for (const rows of [
      [all, byTeam],
      [byTeam, all],
      [all, none, byTeam],
    ])
      expect(of(...rows)).toBe('all');
    expect(of(none)).toBeUndefined();
  });
});

describe('what the content forbids', () => {
  it('is asked by the role and the version before', () => {
    expect(policy.objectionTo(principal('patient'), about('Composition', 'p1'), null)).toContain('a patient may not');
    expect(policy.objectionTo(principal('physician'), about('Composition', 'p1'), null)).toBeNull();
    const moved = policy.objectionTo(principal('physician'), about('Composition', 'p1'), about('Composition', 'p2'));
    expect(moved).toContain('Composition.subject stays as it was');
  });
});

describe('who may see what is created', () => {
  it('a patient belongs to the first site and team of who registers, and has no owner', () => {
    const labels = policy.labelsOf(principal('physician', { sites: ['north', 'south'] }), { resourceType: 'Patient' });
    expect(labels).toEqual({ site: ['north'], team: ['red'] });
  });

  it('intake is labelled with its author and its patient, whoever writes it', () => {
    const both = { owner: ['account/a1', 'patient/p1'] };
    expect(policy.labelsOf(principal('patient'), about('Media', 'p1'))).toEqual(both);
    expect(policy.labelsOf(principal('therapist'), about('QuestionnaireResponse', 'p1'))).toEqual(both);
    expect(policy.labelsOf(principal('physician'), about('Observation', 'p1', { category: [survey] }))).toEqual(both);
  });

  it('what is found, and what is about nobody, is labelled with its author only', () => {
    const author = { owner: ['account/a1'] };
    expect(policy.labelsOf(principal('physician'), about('Observation', 'p1', { category: [exam] }))).toEqual(author);
    expect(policy.labelsOf(principal('physician'), about('Observation', 'p1'))).toEqual(author);
    expect(policy.labelsOf(principal('physician'), about('Composition', 'p1'))).toEqual(author);
    expect(policy.labelsOf(principal('operator'), { resourceType: 'Organization' })).toEqual(author);
    expect(policy.labelsOf(principal('patient'), { resourceType: 'Media' })).toEqual(author);
  });
});

describe('whose deed it is', () => {
  it('names the account, the role and the version of the rules', () => {
    expect(policy.version).toMatch(/^[0-9a-f]{12}$/);
    const note = { actor: 'a1', role: 'physician', policy: policy.version };
    expect(policy.noteOf(principal('physician'), NOW)).toEqual(note);
    expect(policy.noteOf(principal('physician'), NOW, 'p1')).toEqual(note);
  });

  it('carries the reason of a broken glass for that patient only, and while it is open', () => {
    const opened = [
      { patient: 'p8', reason: 'an old one', until: NOW },
      { patient: 'p8', reason: 'unconscious on arrival', until: NOW + 1 },
      { patient: 'p9', reason: 'over', until: NOW - 1 },
    ];
    const asker = principal('physician', { opened });
    expect(policy.noteOf(asker, NOW, 'p8')).toMatchObject({ reason: 'unconscious on arrival' });
    expect(policy.noteOf(asker, NOW, 'p9')).not.toHaveProperty('reason');
    expect(policy.noteOf(asker, NOW, 'p1')).not.toHaveProperty('reason');
    expect(policy.noteOf(asker, NOW)).not.toHaveProperty('reason');
  });

  it('says for whom a proxy acts', () => {
    const note = { actor: 'a1', role: 'proxy', policy: policy.version };
    expect(policy.noteOf(principal('proxy'), NOW, 'p2')).toEqual({ ...note, onBehalfOf: 'p2' });
    expect(policy.noteOf(principal('proxy'), NOW)).toStrictEqual(note);
    expect(policy.noteOf(principal('patient'), NOW, 'p1')).not.toHaveProperty('onBehalfOf');
  });
});
