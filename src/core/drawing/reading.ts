// What reading a drawing has found wrong so far, and the small questions it asks of plain data.
import { closest } from '../closest.js';

export interface DrawingError {
  readonly type:
    | 'not-a-drawing'
    | 'bad-version'
    | 'bad-field'
    | 'unknown-field'
    | 'unknown-region'
    | 'outside'
    | 'too-large'
    | 'contradiction';
  /** Path of the value in the file, such as `marks[3].width`; empty for the file as a whole. */
  readonly field: string;
  readonly value: string;
  /** What is wrong and how to mend it, lower case. */
  readonly message: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Nobody mends more at one sitting. */
const MOST_ERRORS = 100;

export const shown = (v: unknown): string => {
  const s = typeof v === 'string' ? v : (JSON.stringify(v) ?? String(v));
  return s.length > 60 ? `${s.slice(0, 57)}...` : s;
};

export class Reading {
  readonly errors: DrawingError[] = [];

  /** Whether there are enough errors to stop. */
  get full(): boolean {
    return this.errors.length >= MOST_ERRORS;
  }

  /** Notes an error. */
  fail(type: DrawingError['type'], field: string, value: unknown, message: string): DrawingError {
    const error = { type, field, value: shown(value), message };
    this.errors.push(error);
    return error;
  }

  /** Notes what a value must be and what it is. */
  refuse(field: string, value: unknown, mend: string, type: DrawingError['type'] = 'bad-field'): DrawingError {
    return this.fail(type, field, value, value === undefined ? `is missing: ${mend}` : `${mend}, not ${shown(value)}`);
  }

  map(value: unknown, field: string, message: string): Fields | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
    this.refuse(field, value, message, field === '' ? 'not-a-drawing' : 'bad-field');
    return undefined;
  }

  /** Refuses every other key by name. */
  onlyKeys(map: Fields, keys: readonly string[], prefix: string): void {
    for (const key of Object.keys(map)) {
      if (keys.includes(key)) continue;
      const near = closest(key, keys);
      const mend = near ? `did you mean ${near}?` : `only ${keys.join(', ')} are read`;
      this.fail('unknown-field', `${prefix}${shown(key)}`, map[key], `unknown field ${shown(key)}: ${mend}`);
      if (this.full) return;
    }
  }

  oneOf<T extends string>(value: unknown, choices: readonly T[], field: string): T | undefined {
    if (choices.includes(value as T)) return value as T;
    const near = typeof value === 'string' && value.length > 2 ? closest(value, choices) : undefined;
    if (near) this.fail('bad-field', field, value, `${shown(value)} is unknown: did you mean ${near}?`);
    else this.refuse(field, value, `must be one of ${choices.join(', ')}`);
    return undefined;
  }

  number(value: unknown, least: number, most: number, field: string, unit: string): number | undefined {
    if (typeof value === 'number' && value >= least && value <= most) return value;
    this.refuse(field, value, `must be a number of ${unit} from ${least} to ${most}`);
    return undefined;
  }

  yesNo(value: unknown, field: string): boolean {
    if (typeof value !== 'boolean') this.refuse(field, value, 'must be true or false');
    return value === true;
  }
}
