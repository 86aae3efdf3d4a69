// Whether JSON has the shape that R4 gives its resource: every name an element, lists where lists are, objects where
// objects are, one type of a choice, nothing empty (R4 2.6.2), and narrative that is safe. The general validator takes
// `meta: 1`, `birthDate: {}` and `toString` for valid; it sees a resource only after this.
import { shown } from './left-out.js';
import { narrativeFault } from './narrative.js';
import { issueOf, type RefusalKind } from './outcome.js';
import { type OperationOutcomeIssue } from './r4.js';

/** R4's types as they are handed in (@medplum/core, `tryGetDataType`). */
export interface DataTypes {
  tryGetDataType(type: string): DataType | undefined;
}
export interface DataType {
  readonly elements: Readonly<Record<string, DataElement>>;
}
interface DataElement {
  readonly type: readonly ElementType[];
  readonly isArray?: boolean;
}
interface ElementType {
  readonly code: string;
  readonly profile?: readonly string[];
  /** What a Reference may point to, as addresses of structures. */
  readonly targetProfile?: readonly string[];
}

/** A value with the type that R4 gives it, where it was met. */
export interface MetElement {
  /** `Period`; `SimpleQuantity` where R4 narrows a Quantity; `Observation` for a resource. */
  readonly type: string;
  readonly value: unknown;
  readonly path: string;
  /** The types a Reference may point to; empty where any. */
  readonly targets: readonly string[];
  /** The resource it stands in; for what is contained, the one that contains it. */
  readonly holder: Json;
}

const JSON_TYPE: Readonly<Record<string, 'number' | 'boolean'>> = {
  boolean: 'boolean',
  ...{ integer: 'number', positiveInt: 'number', unsignedInt: 'number', decimal: 'number' },
};
const CONTAINED = /\.contained\[\d+\]$/;
const RESOURCE_ID = /^[A-Za-z0-9.-]{1,64}$/;

type Json = Readonly<Record<string, unknown>>;
const isObject = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v);
const isPrimitive = (type: string): boolean => /^[a-z]/.test(type);

/** Data types have shapes too, but are no resources: every resource has implicitRules. */
export const isResourceShape = (shape: DataType | undefined): shape is DataType =>
  shape !== undefined && Object.hasOwn(shape.elements, 'implicitRules');

/** An element by the name it has in JSON: `deceasedBoolean` is `deceased[x]` as a boolean. */
interface Named {
  readonly element: DataElement;
  readonly type: string;
  readonly chosen: ElementType;
  /** Set where it is one type of a choice. */
  readonly choice?: string;
}

function elementNamed(name: string, { elements }: DataType): Named | undefined {
  if (Object.hasOwn(elements, name)) {
    const element = elements[name]!;
    const [chosen] = element.type;
    return { element, chosen: chosen!, type: chosen!.code };
  }
  // The type begins at a capital letter, of which the stem may have some too: `multipleBirthBoolean`.
  for (const { index } of name.matchAll(/[A-Z]/g)) {
    const choice = `${name.slice(0, index)}[x]`;
    if (!Object.hasOwn(elements, choice)) continue;
    const element = elements[choice]!;
    const wanted = name.slice(index);
    const chosen = element.type.find(({ code }) => code[0]!.toUpperCase() + code.slice(1) === wanted);
    if (chosen) return { element, chosen, type: chosen.code, choice };
  }
  return undefined;
}

const lastPart = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/**
 * What is wrong with the shape of a resource; empty where it may be validated. `meet` is told of every value whose shape
 * was right.
 */
