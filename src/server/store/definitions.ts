// The FHIR R4 definitions the store reads resources by, from the compacted files (scripts/definitions.mjs).
import { type ElementPath, elementPath, elementTypesOf } from './element-path.js';
import { type Expression, expressionFor, learnStructures, rootsOf } from './fhirpath.js';
import { type IndexKind } from './query.js';

/** What scripts/definitions.mjs makes. */
export interface DefinitionFiles {
  readonly structures: readonly object[];
  readonly searches: {
    readonly parameters: readonly object[];
    /** CompartmentDefinition/patient: the parameters by which a type belongs to a patient. */
    readonly compartment: Readonly<Record<string, readonly string[]>>;
  };
}

/** A search parameter on one type. */
export interface Parameter {
  /** `Observation.code`: its name in queries and in the index. */
  readonly name: string;
  readonly code: string;
  readonly type: 'token' | 'string' | 'date' | 'number' | 'quantity' | 'reference' | 'uri';
  readonly table: IndexKind;
  readonly at: ElementPath | FhirPathAt;
  /** Types a reference may point to. */
  readonly targets: readonly string[];
  /** A reference that puts a resource into the record of each patient it names. */
  readonly about: boolean;
}

/** An expression that needs the engine, and the elements it starts from (`value` for `valueQuantity`), where that can be told. */
export interface FhirPathAt {
  readonly expression: Expression;
  readonly roots: readonly string[] | null;
}

export interface Definitions {
  readonly types: ReadonlySet<string>;
  /** The parameters of a type, by code. `_id` and `_lastUpdated` are not among them: they are columns; `combo-*` are left out. */
  parametersOf(type: string): ReadonlyMap<string, Parameter>;
  /** Reference parameters that put a resource of the type into a patient's compartment. */
  compartmentOf(type: string): readonly string[];
}

interface SearchParameter {
  readonly code: string;
  readonly base: readonly string[];
  readonly type: Parameter['type'];
  readonly expression: string;
  readonly target?: readonly string[];
}

const TABLES: Readonly<Record<Parameter['type'], IndexKind>> = {
  token: 'token',
  uri: 'token',
  string: 'string',
  date: 'date',
  number: 'number',
  quantity: 'number',
  reference: 'reference',
};
const COLUMNS: ReadonlySet<string> = new Set(['_id', '_lastUpdated']);
/** Each says two other parameters at once, and would be a quarter of an observation's index. */
const SAID_TWICE = /^combo-/;
/** A resource about somebody belongs to them, whoever wrote it: a patient's note on another is not in his own record. */
const ABOUT: readonly string[] = ['patient', 'subject'];

function fhirPathAt(type: string, { expression: text }: SearchParameter): FhirPathAt | null {
  const expression = expressionFor(type, text);
  return expression && { expression, roots: rootsOf(type, text) };
}

/** The elements of a type that an expression names, whatever the reference there points to. */
const elementsIn = (type: string, expression: string): readonly string[] =>
  expression
    .split('|')
    .map((part) => part.trim().replace('.where(resolve() is Patient)', ''))
    .filter((part) => part.startsWith(`${type}.`));

/** Reads the files once; types and expressions are then looked up, parsed on first use. */
export function definitionsOf(files: DefinitionFiles): Definitions {
  learnStructures(files.structures);
  const elements = elementTypesOf(files.structures);
  const types = new Set(
    (files.structures as { kind: string; abstract: boolean; type: string }[])
      .filter((s) => s.kind === 'resource' && !s.abstract)
      .map((s) => s.type),
  );
  const { compartment, parameters } = files.searches;

  function ofType(type: string): readonly SearchParameter[] {
    if (!types.has(type)) return [];
    const bases = [type, 'Resource', 'DomainResource'];
    return (parameters as readonly SearchParameter[]).filter(
      (p) => p.base.some((base) => bases.includes(base)) && !COLUMNS.has(p.code) && !SAID_TWICE.test(p.code),
    );
  }

  function compartmentOf(type: string): readonly string[] {
    // Patient.link says two records may be one person; it opens neither to the reader of the other.
    if (type === 'Patient' || !Object.hasOwn(compartment, type)) return [];
    const codes = compartment[type]!;
    const about = codes.filter((code) => ABOUT.includes(code));
    return (about.length > 0 ? about : codes).map((code) => `${type}.${code}`);
  }

  function parametersOf(type: string): ReadonlyMap<string, Parameter> {
    const found = new Map<string, Parameter>();
    const all = ofType(type);
    const inCompartment = compartmentOf(type);
    const about = new Set(
      all.filter((p) => inCompartment.includes(`${type}.${p.code}`)).flatMap((p) => elementsIn(type, p.expression)),
    );
    for (const p of all) {
      const at = elementPath(elements, type, p.expression) ?? fhirPathAt(type, p);
      if (!at || !Object.hasOwn(TABLES, p.type)) continue;
      const named = elementsIn(type, p.expression);
      found.set(p.code, {
        ...{ name: `${type}.${p.code}`, code: p.code, type: p.type, table: TABLES[p.type], at },
        targets: p.target ?? [],
        about: p.type === 'reference' && named.length > 0 && named.every((element) => about.has(element)),
      });
    }
    return found;
  }

  return { types, parametersOf: once(parametersOf), compartmentOf: once(compartmentOf) };
}

/** The answer of the first time. */
function once<T>(work: (type: string) => T): (type: string) => T {
  const known = new Map<string, T>();
  return (type) => {
    if (!known.has(type)) known.set(type, work(type));
    return known.get(type)!;
  };
}
