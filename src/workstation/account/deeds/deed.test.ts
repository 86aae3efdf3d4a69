import { expect, it } from 'vitest';
import { type Deed, daysOf, deedOf } from './deed.js';

const MINUTE = 60_000;
const deed = (seq: number, at: number, more: Partial<Deed> = {}): Deed => ({
  seq,
  at,
  who: 'Dr A',
  role: 'physician',
  action: 'read',
  refused: false,
  type: 'Observation',
  patient: 'p1',
  reason: '',
  ...more,
});
const dayOf = (at: number) => String(Math.floor(at / (24 * 60 * MINUTE)));

it('twenty readings in a stretch are one line that says how many and from when', () => {
  const deeds = Array.from({ length: 20 }, (_, i) => deed(20 - i, 100 * MINUTE - i * MINUTE));
  const [day] = daysOf(deeds, dayOf);
  expect(day?.runs).toHaveLength(1);
  expect(day?.runs[0]).toMatchObject({ count: 20, at: 100 * MINUTE, from: 81 * MINUTE });
});

it('another person, patient, deed or reason is another line, and so is a later return', () => {
  const deeds = [
    deed(6, 100 * MINUTE),
    deed(5, 99 * MINUTE, { who: 'B' }),
    deed(4, 98 * MINUTE, { patient: 'p2' }),
    deed(3, 97 * MINUTE, { action: 'update' }),
    deed(2, 96 * MINUTE, { reason: 'fainted at the desk' }),
    deed(1, 60 * MINUTE),
  ];
  expect(daysOf(deeds, dayOf)[0]?.runs.map((r) => r.seq)).toEqual([6, 5, 4, 3, 2, 1]);
});

it('nothing is gathered over midnight, and every deed is counted once', () => {
  const midnight = 24 * 60 * MINUTE;
  const days = daysOf([deed(2, midnight + MINUTE), deed(1, midnight - MINUTE)], dayOf);
  expect(days.map((d) => d.runs.length)).toEqual([1, 1]);
});

const event = (more: object) => ({
  resourceType: 'AuditEvent',
  id: 'a-7',
  recorded: '2026-11-28T10:00:00.000Z',
  outcome: '0',
  agent: [
    { requestor: true, name: 'Dr A', role: [{ coding: [{ system: 'x', code: 'physician' }] }] },
    { requestor: false, who: { display: 'Cluneal' } },
  ],
  ...more,
});
const patient = { what: { reference: 'Patient/p1' }, role: { code: '1' } };

it('an event says who, as what, did what, to what, about whom', () => {
  const seen = deedOf(
    event({ subtype: [{ code: 'update' }], entity: [{ what: { type: 'Media' }, role: { code: '4' } }, patient] }),
  );
  expect(seen).toEqual({
    seq: 7,
    at: Date.UTC(2026, 10, 28, 10),
    who: 'Dr A',
    role: 'physician',
    action: 'update',
    refused: false,
    type: 'Media',
    patient: 'p1',
    reason: '',
  });
});

it('a record opened from outside says why, and is no reading of the personal details', () => {
  const opened = deedOf(
    event({ subtype: [{ code: '110127' }], entity: [patient], purposeOfEvent: [{ text: 'fainted at the desk' }] }),
  );
  expect(opened).toMatchObject({ action: 'break-glass', reason: 'fainted at the desk', type: '' });
  expect(deedOf(event({ subtype: [{ code: 'read' }], entity: [patient] })).type).toBe('Patient');
});

it('what did not succeed is told as refused', () => {
  expect(deedOf(event({ subtype: [{ code: 'read' }], outcome: '4' })).refused).toBe(true);
  expect(deedOf(event({ subtype: [{ code: 'read' }], outcome: '8' })).refused).toBe(true);
});

it('an event of a kind this page does not know is shown as far as it is understood', () => {
  expect(deedOf({ subtype: [{ code: 'constructor' }], agent: [{ requestor: true, role: 'robot' }] })).toEqual({
    seq: 0,
    at: 0,
    who: '',
    role: null,
    action: 'other',
    refused: false,
    type: '',
    patient: '',
    reason: '',
  });
});
