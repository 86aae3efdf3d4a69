// The part of a resource that is asked for by _summary and _elements, and the tag that says it is a part.
import { isJsonObject, type JsonObject, type JsonValue, textFromJson } from '#fhir/json-value.js';
import { saidValue } from '#fhir/said-value.js';
import { type StoredVersion } from '../store/repository.js';
import { type Attempt, made, refuse } from './attempt.js';
import { ALWAYS, ELEMENT_FORMS, type ElementForms, NOT_IN_SUMMARY } from './element-forms.js';
import { onlyValue, type Pair } from './query-pairs.js';
import { isRecordType } from './served-types.js';
import { jsonOfStored } from './stored-json.js';

/** Which part of each resource; `count` asks for no resource at all. */
export type Part =
  | { readonly type: 'whole' | 'summary' | 'text' | 'data' | 'count' }
  | { readonly type: 'elements'; readonly names: readonly string[] };

const SUMMARIES = { true: 'summary', text: 'text', data: 'data', count: 'count', false: 'whole' } as const;
const SUBSETTED: JsonObject = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
};
/** `code`, or `Observation.code` where a search includes other types. */
const ELEMENT = /^(?:[A-Z][A-Za-z]{1,63}\.)?[a-z][A-Za-z]{0,63}$/;

/** Reads `_summary` and `_elements`. */
export function partOf(pairs: readonly Pair[]): Attempt<Part> {
  const summary = onlyValue(pairs, '_summary');
  if (!summary.ok) return summary;
  const elements = onlyValue(pairs, '_elements');
  if (!elements.ok) return elements;
  if (summary.value !== null && !Object.hasOwn(SUMMARIES, summary.value))
    return refuse('bad-parameter', {
      what: `_summary must be one of true, text, data, count, false, not ${saidValue(summary.value)}`,
      mend: 'leave it out for the whole',
    });
  const part: Part = summary.value === null ? { type: 'whole' } : { type: SUMMARIES[summary.value as 'true'] };
  if (elements.value === null) return made(part);
  if (part.type !== 'whole')
    return refuse('bad-parameter', { what: '_summary and _elements are both given', mend: 'give one of them' });
  const names = elements.value.split(',');
  if (names.every((name) => ELEMENT.test(name))) return made({ type: 'elements', names });
  return refuse('bad-parameter', {
    what: `_elements must name top-level elements, not ${saidValue(names.find((name) => !ELEMENT.test(name))!)}`,
    mend: 'write them as in _elements=status,code',
  });
}

/** The text of the part of a kept version that is to be shown. */
export function partText(stored: StoredVersion, part: Part): string {
  return part.type === 'whole' ? stored.text : textFromJson(partOfJson(jsonOfStored(stored), part));
}

/** The part of a resource. */
export function partOfJson(resource: JsonObject, part: Part): JsonObject {
  if (part.type === 'whole') return resource;
  const type = String(resource.resourceType);
  if (!isRecordType(type)) throw new Error(`${type} is not served`);
  const forms = ELEMENT_FORMS[type];
  const wanted = wantedBy(part, type, forms);
  const shown = Object.entries(resource).filter(([name]) => wanted(stemOf(name, forms)));
  const whole = Object.fromEntries(shown);
  const bare = part.type === 'summary' ? without(whole, type) : whole;
  return { ...bare, meta: tagged(bare.meta) };
}

function wantedBy(part: Part, type: string, forms: ElementForms): (name: string) => boolean {
  if (part.type === 'data') return (name) => name !== 'text';
  const more =
    part.type === 'text'
      ? ['text']
      : part.type === 'elements'
        ? part.names.flatMap((name) => (name.includes('.') ? ofType(name, type) : [name]))
        : forms.summary;
  const names = new Set([...ALWAYS, ...forms.kept, ...more].map((name) => stemOf(name, forms)));
  return (name) => names.has(name);
}

const ofType = (name: string, type: string): readonly string[] =>
  name.startsWith(`${type}.`) ? [name.slice(type.length + 1)] : [];

/** `_status` is about `status`, `valueQuantity` is `value`. */
function stemOf(name: string, { choices }: ElementForms): string {
  const plain = name.startsWith('_') ? name.slice(1) : name;
  return choices.find((stem) => plain.startsWith(stem) && /^(?:$|[A-Z])/.test(plain.slice(stem.length))) ?? plain;
}

/** Without what a summary leaves out inside, and without what is empty then. */
function without(resource: JsonObject, type: string): JsonObject {
  const paths = NOT_IN_SUMMARY.filter((path) => path.startsWith(`${type}.`)).map((path) => path.split('.').slice(1));
  return Object.fromEntries(
    Object.entries(resource).flatMap(([name, value]) => {
      const inside = paths.filter(([first]) => first === name).map((path) => path.slice(1));
      const left = inside.length === 0 ? value : pruned(value, inside);
      return left === null ? [] : [[name, left]];
    }),
  );
}

function pruned(value: JsonValue, paths: readonly (readonly string[])[]): JsonValue | null {
  if (Array.isArray(value)) {
    const left = value.flatMap((inner) => pruned(inner, paths) ?? []);
    return left.length === 0 ? null : left;
  }
  if (!isJsonObject(value)) return value;
  const left = Object.entries(value).flatMap(([name, inner]): [string, JsonValue][] => {
    const here = paths.filter(([first]) => first === name || `_${first}` === name);
    if (here.some((path) => path.length === 1)) return [];
    const kept =
      here.length === 0
        ? inner
        : pruned(
            inner,
            here.map((path) => path.slice(1)),
          );
    return kept === null ? [] : [[name, kept]];
  });
  return left.length === 0 ? null : Object.fromEntries(left);
}

const tagsOf = (meta: JsonValue | undefined): readonly JsonValue[] =>
  isJsonObject(meta) && Array.isArray(meta.tag) ? meta.tag : [];

function tagged(meta: JsonValue | undefined): JsonObject {
  return { ...(isJsonObject(meta) ? meta : {}), tag: [...tagsOf(meta).filter((tag) => !isSubsetted(tag)), SUBSETTED] };
}

const isSubsetted = (tag: JsonValue): boolean =>
  isJsonObject(tag) && tag.system === SUBSETTED.system && tag.code === SUBSETTED.code;

/** Whether a resource says that it is a part of one: kept in place of the whole, it would lose the rest. */
export const isPart = ({ meta }: JsonObject): boolean => tagsOf(meta).some(isSubsetted);
