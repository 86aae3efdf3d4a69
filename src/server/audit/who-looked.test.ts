// The log by person and day.
import { describe, expect, it } from 'vitest';
import { type AuditEntry, type AuditRow } from '../store/audit-chain.js';
import { daysIn, peopleWhoLooked } from './who-looked.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 24);
const row = (seq: number, at: number, more: Partial<AuditEntry>): AuditRow => ({
  ...{ actor: 'dr-a', role: 'physician', policy: '1', action: 'read', outcome: 'success', patient: 'p1' },
  ...more,
  ...{ seq, at, previous: '', hash: '' },
});

describe('who looked', () => {
  it('is grouped by person and day, the newest first', () => {
    const rows = [
      row(9, START + DAY + 5, { type: 'Patient' }),
      row(8, START + DAY + 4, { actor: 'th', role: 'therapist', action: 'search', type: 'Observation' }),
      row(7, START + DAY + 3, { type: 'Observation', reason: 'emergency' }),
      row(6, START + DAY + 2, { action: 'update', type: 'Observation' }),
      row(5, START + 9, { outcome: 'refused' }),
      row(4, START + 8, { reason: 'emergency', type: 'Media' }),
      row(3, START + 7, { role: 'auditor' }),
    ];
    const names = new Map([
      ['dr-a', 'Dr Ada'],
      ['th', null],
    ] as const);
    expect(peopleWhoLooked(rows, names, (at) => new Date(at).toISOString().slice(0, 10))).toEqual([
      {
        ...{ account: 'dr-a', name: 'Dr Ada', role: 'physician' },
        days: [
          {
            ...{ day: '2026-11-25', first: START + DAY + 2, last: START + DAY + 5, deeds: { read: 2, update: 1 } },
            ...{ types: ['Observation', 'Patient'], reasons: ['emergency'], refused: 0 },
          },
          {
            ...{ day: '2026-11-24', first: START + 8, last: START + 9, deeds: { read: 1 } },
            ...{ types: ['Media'], reasons: ['emergency'], refused: 1 },
          },
        ],
      },
      {
        ...{ account: 'th', name: null, role: 'therapist' },
        days: [
          {
            ...{ day: '2026-11-25', first: START + DAY + 4, last: START + DAY + 4, deeds: { search: 1 } },
            ...{ types: ['Observation'], reasons: [], refused: 0 },
          },
        ],
      },
      {
        ...{ account: 'dr-a', name: 'Dr Ada', role: 'auditor' },
        days: [
          {
            ...{ day: '2026-11-24', first: START + 7, last: START + 7, deeds: { read: 1 } },
            ...{ types: [], reasons: [], refused: 0 },
          },
        ],
      },
    ]);
    expect(peopleWhoLooked([], new Map(), String)).toEqual([]);
    expect(peopleWhoLooked([row(1, 1, { actor: 'x' })], new Map(), String)[0]!.name).toBeNull();
  });

  it('names the day as it was in the zone that is asked for', () => {
    const late = Date.UTC(2026, 10, 24, 20);
    expect(daysIn('UTC')!(late)).toBe('2026-11-24');
    expect(daysIn('Asia/Tokyo')!(late)).toBe('2026-11-25');
    expect(daysIn('America/St_Johns')!(Date.UTC(2026, 0, 1, 3))).toBe('2025-12-31');
    expect(daysIn('Nowhere/Land')).toBeNull();
  });
});
