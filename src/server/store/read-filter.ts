// One search parameter with its modifier, chain and values, to a Filter.
import { saidValue } from '#fhir/said-value.js';
import { ofWholeSecond, spanOf } from './date-range.js';
import { type Definitions, type Parameter } from './definitions.js';
import { rangeAround, rangeOfNumber } from './number-range.js';
import { type DateValue, type Filter, type NumberValue, type Prefix, type ReferenceValue } from './query.js';
import { targetOf } from './reference-target.js';

export interface ReadContext {
  readonly definitions: Definitions;
  readonly bases: readonly string[];
  /** Milliseconds since 1970 UTC; `ap` of a date depends on it. */
  readonly now: number;
  /** Types that stand in the store: only these can be followed. Absent: any of the definitions. */
  readonly kept?: ReadonlySet<string>;
}

/** Why a search is not answered, and what would be. It goes back to whoever asked, and into no log. */
export interface SearchRefusal {
  readonly type: 'unsupported-search';
  /** Whether the parameter cannot be asked so, or has a value that it does not take. */
  readonly about: 'parameter' | 'value';
  readonly message: string;
  readonly mend: string;
}

/** Caught by readQuery, where it becomes a refusal. */
export class UnsupportedError extends Error {
  readonly refusal: SearchRefusal;
  constructor(refusal: SearchRefusal) {
    super('a search that is not answered');
    this.refusal = refusal;
  }
}

const refusalOf = (about: SearchRefusal['about'], name: string, why: string, mend: string): UnsupportedError =>
  new UnsupportedError({
    type: 'unsupported-search',
    about,
    message: `search parameter ${saidValue(name)} ${why}`,
    mend,
  });
/** The parameter is not known here, or not in this form. */
export const unsupported = (name: string, why: string, mend: string): UnsupportedError =>
  refusalOf('parameter', name, why, mend);
/** It is known, and its value is none that it takes: `must` says what it takes. */
export const badValue = (name: string, must: string, value: string, mend: string): UnsupportedError =>
  refusalOf('value', name, `${must}, not ${saidValue(value)}`, mend);

const MOST_CHAIN = 2;
const MOST_VALUES = 100;
const MOST_NAMED = 40;
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

const isKept = ({ definitions, kept }: ReadContext, type: string): boolean => (kept ?? definitions.types).has(type);

/** Refuses to follow a reference to or from what is not in the store: nothing would be found, whatever there is. */
export function mustBeKept(name: string, type: string, context: ReadContext): void {
  if (isKept(context, type)) return;
  throw unsupported(
    name,
    `names ${saidValue(type)}, which cannot be followed here`,
    `name one of ${[...(context.kept ?? context.definitions.types)].join(', ')}; AuditEvent and Provenance are searched by themselves, as in Provenance?target=Patient/123`,
  );
}

/** The codes of the reference parameters of a type, of those that may point to `target` where one is given. */
export function referencesOf({ definitions }: ReadContext, type: string, target?: string): string {
  const codes = [...definitions.parametersOf(type).values()]
    .filter((p) => p.table === 'reference' && (target === undefined || p.targets.includes(target)))
    .map((p) => p.code);
  return codes.length === 0 ? 'none' : codes.join(', ');
}

/** Refuses a reference that can never point there. */
export function mustPointTo(name: string, { name: full, targets }: Parameter, target: string): void {
  if (targets.includes(target)) return;
  const most = targets.length > MOST_NAMED ? 'any type but that' : targets.join(', ');
  throw unsupported(
    name,
    `would follow ${full} to ${saidValue(target)}, to which it cannot point`,
    `it points to ${most}`,
  );
}

