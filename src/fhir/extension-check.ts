// Whether an extension of ours is what its definition says: its parts, how many of each, their types and codes. Read
// straight from the definition, because an answer carries hundreds and the general validator takes milliseconds for each.
import { type CodeIndex } from './bindings.js';
import { shown } from './left-out.js';
import { issueOf } from './outcome.js';
import { type Extension, type OperationOutcomeIssue, type StructureDefinition } from './r4.js';

/** What one value may be. */
interface Part {
  readonly min: number;
  readonly max: number;
  /** `valueCode` */
  readonly element: string;
  readonly valueSet: string | undefined;
}

/** What an extension may hold: a value, or parts by name. */
export interface ExtensionShape {
  readonly value: Part | undefined;
  readonly parts: ReadonlyMap<string, Part>;
}

type Element = NonNullable<StructureDefinition['differential']>['element'][number];

const partOf = (value: Element, slice?: Element): Part => {
  const code = value.type![0]!.code;
  return {
    min: slice?.min ?? value.min ?? 0,
    max: slice?.max === '*' ? Number.POSITIVE_INFINITY : Number(slice?.max ?? 1),
    element: `value${code[0]!.toUpperCase()}${code.slice(1)}`,
    valueSet: value.binding?.valueSet,
  };
};

/** The shape that a definition (src/fhir/profiles) gives an extension. */
export function shapeOf(definition: StructureDefinition): ExtensionShape {
  const byId = new Map(definition.differential!.element.map((e) => [e.id!, e]));
  const slices = [...byId.values()].filter((e) => e.sliceName !== undefined);
  const value = byId.get('Extension.value[x]')!;
  return {
    value: value.max === '0' ? undefined : partOf(value),
    parts: new Map(slices.map((s) => [s.sliceName!, partOf(byId.get(`${s.id}.value[x]`)!, s)])),
  };
}

/** What is wrong with one extension at its place. */
export function extensionIssues(
  e: Extension,
  shape: ExtensionShape,
  index: CodeIndex,
  where: string,
): OperationOutcomeIssue[] {
  const name = e.url.slice(e.url.lastIndexOf('/') + 1);
  const say = (what: string, mend: string): OperationOutcomeIssue =>
    issueOf('invalid', { what: `extension ${name}: ${what}`, where, mend });
  const ofValue = (holder: Extension, part: Part, of: string): OperationOutcomeIssue[] => {
    const given = Object.keys(holder).filter((key) => key !== 'url' && key !== 'id');
    if (given.length !== 1 || given[0] !== part.element)
      return [say(`${of} has ${given.join(' and ') || 'nothing'}`, `give it ${part.element} and nothing else`)];
    const value = holder[part.element as keyof Extension];
    const isHeld = part.valueSet === undefined || index.holds(part.valueSet, String(value)) !== false;
    return isHeld ? [] : [say(`${shown(value)} is not in ${part.valueSet}`, 'use a code of that value set')];
  };
  if (shape.value) return ofValue(e, shape.value, 'it');
  const inner = e.extension ?? [];
  const counts = [...shape.parts].flatMap(([part, { min, max }]) => {
    const n = inner.filter((x) => x.url === part).length;
    const most = max === Number.POSITIVE_INFINITY ? '*' : max;
    return n < min || n > max ? [say(`${n} of ${part}`, `give ${min}..${most}`)] : [];
  });
  const values = inner.flatMap((x) => {
    const part = shape.parts.get(x.url);
    return part
      ? ofValue(x, part, x.url)
      : [say(`no part is called ${shown(x.url)}`, `use ${[...shape.parts.keys()].join(', ')}`)];
  });
  return [...counts, ...values];
}
