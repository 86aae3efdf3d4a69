// The paths of search parameters walked over plain JSON. Nearly all are element names with a choice of type, a fixed
// word or the type that a reference points to; an engine for all of FHIRPath takes twenty times as long for those, in
// every write. What is not of this form is left to the engine (fhirpath.ts); test/contract holds the two to each other.
import { isJsonObject, type JsonValue, plainFromJson } from '#fhir/json-value.js';
import { type Typed } from './fhirpath.js';
import { targetOf } from './reference-target.js';

/** All values at a path of one resource. `bases` are the addresses that mean this server. */
export type ElementPath = (resource: JsonValue, bases: readonly string[]) => readonly Typed[];

/** The types that may stand at an element, by the path of the element in its StructureDefinition. */
export type ElementTypes = ReadonlyMap<string, readonly string[]>;

interface StructureDefinition {
  readonly snapshot?: {
    readonly element: readonly { readonly path: string; readonly type?: readonly { readonly code: string }[] }[];
  };
}

/** Reads the elements of the structures; one that stands for another (`contentReference`) has no types of its own. */
export function elementTypesOf(structures: readonly object[]): ElementTypes {
  const types = new Map<string, readonly string[]>();
  for (const { snapshot } of structures as readonly StructureDefinition[])
    for (const { path, type = [] } of snapshot?.element ?? [])
      types.set(
        path,
        type.map((t) => t.code),
      );
  return types;
}

/** A member that may hold the value; `at` is the definition's path of what is in it. */
interface Member {
  readonly key: string;
  readonly type: string;
  readonly at: string;
}
type Step =
  | { readonly kind: 'members'; readonly members: readonly Member[] }
  | { readonly kind: 'equals'; readonly key: string; readonly value: string }
  | { readonly kind: 'refers'; readonly to: string };

const STEP = /\.(?:where\(resolve\(\) is (\w+)\)|where\((\w+)='([^']*)'\)|ofType\((\w+)\)|([a-z]\w*))/y;
const ROOT = /^[A-Z]\w*/;
/** Of these every type has the elements. */
const GENERAL: ReadonlySet<string> = new Set(['Resource', 'DomainResource']);
const NESTED: ReadonlySet<string> = new Set(['BackboneElement', 'Element']);

/** The path of `type` in a parameter's expression; null where it has none, or one that only the engine can walk. */
export function elementPath(types: ElementTypes, type: string, expression: string): ElementPath | null {
  const own: (readonly Step[])[] = [];
  for (const part of expression.split('|')) {
    // Parentheses round a whole path, or all of it but its end, say nothing.
    const text = part.trim().replace(/^\((.*)\)((?:\.\w+)*)$/, '$1$2');
    const root = ROOT.exec(text)?.[0];
    if (root === undefined) return null;
    if (root !== type && !GENERAL.has(root)) continue;
    const steps = stepsOf(types, type, text.slice(root.length));
    if (!steps) return null;
    own.push(steps);
  }
  if (own.length === 0) return null;
  return (resource, bases) => {
    const found: Typed[] = [];
    for (const steps of own) walk(resource, type, steps, 0, bases, found);
    return found;
  };
}

function stepsOf(types: ElementTypes, type: string, text: string): readonly Step[] | null {
  const steps: Step[] = [];
  let places: readonly { readonly type: string; readonly at: string }[] = [{ type, at: type }];
  for (STEP.lastIndex = 0; STEP.lastIndex < text.length; ) {
    const found = STEP.exec(text);
    if (!found) return null;
    const [, target, key, value, narrowed, name] = found;
    const before = steps.at(-1);
    if (target !== undefined) steps.push({ kind: 'refers', to: target });
    else if (key !== undefined) steps.push({ kind: 'equals', key, value: value! });
    else if (narrowed !== undefined) {
      const members = before?.kind === 'members' ? before.members.filter((m) => m.type === narrowed) : [];
      if (members.length === 0) return null;
      steps.splice(-1, 1, { kind: 'members', members });
      places = members;
    } else {
      const members = places.flatMap((place) => membersOf(types, place.at, name!));
      if (members.length === 0) return null;
      steps.push({ kind: 'members', members });
      places = members;
    }
  }
  return steps.length > 0 ? steps : null;
}

function membersOf(types: ElementTypes, at: string, name: string): readonly Member[] {
  const plain = `${at}.${name}`;
  const single = types.get(plain);
  if (single)
    return single.map((type) => ({ key: name, type, at: NESTED.has(type) && types.has(plain) ? plain : type }));
  const choice = types.get(`${plain}[x]`) ?? [];
  return choice.map((type) => ({ key: `${name}${type[0]!.toUpperCase()}${type.slice(1)}`, type, at: type }));
}

function walk(
  value: JsonValue | undefined,
  type: string,
  steps: readonly Step[],
  next: number,
  bases: readonly string[],
  found: Typed[],
): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) walk(item, type, steps, next, bases, found);
    return;
  }
  const step = steps[next];
  if (!step) {
    found.push({ type, value: plainFromJson(value) });
    return;
  }
  if (!isJsonObject(value)) return;
  if (step.kind === 'members') {
    for (const member of step.members)
      if (Object.hasOwn(value, member.key)) walk(value[member.key], member.type, steps, next + 1, bases, found);
  } else if (step.kind === 'equals' ? value[step.key] === step.value : refersTo(value, step.to, bases))
    walk(value, type, steps, next + 1, bases, found);
}

/** What a reference says of itself: the address it gives, or the type beside an identifier. */
function refersTo(value: JsonValue, type: string, bases: readonly string[]): boolean {
  if (!isJsonObject(value)) return false;
  const { reference } = value;
  if (typeof reference === 'string') return targetOf(reference, bases)?.type === type;
  return value.type === type && isJsonObject(value.identifier);
}
