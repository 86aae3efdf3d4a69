// One search parameter with its modifier, chain and values, to a Filter.
import { spanOf } from './date-range.js';
import { type Definitions, type Parameter } from './definitions.js';
import { rangeOfNumber } from './number-range.js';
import { type DateValue, type Filter, type NumberValue, type Prefix, type ReferenceValue } from './query.js';
import { targetOf } from './reference-target.js';

export interface ReadContext {
  readonly definitions: Definitions;
  readonly bases: readonly string[];
  /** Milliseconds since 1970 UTC; `ap` of a date depends on it. */
  readonly now: number;
}

/** Caught by readQuery, where it becomes a refusal. */
export class UnsupportedError extends Error {}
const NAME = /^[A-Za-z0-9_:.-]{1,120}$/;
/** The message repeats a name only where it is one: it goes back to whoever sent it. */
export const unsupported = (name: string, why: string): UnsupportedError =>
  new UnsupportedError(`search parameter ${NAME.test(name) ? name : '(unreadable)'} ${why}`);

const MOST_CHAIN = 2;
const MOST_VALUES = 100;
const BARE = /^[A-Za-z0-9.-]{1,64}$/;
const PREFIXED = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[-+\d])/;

/** Splits at an unescaped separator, and leaves the escapes for `plain`. */
export function split(text: string, separator: string): readonly string[] {
  const parts = [''];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\' && i + 1 < text.length) parts[parts.length - 1] += text[i++]! + text[i]!;
    else if (text[i] === separator) parts.push('');
    else parts[parts.length - 1] += text[i]!;
  }
  return parts;
}
const plain = (text: string): string => text.replace(/\\([\\,|$])/g, '$1');

/** Reads `name=value`. */
export function filterOf(type: string, name: string, value: string, context: ReadContext, depth = 0): Filter {
  const inner = (t: string, n: string) => {
    if (depth >= MOST_CHAIN) throw unsupported(name, `chains more than ${MOST_CHAIN} times`);
    return filterOf(t, n, value, context, depth + 1);
  };
  if (name.startsWith('_has:')) {
    const [, source = '', code = '', ...rest] = name.split(':');
    const parameter = context.definitions.parametersOf(source).get(code);
    if (parameter?.table !== 'reference' || rest.length === 0)
      throw unsupported(name, 'must be _has:Type:reference:parameter');
    return { kind: 'has', source, param: parameter.name, filter: inner(source, rest.join(':')) };
  }
  const dot = name.indexOf('.');
  if (dot > 0) {
    const [code = '', ...said] = name.slice(0, dot).split(':');
    const parameter = context.definitions.parametersOf(type).get(code);
    if (parameter?.table !== 'reference' || said.length > 1) throw unsupported(name, 'does not start with a reference');
    const target = said[0] ?? (parameter.targets.length === 1 ? parameter.targets[0]! : undefined);
    if (target === undefined || !context.definitions.types.has(target))
      throw unsupported(name, `must say which type, as in ${code}:Patient.name`);
    return { kind: 'chain', param: parameter.name, target, filter: inner(target, name.slice(dot + 1)) };
  }
  const [code = '', modifier, ...more] = name.split(':');
  if (more.length > 0) throw unsupported(name, 'has more than one modifier');
  if (code === '_id' && modifier === undefined) return { kind: 'id', ids: split(value, ',').map(plain) };
  if (code === '_lastUpdated' && modifier === undefined)
    return { kind: 'updated', values: split(value, ',').map((v) => dateOf(name, v, context.now)) };
  const parameter = context.definitions.parametersOf(type).get(code);
  if (!parameter) throw unsupported(name, `is not known for ${type}`);
  if (modifier === 'missing') {
    if (value !== 'true' && value !== 'false') throw unsupported(name, 'must be true or false');
    return { kind: 'missing', table: parameter.table, param: parameter.name, missing: value === 'true' };
  }
  const values = split(value, ',');
  if (values.length > MOST_VALUES) throw unsupported(name, `has more than ${MOST_VALUES} values`);
  if (values.some((v) => v === '')) throw unsupported(name, 'has an empty value');
  return valuesFilter(name, parameter, modifier, values, context);
}

