// Whether a Reference is one, points to a type that its element allows, and what is contained belongs to what contains it
// (R4 2.3.0.1, ref-1, dom-3). Whether the target exists is not asked: it may live in another record.
import { shown } from './left-out.js';
import { issueOf } from './outcome.js';
import { type OperationOutcomeIssue } from './r4.js';
import { type MetElement } from './shape-check.js';

type Json = Readonly<Record<string, unknown>>;

const NAMED =
  /^(?:[a-z][a-z0-9+.-]*:\S*\/)?([A-Z][A-Za-z]{1,63})\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/;
/** A reference by a search, which only a transaction resolves (R4 3.1.0.11.2). */
const CONDITIONAL = /^([A-Z][A-Za-z]{1,63})\?\S+$/;
const MEND = 'write Type/id, #id of a contained resource, or a whole address; say in display what is no resource';

/** What is known of types. */
export interface ReferenceTypes {
  isResourceType(type: string): boolean;
  /** Whether the record keeps resources of the type: in others, of which R4's own examples break it, it is a warning. */
  isKept(type: string): boolean;
}

/** What is wrong with the references and the contained resources that were met. */
export function referenceIssues(
  met: readonly MetElement[],
  { isResourceType, isKept }: ReferenceTypes,
): OperationOutcomeIssue[] {
  return met.flatMap((element): OperationOutcomeIssue[] => {
    if (element.type === 'Reference') return ofReference(element);
    return element.value === element.holder ? uncalled(element) : [];
  });

  function ofReference({ value, path, holder, targets }: MetElement): OperationOutcomeIssue[] {
    const { reference, type: said } = value as { reference?: string; type?: string };
    const where = `${path}.reference`;
    const found = reference === undefined ? {} : pointedAt(reference, holder, path);
    if (found.fault) return [issueOf('invalid', { ...found.fault, where })];
    const type = found.type ?? (said !== undefined && isResourceType(said) ? said : undefined);
    if (said !== undefined && found.type !== undefined && said !== found.type && isResourceType(said)) {
      const what = `the type is ${said}, the reference ${shown(reference)} is to ${found.type}`;
      return [issueOf('invalid', { what, where: `${path}.type`, mend: 'give the one that is meant' })];
    }
    if (type === undefined || isAllowed(type, targets)) return [];
    const isElsewhere = found.isElsewhere === true && said === undefined;
    const isMild = isElsewhere || !isKept(String(holder.resourceType));
    const what = `a reference to ${type} where ${targets.join(', ')} belongs`;
    return [issueOf('invalid', { what, where, mend: 'refer to one of these' }, isMild ? 'warning' : 'error')];
  }

  function pointedAt(reference: string, holder: Json, path: string): Pointed {
    if (reference === '#') return {};
    if (reference.startsWith('#')) {
      const inner = containedIn(holder).find(({ id }) => id === reference.slice(1));
      const what = `ref-1 is not kept: nothing contained has the id ${shown(reference.slice(1))}`;
      return inner
        ? { type: String(inner.resourceType) }
        : { fault: { what, mend: 'contain it, or refer to what is there' } };
    }
    const isElsewhere = ABSOLUTE.test(reference);
    const type =
      NAMED.exec(reference)?.[1] ?? (path.startsWith('Bundle.') ? CONDITIONAL.exec(reference)?.[1] : undefined);
    if (type === undefined)
      return isElsewhere ? {} : { fault: { what: `${shown(reference)} is no reference`, mend: MEND } };
    if (isResourceType(type)) return { type, isElsewhere };
    return isElsewhere ? {} : { fault: { what: `${shown(reference)}: R4 has no resource ${type}`, mend: MEND } };
  }

  /** What is no type of its own, `Resource` or a profile, allows everything. */
  function isAllowed(type: string, targets: readonly string[]): boolean {
    return (
      targets.length === 0 ||
      targets.some((target) => target === type || target === 'Resource' || !isResourceType(target))
    );
  }
}

interface Pointed {
  /** The type it points to, where it tells. */
  readonly type?: string;
  readonly isElsewhere?: boolean;
  readonly fault?: { readonly what: string; readonly mend: string };
}

const containedIn = (holder: Json): readonly Json[] =>
  Array.isArray(holder.contained) ? (holder.contained as Json[]) : [];

/** dom-3: what is contained is referred to, or refers to what contains it; nobody would find it otherwise. */
function uncalled({ value, path }: MetElement): OperationOutcomeIssue[] {
  const contained = containedIn(value as Json);
  if (contained.length === 0) return [];
  const called = new Set(fragmentsIn(value));
  return contained.flatMap((inner, i) => {
    if (called.has(`#${String(inner.id)}`) || fragmentsIn(inner).includes('#')) return [];
    const what = `dom-3 is not kept: nothing refers to the contained ${String(inner.resourceType)}`;
    return [issueOf('broken-rule', { what, where: `${path}.contained[${i}]`, mend: 'refer to it, or take it out' })];
  });
}

function fragmentsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('#') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(fragmentsIn) : [];
}