/** Reads `name=value`. */
export function filterOf(type: string, name: string, value: string, context: ReadContext, depth = 0): Filter {
  const inner = (t: string, n: string) => {
    if (depth >= MOST_CHAIN) throw unsupported(name, `chains more than ${MOST_CHAIN} times`, 'ask in two steps');
    return filterOf(t, n, value, context, depth + 1);
  };
  if (name.startsWith('_has:')) {
    const [, source = '', code = '', ...rest] = name.split(':');
    mustBeKept(name, source, context);
    const parameter = context.definitions.parametersOf(source).get(code);
    const mend = `of ${source} these point to ${type}: ${referencesOf(context, source, type)}`;
    if (parameter?.table !== 'reference' || rest.length === 0)
      throw unsupported(name, 'must be _has:Type:reference:parameter', mend);
    if (!parameter.targets.includes(type)) throw unsupported(name, `follows what cannot point to ${type}`, mend);
    return { kind: 'has', source, param: parameter.name, filter: inner(source, rest.join(':')) };
  }
  const dot = name.indexOf('.');
  if (dot > 0) {
    const [code = '', ...said] = name.slice(0, dot).split(':');
    const parameter = context.definitions.parametersOf(type).get(code);
    if (parameter?.table !== 'reference' || said.length > 1)
      throw unsupported(
        name,
        'does not start with a reference',
        `of ${type} these are: ${referencesOf(context, type)}`,
      );
    const target = said[0] ?? (parameter.targets.length === 1 ? parameter.targets[0]! : undefined);
    if (target === undefined)
      throw unsupported(name, 'must say to which type', `write it as ${code}:${parameter.targets.at(-1)}.parameter`);
    mustPointTo(name, parameter, target);
    mustBeKept(name, target, context);
    return { kind: 'chain', param: parameter.name, target, filter: inner(target, name.slice(dot + 1)) };
  }
  const [code = '', modifier, ...more] = name.split(':');
  if (more.length > 0) throw unsupported(name, 'has more than one modifier', 'give one, or none');
  if (code === '_id' && modifier === undefined) return { kind: 'id', ids: split(value, ',').map(plain) };
  if (code === '_lastUpdated' && modifier === undefined)
    return { kind: 'updated', values: split(value, ',').map((v) => dateOf(name, v, context.now, true)) };
  const parameter = context.definitions.parametersOf(type).get(code);
  if (!parameter)
    throw unsupported(
      name,
      `is not known for ${type}`,
      `known are _id, _lastUpdated, ${[...context.definitions.parametersOf(type).keys()].join(', ')}`,
    );
  if (modifier === 'missing') {
    if (value !== 'true' && value !== 'false')
      throw badValue(name, 'must be true or false', value, 'write true or false');
    return { kind: 'missing', table: parameter.table, param: parameter.name, missing: value === 'true' };
  }
  const values = split(value, ',');
  if (values.length > MOST_VALUES)
    throw badValue(name, `takes at most ${MOST_VALUES} values`, String(values.length), 'ask for fewer at a time');
  if (values.some((v) => v === ''))
    throw badValue(name, 'must have a value, and one on each side of a comma', value, `leave ${code} out to find all`);
  return valuesFilter(name, parameter, modifier, values, context);
}

const MODIFIERS: Readonly<Record<Parameter['type'], string>> = {
  token: ':not, :text, :missing',
  uri: ':not, :text, :missing',
  string: ':exact, :contains, :missing',
  reference: ':identifier, :missing, or a type it points to',
  date: ':missing',
  number: ':missing',
  quantity: ':missing',
};

function valuesFilter(
  name: string,
  parameter: Parameter,
  modifier: string | undefined,
  values: readonly string[],
  context: ReadContext,
): Filter {
  const { name: param, type } = parameter;
  const no = (): never => {
    throw unsupported(name, 'has a modifier that is not supported', `take none, or one of ${MODIFIERS[type]}`);
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
  if (type === 'date')
    return { kind: 'date', param, values: values.map((v) => dateOf(name, v, context.now, STAMPED.has(param))) };
  if (type === 'number') return { kind: 'number', param, values: values.map((v) => numberOf(name, v, v)) };
  return {
    kind: 'quantity',
    param,
    values: values.map((v) => {
      const [number = '', system, code, ...more] = split(v, '|').map(plain);
      if (more.length > 0) throw badValue(name, 'must be number|system|code', v, 'write a bar in a code as \\|');
      return {
        ...numberOf(name, number, v),
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
  if (parts.length > 2 || (system === '' && code === ''))
    throw badValue(name, 'must be code or system|code', text, 'write it as 72514-3 or http://loinc.org|72514-3');
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

/** Stamped by this server, always with milliseconds. */
const STAMPED: ReadonlySet<string> = new Set(['AuditEvent.date', 'Provenance.recorded']);
/** What a clinician writes down has whole seconds; JavaScript writes those as `.000`. What compares with an instant stays one. */
const OF_A_SECOND: ReadonlySet<Prefix> = new Set(['eq', 'ne', 'le']);
const DATE_MEND =
  'write it as 2026, 2026-01, 2026-01-05 or 2026-01-05T12:00:00Z, with ge, le, gt or lt before it where that is meant';

function dateOf(name: string, text: string, now: number, stamped: boolean): DateValue {
  const [prefix, rest] = prefixOf(plain(text));
  const span = spanOf(!stamped && OF_A_SECOND.has(prefix) ? ofWholeSecond(rest) : rest);
  if (!span)
    throw badValue(
      name,
      'must be a date',
      text,
      // In a query a plus sign is a space.
      /T.* \d\d:\d\d$/.test(rest) ? 'write the plus sign of the zone as %2B' : DATE_MEND,
    );
  if (prefix !== 'ap') return { prefix, ...span };
  // A tenth of the time between then and now, as the standard suggests.
  const slack = Math.round(Math.abs(now - span.low) / 10);
  return { prefix, low: span.low - slack, high: span.high + slack };
}

function numberOf(name: string, text: string, whole: string): NumberValue {
  const [prefix, rest] = prefixOf(text);
  const range = prefix === 'ap' ? rangeAround(rest) : rangeOfNumber(rest);
  if (range) return { prefix, ...range };
  throw badValue(
    name,
    'must be a number',
    whole,
    'write it as 5.4 or gt5.4; a quantity also as 5.4|http://unitsofmeasure.org|mg',
  );
}
