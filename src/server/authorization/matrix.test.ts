import { describe, expect, it } from 'vitest';
import { SERVED } from '../fhir-api/served-types.js';
import { auditViewOf } from './audit-view.js';
import { COLUMNS, MATRIX, matrixText, matrixVersion, PROJECTED, rolesFor, rowOf, WORDS } from './matrix.js';
import { type Principal, ROLES, type Role } from './principal.js';

describe('the matrix', () => {
  it('has a column for every role, and for two that nobody can hold', () => {
    expect([...COLUMNS].sort()).toEqual([...ROLES, 'researcher', 'integrator'].sort());
    for (const { cells } of MATRIX) expect([cells.researcher, cells.integrator]).toEqual(['never', 'never']);
  });

  it('names each action once, and in every cell a word that is explained', () => {
    expect(new Set(MATRIX.map((r) => r.action)).size).toBe(MATRIX.length);
    for (const { action, cells } of MATRIX)
      for (const column of COLUMNS)
        expect([action, column, WORDS[cells[column]]]).toEqual([action, column, expect.any(String)]);
  });

  it('has a line for every type that is served, and for no other', () => {
    const named = new Set(MATRIX.flatMap((row) => [...row.reads, ...row.writes]));
    expect([...named].sort()).toEqual([...SERVED].sort());
    for (const type of SERVED) expect([type, MATRIX.some((row) => row.reads.includes(type))]).toEqual([type, true]);
  });

  it('gives nobody the writing of the audit log', () => {
    for (const type of PROJECTED) expect(MATRIX.filter((r) => r.writes.includes(type))).toEqual([]);
  });

  it('whoever may write a type may read some of it', () => {
    for (const role of ROLES)
      for (const type of new Set(MATRIX.filter((r) => r.cells[role] !== 'never').flatMap((r) => r.writes)))
        expect([role, type, MATRIX.some((r) => r.reads.includes(type) && r.cells[role] !== 'never')]).toEqual([
          role,
          type,
          true,
        ]);
  });

  it('what has no door yet is never allowed', () => {
    const without = MATRIX.filter((r) => [...r.reads, ...r.writes, ...r.routes].length === 0);
    expect(without.map((r) => r.action)).toEqual([
      'see figures of the registry',
      'export for research',
      'change the knowledge',
      'erase a record',
    ]);
    for (const { cells } of without) expect(new Set(Object.values(cells))).toEqual(new Set(['never']));
  });

  it('says which roles may use a route', () => {
    expect(rolesFor('break the glass')).toEqual({ roles: ['physician'] });
    expect(rolesFor('see who broke the glass')).toEqual({ roles: ['physician', 'auditor'] });
    expect(rolesFor('manage people, sites and teams')).toEqual({ roles: ['operator'] });
    expect(() => rolesFor('fly')).toThrow('no action "fly" in the authorization matrix');
    expect(rowOf('break the glass').routes).toEqual(['POST /break-glass']);
  });
});

describe('the version of the rules', () => {
  it('is the same for the same rules and another for any changed cell', () => {
    expect(matrixVersion()).toBe(matrixVersion([...MATRIX]));
    expect(matrixVersion()).toMatch(/^[0-9a-f]{12}$/);
    const versions = MATRIX.flatMap((row, i) =>
      COLUMNS.map((column) => {
        const word = row.cells[column] === 'never' ? 'everything' : 'never';
        return matrixVersion(MATRIX.with(i, { ...row, cells: { ...row.cells, [column]: word } }));
      }),
    );
    expect(new Set([matrixVersion(), ...versions]).size).toBe(versions.length + 1);
  });

  it('changes with what a row is about', () => {
    const [first, ...rest] = MATRIX;
    for (const about of [{ action: 'x' }, { reads: ['x'] }, { writes: ['x'] }, { routes: ['x'] }])
      expect(matrixVersion([{ ...first!, ...about }, ...rest])).not.toBe(matrixVersion());
  });

  it('is taken of a text that names its form, the columns, the words, and each row', () => {
    const lines = matrixText().split('\n');
    expect(lines[0]).toBe('cluneal/policy/1');
    expect(lines[1]).toBe(JSON.stringify(COLUMNS));
    expect(lines[2]).toBe(JSON.stringify(WORDS));
    expect(lines.length).toBe(3 + MATRIX.length);
    expect(lines[3]).toBe(
      '["read who the patient is",["Patient"],[],[],["own","granted","team","site or team","never","never","never","never"]]',
    );
  });
});

describe('the audit log', () => {
  const view = (role: Role) =>
    auditViewOf({
      ...{ clinic: 'c1', account: 'a1', session: 's1', role, sites: [], teams: [], opened: [] },
      patients: ['p1'],
    } satisfies Principal);

  it('shows a patient who saw the own record, staff their own deeds, an operator no patient, an auditor all', () => {
    expect(view('patient')).toEqual({ kind: 'patients', patients: ['p1'] });
    expect(view('therapist')).toEqual({ kind: 'actor', actor: 'a1' });
    expect(view('physician')).toEqual({ kind: 'actor', actor: 'a1' });
    expect(view('operator')).toEqual({ kind: 'metadata' });
    expect(view('auditor')).toEqual({ kind: 'all' });
    expect(view('proxy')).toEqual({ kind: 'none' });
  });
});