function valuesFilter(
  name: string,
  parameter: Parameter,
  modifier: string | undefined,
  values: readonly string[],
  context: ReadContext,
): Filter {
  const { name: param, type } = parameter;
  const no = (): never => {
    throw unsupported(name, 'has a modifier that is not supported');
  };
  if (type === 'token' || type === 'uri') {
    if (modifier === 'text')
      return { kind: 'string', param: `${param}:text`, match: 'start', values: values.map(plain) };
    if (modifier !== undefined && modifier !== 'not') no();
    const tokens = type === 'uri' ? values.map((v) => ({ code: plain(v) })) : values.map((v) => tokenOf(name, v));
    return { kind: 'token', param, not: modifier === 'not', values: tokens };
  }
  if (type === 'string') {
    const match = modifier === undefined ? 'start' : modifier === 'exact' || modifier === 'contains' ? modifier : no();
    return { kind: 'string', param, match, values: values.map(plain) };
  }
  if (type === 'reference') {
    if (modifier === 'identifier')
      return {
        kind: 'token',
        param: `${param}:identifier`,
        not: false,
        values: values.map((v) => tokenOf(name, v)),
      };
    if (modifier !== undefined && !parameter.targets.includes(modifier)) no();
    return {
      kind: 'reference',
      param,
      values: values.flatMap((v) => referenceOf(parameter, modifier, v, context)),
      ...(parameter.about ? { about: true } : {}),
    };
  }
  if (modifier !== undefined) no();
  if (type === 'date') return { kind: 'date', param, values: values.map((v) => dateOf(name, v, context.now)) };
  if (type === 'number') return { kind: 'number', param, values: values.map((v) => numberOf(name, v)) };
  return {
    kind: 'quantity',
    param,
    values: values.map((v) => {
      const [number = '', system, code] = split(v, '|').map(plain);
      return {
        ...numberOf(name, number),
        ...(system ? { system } : {}),
        ...(code ? { code } : {}),
      };
    }),
  };
}

function tokenOf(name: string, text: string): { readonly system?: string; readonly code?: string } {
  const parts = split(text, '|').map(plain);
  if (parts.length === 1) return { code: parts[0]! };
  const [system = '', code = ''] = parts;
  if (parts.length > 2 || (system === '' && code === '')) throw unsupported(name, 'must be code or system|code');
  return code === '' ? { system } : { system, code };
}

function referenceOf(
  parameter: Parameter,
  modifier: string | undefined,
  text: string,
  { bases, definitions }: ReadContext,
): readonly ReferenceValue[] {
  const value = plain(text);
  const target = targetOf(value, bases);
  if (target && target.type !== '') return modifier === undefined || target.type === modifier ? [target] : [];
  // A bare id is of any type the parameter allows; `patient` is a patient whatever else its element may hold.
  const types = modifier !== undefined ? [modifier] : parameter.code === 'patient' ? ['Patient'] : parameter.targets;
  if (BARE.test(value)) return types.filter((type) => definitions.types.has(type)).map((type) => ({ type, id: value }));
  return target && modifier === undefined ? [target] : [];
}

const prefixOf = (text: string): readonly [Prefix, string] => {
  const found = PREFIXED.exec(text)?.[1] as Prefix | undefined;
  return found ? [found, text.slice(2)] : ['eq', text];
};

function dateOf(name: string, text: string, now: number): DateValue {
  const [prefix, rest] = prefixOf(plain(text));
  const span = spanOf(rest);
  if (!span) throw unsupported(name, 'must be a date');
  if (prefix !== 'ap') return { prefix, ...span };
  // A tenth of the time between then and now, as the standard suggests.
  const slack = Math.round(Math.abs(now - span.low) / 10);
  return { prefix, low: span.low - slack, high: span.high + slack };
}

function numberOf(name: string, text: string): NumberValue {
  const [prefix, rest] = prefixOf(text);
  const range = rangeOfNumber(rest);
  if (!range) throw unsupported(name, 'must be a number');
  if (prefix !== 'ap') return { prefix, ...range };
  const slack = Math.abs(range.value) / 10;
  return { prefix, value: range.value, low: range.value - slack, high: range.value + slack };
}
