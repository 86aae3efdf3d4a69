// The one door to @medplum/core: its FHIRPath, which finds the values of search parameters, and its validator. Never for
// clinical rules.
import './websocket-absent.js';
import {
  evalFhirPathTyped,
  type FhirPathAtom,
  getExpressionForResourceType,
  indexStructureDefinitionBundle,
  parseFhirPath,
  type TypedValue,
  tryGetDataType,
  validateResource,
} from '@medplum/core';
import { type Validation } from '#fhir/validate-fhir.js';

export type Expression = FhirPathAtom;
/** A value with its FHIR type's name, such as `CodeableConcept`. */
export interface Typed {
  readonly type: string;
  readonly value: unknown;
}

let unlearnt: (readonly object[])[] = [];

/**
 * Makes the types known; they are the library's global state, so one set serves the whole process. It takes half a
 * second, and most who open a record ask for nothing that needs it: it is done when it is first needed.
 */
export function learnStructures(structures: readonly object[]): void {
  unlearnt.push(structures);
}

/** Does now what was put off. */
export function learnNow(): void {
  const all = unlearnt;
  unlearnt = [];
  for (const structures of all)
    indexStructureDefinitionBundle(structures as Parameters<typeof indexStructureDefinitionBundle>[0]);
}

/** The part of a search parameter's expression that is about one resource type; null where there is none. */
export function expressionFor(type: string, expression: string): Expression | null {
  const own = getExpressionForResourceType(type as never, expression);
  return own ? parseFhirPath(own) : null;
}

/** The elements of `type` that an expression starts from; null unless each of its parts is a path of that type. */
export function rootsOf(type: string, expression: string): readonly string[] | null {
  const own = getExpressionForResourceType(type as never, expression);
  const roots = own?.split('|').map((part) => /^[\s(]*[A-Z]\w*\.([a-z]\w*)/.exec(part)?.[1]);
  return roots?.every((root) => root !== undefined) ? roots : null;
}

/** All values at an expression of a resource given as plain JSON. */
export function valuesAt(expression: Expression, type: string, resource: object): readonly Typed[] {
  learnNow();
  return evalFhirPathTyped(expression, [{ type, value: resource } as TypedValue]);
}

const afterLearning =
  <A extends readonly unknown[], R>(work: (...args: A) => R) =>
  (...args: A): R => {
    learnNow();
    return work(...args);
  };

/** The library's validator and what it knows of types, for src/fhir/validate-fhir.ts; `learnStructures` comes first. */
export const R4_VALIDATION = {
  evalFhirPathTyped: afterLearning(evalFhirPathTyped),
  parseFhirPath,
  tryGetDataType: afterLearning(tryGetDataType),
  validateResource: afterLearning(validateResource),
} as unknown as Validation;
