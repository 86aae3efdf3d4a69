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

/** Reads the files once; types and expressions are then looked up, parsed on first use. */
export function definitionsOf(files: DefinitionFiles): Definitions {
  learnStructures(files.structures);
  const elements = elementTypesOf(files.structures);
  const types = new Set(
    (files.structures as { kind: string; abstract: boolean; type: string }[])
      .filter((s) => s.kind === 'resource' && !s.abstract)
      .map((s) => s.type),
  );
  const known = new Map<string, ReadonlyMap<string, Parameter>>();
  const parametersOf = (type: string): ReadonlyMap<string, Parameter> => {
    const before = known.get(type);
    if (before) return before;
    const bases = [type, 'Resource', 'DomainResource'];
    const parameters = new Map<string, Parameter>();
    for (const p of files.searches.parameters as readonly SearchParameter[]) {
      if (
        !types.has(type) ||
        !p.base.some((base) => bases.includes(base)) ||
        COLUMNS.has(p.code) ||
        SAID_TWICE.test(p.code)
      )
        continue;
      const at = elementPath(elements, type, p.expression) ?? fhirPathAt(type, p);
      if (!at || !Object.hasOwn(TABLES, p.type)) continue;
      const { code, target: targets = [] } = p;
      parameters.set(code, { name: `${type}.${code}`, code, type: p.type, table: TABLES[p.type], at, targets });
    }
    known.set(type, parameters);
    return parameters;
  };
  return {
    types,
    parametersOf,
    compartmentOf: (type) => {
      // Patient.link says two records may be one person; it opens neither to the reader of the other.
      if (type === 'Patient' || !Object.hasOwn(files.searches.compartment, type)) return [];
      const codes = files.searches.compartment[type]!;
      const about = codes.filter((code) => ABOUT.includes(code));
      return (about.length > 0 ? about : codes).map((code) => `${type}.${code}`);
    },
  };
}