export function shapeIssues(
  resource: unknown,
  types: DataTypes,
  meet: (met: MetElement) => void = () => {},
): OperationOutcomeIssue[] {
  const issues: OperationOutcomeIssue[] = [];
  let holder: Json = {};
  const say = (where: string, what: string, mend: string, kind: RefusalKind = 'bad-element'): void => {
    issues.push(issueOf(kind, { what, mend, ...(where === '' ? {} : { where }) }));
  };
  ofResource(resource, '');
  return issues;

  function ofResource(value: unknown, path: string): void {
    const type = isObject(value) && typeof value.resourceType === 'string' ? value.resourceType : undefined;
    const shape = type !== undefined && /^[A-Z]\w*$/.test(type) ? types.tryGetDataType(type) : undefined;
    if (!isResourceShape(shape)) {
      say(
        path,
        `${type === undefined ? 'it has no resourceType' : `unknown resourceType: ${shown(type)}`}`,
        'send a resource of FHIR R4',
      );
      return;
    }
    const at = path === '' ? type! : path;
    const { id } = value as Json;
    if (typeof id === 'string' && id !== '' && !RESOURCE_ID.test(id))
      say(`${at}.id`, `${shown(id)} is no id`, 'use 1 to 64 letters, digits, hyphens and points');
    const outer = holder;
    if (!CONTAINED.test(path)) holder = value as Json;
    meet({ type: type!, value, path: at, targets: [], holder });
    ofMembers(value as Json, shape, at, true);
    holder = outer;
  }

  function ofMembers(value: Json, shape: DataType, path: string, isResource: boolean): void {
    const names = Object.keys(value);
    if (names.length === 0) say(path, 'an object that is empty', 'leave the element out');
    const chosen = new Map<string, string>();
    for (const name of names) {
      if (isResource && name === 'resourceType') continue;
      const where = `${path}.${name}`;
      const plain = name.startsWith('_') ? name.slice(1) : name;
      const named = elementNamed(plain, shape);
      if (!named || (plain !== name && !isPrimitive(named.type))) {
        say(where, `no element is called ${shown(name)}`, 'take it out, or say it in an extension');
        continue;
      }
      const before = named.choice === undefined ? undefined : chosen.get(named.choice);
      if (before !== undefined && before !== plain) say(where, `${before} is given too`, 'give one of them');
      if (named.choice !== undefined) chosen.set(named.choice, plain);
      ofElement(value[name], named, where, plain !== name);
    }
  }

  /** An element, or with `_` what extends a primitive one. */
  function ofElement(value: unknown, named: Named, path: string, extendsOne: boolean): void {
    const { element, type } = named;
    if (Boolean(element.isArray) !== Array.isArray(value)) {
      say(
        path,
        element.isArray ? 'a single value where a list belongs' : 'a list where a single value belongs',
        element.isArray ? 'put it in a list' : 'give one value',
      );
      return;
    }
    if (!Array.isArray(value)) {
      ofValue(value, named, path, extendsOne, false);
      return;
    }
    if (value.length === 0) say(path, 'a list that is empty', 'leave the element out');
    value.forEach((v, i) => {
      ofValue(v, named, `${path}[${i}]`, extendsOne, isPrimitive(type));
    });
  }

  function ofValue(
    value: unknown,
    { type, chosen }: Named,
    path: string,
    extendsOne: boolean,
    mayBeNull: boolean,
  ): void {
    // In a list of primitives null keeps the place of a value that only has an extension.
    if (value === null && mayBeNull) return;
    if (extendsOne || !isPrimitive(type)) {
      const shape = extendsOne ? types.tryGetDataType('Element') : types.tryGetDataType(type);
      if (!isObject(value)) say(path, `${shown(value)} where an object belongs`, 'give an object');
      else if (isResourceShape(shape)) ofResource(value, path);
      else if (shape) {
        if (!extendsOne) met(value, chosen, path);
        ofMembers(value, shape, path, false);
      }
      return;
    }
    const wanted = JSON_TYPE[type] ?? 'string';
    if (typeof value !== wanted) say(path, `${shown(value)} where a ${wanted} belongs`, `give a ${wanted}`);
    else if (value === '') say(path, 'a text that is empty', 'leave the element out');
    else if (type === 'xhtml') {
      const fault = narrativeFault(value as string);
      if (fault) say(path, `narrative: ${fault}`, 'write plain XHTML in one div');
      else met(value, chosen, path);
    } else met(value, chosen, path);
  }

  function met(value: unknown, { code, profile = [], targetProfile = [] }: ElementType, path: string): void {
    const narrowed = profile.map(lastPart).find((name) => name === 'SimpleQuantity');
    meet({ type: narrowed ?? code, value, path, targets: targetProfile.map(lastPart), holder });
  }
}
