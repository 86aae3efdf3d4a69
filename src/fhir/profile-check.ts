// Whether a resource that FHIR R4 accepts holds to a profile of ours: what the profile changes, and nothing again of what
// R4 says. The general validator reads a whole profile anew for every resource, which takes as long as all the rest.
import { bindingIssues, type CodeIndex } from './bindings.js';
import { shown } from './left-out.js';
import { issueOf } from './outcome.js';
import { type CodeableConcept, type Coding, type OperationOutcomeIssue, type StructureDefinition } from './r4.js';

/** FHIRPath as it is handed in (@medplum/core): parsed once, evaluated often. */
export interface FhirPath {
  parseFhirPath(expression: string): unknown;
  evalFhirPathTyped(parsed: unknown, input: { type: string; value: unknown }[]): { type: string; value: unknown }[];
}

interface Rule {
  readonly key: string;
  readonly human: string;
  readonly parsed: unknown;
}
/** What a profile says of one element. */
interface Change {
  /** Names from the root; empty for the root itself. */
  readonly path: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly pattern: CodeableConcept | undefined;
  readonly valueSet: string | undefined;
  readonly rules: readonly Rule[];
}
export interface ProfileShape {
  readonly type: string;
  readonly changes: readonly Change[];
}

/** What a profile (src/fhir/profiles) changes, its rules parsed. */
export function profileShapeOf(profile: StructureDefinition, fhirPath: FhirPath): ProfileShape {
  return {
    type: profile.type!,
    changes: profile.differential!.element.map((e) => ({
      path: e.path!.split('.').slice(1),
      min: e.min ?? 0,
      max: e.max === undefined || e.max === '*' ? Number.POSITIVE_INFINITY : Number(e.max),
      pattern: e.patternCodeableConcept,
      valueSet: e.binding?.strength === 'required' ? e.binding.valueSet : undefined,
      rules: rulesOf(e.constraint ?? [], fhirPath),
    })),
  };
}

/** The constraints of an element, parsed. */
export const rulesOf = (
  constraints: readonly { key?: string; human?: string; expression?: string }[],
  fhirPath: FhirPath,
): Rule[] => constraints.map((c) => ({ key: c.key!, human: c.human!, parsed: fhirPath.parseFhirPath(c.expression!) }));

/** One issue for each rule that a value breaks; a rule that cannot be worked out on it is broken. */
export function ruleIssues(
  value: unknown,
  type: string,
  rules: readonly Rule[],
  where: string,
  fhirPath: FhirPath,
): OperationOutcomeIssue[] {
  return rules.flatMap((rule): OperationOutcomeIssue[] => {
    let isKept = false;
    try {
      const said = fhirPath.evalFhirPathTyped(rule.parsed, [{ type, value }]);
      isKept = said.length === 1 && said[0]!.value === true;
    } catch {
      // Left as broken.
    }
    return isKept ? [] : [issueOf('broken-rule', { what: `${rule.key} is not kept: ${rule.human}`, where })];
  });
}

interface Found {
  readonly value: unknown;
  readonly where: string;
}

/** The values under one name of a parent, with their places; `value[x]` stands for any type of value. */
function childrenOf({ value, where }: Found, name: string): Found[] {
  const parent = value as Readonly<Record<string, unknown>>;
  const stem = name.endsWith('[x]') ? name.slice(0, -3) : undefined;
  const keys =
    stem === undefined
      ? [name]
      : Object.keys(parent).filter((key) => /^[A-Z]/.test(key.slice(stem.length)) && key.startsWith(stem));
  return keys.flatMap((key) => {
    const inner = parent[key];
    if (inner === undefined) return [];
    return Array.isArray(inner)
      ? inner.map((v, i) => ({ value: v, where: `${where}.${key}[${i}]` }))
      : [{ value: inner, where: `${where}.${key}` }];
  });
}

/** `RiskAssessment`, `prediction` -> `RiskAssessmentPrediction`, as FHIRPath knows an element that is no type by itself. */
const typeAt = (type: string, path: readonly string[]): string =>
  type + path.map((name) => name[0]!.toUpperCase() + name.slice(1)).join('');

const holdsPattern = (c: CodeableConcept, pattern: CodeableConcept): boolean =>
  (pattern.coding ?? []).every((wanted: Coding) =>
    (c.coding ?? []).some((given) => given.system === wanted.system && given.code === wanted.code),
  );

/** What of the profile a resource does not keep. */
export function profileIssues(
  resource: object,
  shape: ProfileShape,
  index: CodeIndex,
  fhirPath: FhirPath,
): OperationOutcomeIssue[] {
  return shape.changes.flatMap((change) => {
    const root: Found = { value: resource, where: shape.type };
    if (change.path.length === 0) return ruleIssues(resource, shape.type, change.rules, root.where, fhirPath);
    const parents = change.path
      .slice(0, -1)
      .reduce<Found[]>((all, name) => all.flatMap((f) => childrenOf(f, name)), [root]);
    return parents.flatMap((parent) => {
      const name = change.path.at(-1)!;
      const found = childrenOf(parent, name);
      const where = `${parent.where}.${name}`;
      if (found.length < change.min) return [issueOf('missing-element', { what: 'missing required property', where })];
      if (found.length > change.max)
        return [issueOf('invalid', { what: `${found.length} values, at most ${change.max}`, where })];
      return found.flatMap((f) => elementIssues(f, change));
    });
  });

  function elementIssues({ value, where }: Found, change: Change): OperationOutcomeIssue[] {
    const { pattern, valueSet, rules } = change;
    const concept = value as CodeableConcept;
    return [
      ...(pattern && !holdsPattern(concept, pattern)
        ? [issueOf('invalid', { what: `it has not the code ${shown(pattern.coding?.[0])}`, where })]
        : []),
      // A value of another type is for a rule to refuse; it has no codings to look up.
      ...(valueSet && Array.isArray(concept.coding)
        ? bindingIssues({ [valueSet]: [{ type: 'CodeableConcept', value, path: where }] }, index)
        : []),
      ...ruleIssues(value, typeAt(shape.type, change.path), rules, where, fhirPath),
    ];
  }
}
