// Required bindings: a coded value must come from the value set that FHIR, or a profile of ours, ties it to. The
// validator we use collects such values but knows no codes; the codes are dist/pack/fhir-definitions.json.
import { shown } from './left-out.js';
import { issueOf } from './outcome.js';
import { type CodeableConcept, type Coding, type OperationOutcomeIssue } from './r4.js';

/** Codes of each value set by its address and system; null where no list can hold them (units, media types). */
export type Bindings = Readonly<Record<string, Readonly<Record<string, readonly string[]>> | null>>;

/** Whether a value set holds a code; `unlisted` where nobody can say from a list. */
export interface CodeIndex {
  holds(valueSet: string, code: string, system?: string): boolean | 'unlisted';
}

/** Bindings as sets, built once. */
export function codeIndexOf(bindings: Bindings): CodeIndex {
  const index = new Map(
    Object.entries(bindings).map(([url, systems]) => [
      url,
      systems && new Map(Object.entries(systems).map(([system, codes]) => [system, new Set(codes)])),
    ]),
  );
  return {
    holds: (valueSet, code, system) => {
      const systems = index.get(valueSet.split('|')[0]!);
      if (!systems) return 'unlisted';
      if (system !== undefined) return systems.get(system)?.has(code) ?? false;
      // A plain `code` has no system: the binding tells it.
      for (const codes of systems.values()) if (codes.has(code)) return true;
      return false;
    },
  };
}

/** A coded value where the validator met it. */
export interface MetValue {
  /** `code`, `Coding` or `CodeableConcept` */
  readonly type: string;
  readonly value: unknown;
  readonly path: string;
}

/** The value as its codings: a plain code, one Coding, or those of a concept. */
function codingsOf({ type, value }: MetValue): readonly Coding[] {
  if (type === 'CodeableConcept') return (value as CodeableConcept).coding ?? [];
  return type === 'Coding' ? [value as Coding] : [{ code: String(value) }];
}

/** One issue for each value that its value set does not hold; one coding of a concept is enough (R4 4.1.5.1). */
export function bindingIssues(
  met: Readonly<Record<string, readonly MetValue[]>>,
  index: CodeIndex,
): OperationOutcomeIssue[] {
  return Object.entries(met).flatMap(([valueSet, values]) =>
    values.flatMap((v): OperationOutcomeIssue[] => {
      // A plain code that only has an extension comes as an object.
      if (v.type === 'code' && typeof v.value !== 'string') return [];
      const codings = codingsOf(v);
      const isExtendedOnly = codings.length === 0 && (v.value as CodeableConcept).extension !== undefined;
      // A code without a system is only a word (R4 4.1.5): of a Coding it identifies nothing.
      const isHeld = codings.some(
        (c) =>
          c.code !== undefined &&
          index.holds(valueSet, c.code, v.type === 'code' ? undefined : (c.system ?? '')) !== false,
      );
      if (isHeld || isExtendedOnly) return [];
      const said = codings.map((c) => (c.system === undefined ? c.code : `${c.system}|${c.code}`)).join(', ');
      return [
        issueOf('unbound-code', {
          what: `${said === '' ? 'no code' : shown(said)} is not in ${valueSet.split('|')[0]}`,
          where: v.path,
          mend: 'use a code of that value set',
        }),
      ];
    }),
  );
}
