// What the digits of a number and the text of a time mean when they are searched for, at both ends, on every kind of store.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testWorld } from '../contract/store-world.js';
import { closeStores, onEachStore } from '../contract/stores.js';
import { type Answered, anObservation, aPatient, created, type Door, physician, testDoor } from './test-door.js';

afterAll(closeStores, 60_000);

const concept = (code: string) => ({ coding: [{ system: 'urn:x', code }] });
const ids = ({ json }: Answered): string[] =>
  (json.entry ?? []).map((e: { resource: { id: string } }) => e.resource.id);

onEachStore('a search', (opened) => {
  let door: Door;
  let max = '';
  const get = (path: string) => door.ask(physician, 'GET', path);

  beforeAll(async () => {
    const world = testWorld();
    door = testDoor(world, await opened(world));
    max = await created(door, physician, aPatient());
  });

  it('finds a number by what its digits mean, at both ends', async () => {
    const of: Record<string, string> = {};
    const code = concept('1');
    for (const value of [5.3499, 5.35, 5.4, 5.4499, 5.45, -5.45, -5.35])
      of[value] = await created(door, physician, anObservation(max, { code, valueQuantity: { value, unit: 'm' } }));
    const found = async (asked: string) =>
      ids(await get(`/Observation?code=1&value-quantity=${asked}`)).map(
        (id) => Object.keys(of).find((value) => of[value] === id)!,
      );
    expect((await found('5.4')).sort()).toEqual(['5.35', '5.4', '5.4499']);
    expect((await found('5.4||m')).sort()).toEqual(['5.35', '5.4', '5.4499']);
    expect(await found('-5.4')).toEqual(['-5.45']);
    expect((await found('ne5.4')).sort()).toEqual(['-5.35', '-5.45', '5.3499', '5.45']);
    expect((await found('ge5.45')).sort()).toEqual(['5.45']);
    for (const value of Object.keys(of)) expect(await found(value)).toContain(value);
    // Kept as its digits, which a double would write otherwise; found as the number it is.
    const body = JSON.stringify(anObservation(max, { code, valueQuantity: { value: 5.35 } })).replace('5.35', '5.350');
    of['5.350'] = (await door.ask(physician, 'POST', '/Observation', { body })).json.id;
    expect((await found('5.4')).sort()).toEqual(['5.35', '5.350', '5.4', '5.4499']);
    expect((await found('5.3500')).sort()).toEqual(['5.35', '5.350']);
  });

  it('finds a time by the text that JavaScript writes of it', async () => {
    const of: Record<string, string> = {};
    const code = concept('2');
    for (const time of ['12:00:00Z', '12:00:00.000Z', '12:00:00.500Z', '12:00:01Z'])
      of[time] = await created(
        ...([door, physician, anObservation(max, { code, effectiveDateTime: `2026-01-05T${time}` })] as const),
      );
    const found = async (asked: string) =>
      ids(await get(`/Observation?code=2&date=${asked}`))
        .map((id) => Object.keys(of).find((time) => of[time] === id)!)
        .sort();
    const second = ['12:00:00.000Z', '12:00:00.500Z', '12:00:00Z'];
    expect(await found(new Date(Date.UTC(2026, 0, 5, 12)).toISOString())).toEqual(second);
    expect(await found('2026-01-05T12:00:00Z')).toEqual(second);
    expect(await found('2026-01-05T21:00:00.000%2B09:00')).toEqual(second);
    expect(await found('le2026-01-05T12:00:00.000Z')).toEqual(second);
    expect(await found('ne2026-01-05T12:00:00.000Z')).toEqual(['12:00:01Z']);
    // What is after an instant is after that very instant.
    expect(await found('gt2026-01-05T12:00:00.000Z')).toEqual(['12:00:00.500Z', '12:00:00Z', '12:00:01Z']);
    expect(await found('2026-01-05T12:00:00.500Z')).toEqual(['12:00:00.500Z']);
  });
});
