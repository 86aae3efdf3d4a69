// Which form of JSON an answer has and a body may have (R4 3.1.0.1.8-11). JSON only: there is no XML reader here to attack.
import { saidValue } from '#fhir/said-value.js';
import { type Attempt, made, refuse } from './attempt.js';

export type AnswerType = 'application/fhir+json' | 'application/json';

const MOST_ACCEPTED = 32;
const FORMATS: Readonly<Record<string, AnswerType>> = {
  json: 'application/fhir+json',
  'application/fhir+json': 'application/fhir+json',
  // A plus that was not encoded arrives as a space.
  'application/fhir json': 'application/fhir+json',
  'application/json': 'application/json',
  'text/json': 'application/json',
};
const notAcceptable = (said: string) =>
  refuse('not-acceptable', {
    what: `only JSON of FHIR 4.0 is answered here, not ${saidValue(said)}`,
    mend: 'send Accept: application/fhir+json, or _format=json',
  });

interface Range {
  readonly type: string;
  readonly q: number;
}

function rangeOf(text: string): Range | null {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const value = (name: string) => parameters.find((p) => p.startsWith(`${name}=`))?.slice(name.length + 1);
  const version = value('fhirversion');
  if (version !== undefined && !/^"?4\.0(\.1)?"?$/.test(version)) return null;
  const q = Number(value('q') ?? '1');
  return { type, q: q >= 0 && q <= 1 ? q : 0 };
}

/** How much a client wants a type: the most specific range counts. */
function wantOf(ranges: readonly Range[], type: string): number {
  for (const name of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const found = ranges.filter((range) => range.type === name);
    if (found.length > 0) return Math.max(...found.map((range) => range.q));
  }
  return 0;
}

/** The type to answer in; `format` is `_format`, which goes before the header. */
export function answerType(accept: string | undefined, format: string | null): Attempt<AnswerType> {
  if (format !== null) {
    const type = format.split(';')[0]!.trim().toLowerCase();
    return Object.hasOwn(FORMATS, type) ? made(FORMATS[type]!) : notAcceptable(format);
  }
  if (accept === undefined || accept.trim() === '') return made('application/fhir+json');
  const ranges = accept.split(',', MOST_ACCEPTED).flatMap((text) => rangeOf(text) ?? []);
  const fhir = wantOf(ranges, 'application/fhir+json');
  const plain = Math.max(wantOf(ranges, 'application/json'), wantOf(ranges, 'text/json'));
  if (fhir === 0 && plain === 0) return notAcceptable(accept);
  return made(fhir >= plain ? 'application/fhir+json' : 'application/json');
}

/** Content types that carry a resource. */
export const RESOURCE_TYPES = ['application/fhir+json', 'application/json'] as const;
export const FORM_TYPES = ['application/x-www-form-urlencoded'] as const;
export const PATCH_TYPES = ['application/json-patch+json'] as const;

/** Refuses a body that is not said to be one of these types, in UTF-8, and not packed. */
export function contentRefusal(headers: Headers, types: readonly string[]): Attempt<null> {
  const no = (what: string) => refuse('unsupported-media-type', { what, mend: `send ${types.join(' or ')} in UTF-8` });
  const encoding = headers.get('content-encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity') return no('a packed body is not read here');
  const said = headers.get('content-type');
  if (said === null) return no('the body has no content type');
  const [type = '', ...parameters] = said.split(';').map((part) => part.trim().toLowerCase());
  if (!types.includes(type)) return no(`a body of type ${/^[\w.+/-]{1,60}$/.test(type) ? type : '(unreadable)'}`);
  const charset = parameters.find((p) => p.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && !/^"?utf-?8"?$/.test(charset)) return no('a body that is not UTF-8');
  const version = parameters.find((p) => p.startsWith('fhirversion='))?.slice('fhirversion='.length);
  if (version !== undefined && !/^"?4\.0(\.1)?"?$/.test(version)) return no('a body of another version of FHIR');
  return made(null);
}
