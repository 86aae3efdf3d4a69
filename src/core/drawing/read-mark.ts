// One mark of a drawing file.
import { type Anatomy, FRAMES, type Point, VIEWS, type View } from '../anatomy/anatomy.js';
import { readRegionText } from '../anatomy/regions.js';
import { type Feel, type Mark, QUALITIES, type Track } from './drawing.js';
import { type Fields, type Reading } from './reading.js';

const KINDS = ['brush', 'erase', 'pin', 'arrow', 'fill', 'unfill'] as const;
const FEEL_KEYS = ['qualities', 'intensity'];
const KEYS: Readonly<Record<(typeof KINDS)[number], readonly string[]>> = {
  brush: ['kind', 'view', 'width', 'start', 'steps', ...FEEL_KEYS],
  erase: ['kind', 'view', 'width', 'start', 'steps'],
  pin: ['kind', 'view', 'at', ...FEEL_KEYS],
  arrow: ['kind', 'view', 'start', 'steps', ...FEEL_KEYS],
  fill: ['kind', 'region', ...FEEL_KEYS],
  unfill: ['kind', 'region'],
};
/** Stroke width, mm. */
const WIDTH = [1, 100] as const;

/** A mark, or nothing where it has an error. `field` is its path in the file. */
export function readMark(reading: Reading, value: unknown, field: string, anatomy: Anatomy): Mark | undefined {
  const before = reading.errors.length;
  const map = reading.map(value, field, 'a mark is a map with kind');
  if (!map) return undefined;
  const kind = reading.oneOf(map.kind, KINDS, `${field}.kind`);
  if (!kind) return undefined;
  reading.onlyKeys(map, KEYS[kind], `${field}.`);
  const mark = markOf(reading, kind, map, field, anatomy);
  return reading.errors.length === before ? mark : undefined;
}

function markOf(
  reading: Reading,
  kind: (typeof KINDS)[number],
  map: Fields,
  field: string,
  anatomy: Anatomy,
): Mark | undefined {
  if (kind === 'fill' || kind === 'unfill') {
    const region = readRegion(reading, map.region, `${field}.region`, anatomy);
    return kind === 'fill' ? { kind, region, ...readFeel(reading, map, field) } : { kind, region };
  }
  const view = reading.oneOf(map.view, VIEWS, `${field}.view`);
  if (!view) return undefined;
  if (kind === 'pin')
    return { kind, view, at: readPoint(reading, map.at, view, field), ...readFeel(reading, map, field) };
  const track = readTrack(reading, map, view, field);
  if (kind === 'arrow') {
    if (track.length === 2) reading.refuse(`${field}.steps`, map.steps, 'an arrow needs a start and at least one step');
    return { kind, view, track, ...readFeel(reading, map, field) };
  }
  const width = reading.number(map.width, ...WIDTH, `${field}.width`, 'mm') ?? 0;
  if (kind === 'brush') return { kind, view, width, track, ...readFeel(reading, map, field) };
  return { kind, view, width, track };
}

function readRegion(reading: Reading, value: unknown, field: string, anatomy: Anatomy): string {
  if (typeof value !== 'string') {
    reading.refuse(field, value, 'must be a region code, such as iliac-crest@R', 'unknown-region');
    return '';
  }
  const read = readRegionText(value, anatomy);
  if (!read.ok) reading.fail('unknown-region', field, value, read.message);
  return value;
}

function readFeel(reading: Reading, map: Fields, field: string): Feel {
  const { intensity = 'unknown', qualities = [] } = map;
  const whole = typeof intensity === 'number' && Number.isInteger(intensity) && intensity >= 0 && intensity <= 10;
  if (intensity !== 'unknown' && !whole)
    reading.refuse(`${field}.intensity`, intensity, 'must be a whole number from 0 to 10, or left out');
  const read: Feel['qualities'][number][] = [];
  if (!Array.isArray(qualities)) {
    reading.refuse(`${field}.qualities`, qualities, 'must be a list such as [burning, numbness]');
    return { qualities: [], intensity: 'unknown' };
  }
  for (const [i, q] of qualities.slice(0, QUALITIES.length + 1).entries()) {
    const quality = reading.oneOf(q, QUALITIES, `${field}.qualities[${i}]`);
    if (!quality) continue;
    if (read.includes(quality))
      reading.fail('bad-field', `${field}.qualities[${i}]`, q, `${quality} stands twice: keep one`);
    read.push(quality);
  }
  return { qualities: read, intensity: whole ? intensity : 'unknown' };
}

const edgesOf = (view: View): string => {
  const [left, top, right, bottom] = FRAMES[view];
  return `x from ${left} to ${right} and y from ${top} to ${bottom} mm`;
};
const inFrame = (view: View, x: number, y: number): boolean => {
  const [left, top, right, bottom] = FRAMES[view];
  return x >= left && x <= right && y >= top && y <= bottom;
};

function readPoint(reading: Reading, value: unknown, view: View, field: string): Point {
  const pair = Array.isArray(value) && value.length === 2 && value.every((v) => typeof v === 'number');
  if (!pair) {
    reading.refuse(`${field}.at`, value, 'must be [x, y] in mm');
    return [0, 0];
  }
  const [x, y] = value as [number, number];
  if (!inFrame(view, x, y))
    reading.fail('outside', `${field}.at`, value, `lies outside the ${view} view (${edgesOf(view)})`);
  // A negative zero is no other place than zero.
  return [x + 0, y + 0];
}

/** `start` and `steps` to absolute points, all in whole 0.1 mm. */
function readTrack(reading: Reading, map: Fields, view: View, field: string): Track {
  const { start, steps = [] } = map;
  const whole = (v: unknown): v is number => typeof v === 'number' && Number.isInteger(v);
  if (!Array.isArray(start) || start.length !== 2 || !start.every(whole)) {
    reading.refuse(`${field}.start`, start, 'must be [x, y] in whole 0.1 mm');
    return [0, 0];
  }
  if (!Array.isArray(steps) || steps.length % 2 !== 0) {
    reading.refuse(`${field}.steps`, steps, 'must be a list [dx, dy, dx, dy, ...] in whole 0.1 mm');
    return [0, 0];
  }
  let [x, y] = [start[0]! + 0, start[1]! + 0];
  const track = [x, y];
  if (!inFrame(view, x / 10, y / 10)) {
    reading.fail('outside', `${field}.start`, start, `lies outside the ${view} view (${edgesOf(view)})`);
    return track;
  }
  for (let i = 0; i < steps.length; i += 2) {
    const [dx, dy] = [steps[i], steps[i + 1]];
    if (!whole(dx) || !whole(dy)) {
      const at = whole(dx) ? i + 1 : i;
      reading.refuse(`${field}.steps[${at}]`, steps[at], 'must be whole 0.1 mm');
      return track;
    }
    x += dx;
    y += dy;
    if (!inFrame(view, x / 10, y / 10)) {
      const where = `[${x / 10}, ${y / 10}] mm`;
      reading.fail(
        'outside',
        `${field}.steps[${i}]`,
        where,
        `leads to ${where}, outside the ${view} view (${edgesOf(view)})`,
      );
      return track;
    }
    track.push(x, y);
  }
  return track;
}
