// Whether a resource is what FHIR R4 and our own profiles say it is: shape by shape-check.ts, then cardinality, formats
// and invariants by the validator that is handed in (@medplum/core), required codes by bindings.ts, codes of ours by
// own-codes.ts, our profiles and extensions by profile-check.ts and extension-check.ts.
import { type Bindings, bindingIssues, codeIndexOf, type MetValue } from './bindings.js';
import { datatypeIssues } from './datatype-rules.js';
import { extensionIssues, shapeOf } from './extension-check.js';
import { shown } from './left-out.js';
import { issueOf } from './outcome.js';
import { ownCodeIssues, ownCodesOf } from './own-codes.js';
import { type FhirPath, profileIssues, profileShapeOf, ruleIssues, rulesOf } from './profile-check.js';
import { type Extension, type OperationOutcomeIssue, type Resource, type StructureDefinition } from './r4.js';
import { referenceIssues } from './reference-check.js';
import { type DataTypes, isResourceShape, type MetElement, shapeIssues } from './shape-check.js';
import { OURS } from './system.js';

/** What is used of @medplum/core: it returns warnings and throws an error that carries an OperationOutcome. */
export interface Validation extends FhirPath, DataTypes {
  validateResource(
    resource: Resource,
    options?: { collect?: { tokens?: Record<string, MetValue[]> } },
  ): OperationOutcomeIssue[];
}

/** dist/pack/fhir-definitions.json. */
export interface FhirDefinitions {
  readonly bindings: Bindings;
  /** Our profiles and extensions with their snapshots. */
  readonly profiles: readonly StructureDefinition[];
}

/** Whether the record keeps resources of a type: those are held to more (reference-check.ts). */
export type IsKept = (type: string) => boolean;

/** The type whose definition in R4 has this address; undefined for any other address. */
export const baseTypeOf = (url: string): string | undefined =>
  /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/([A-Z][A-Za-z]{1,63})(?:\|4\.0(?:\.1)?)?$/.exec(url)?.[1];

/** The issues of a resource: errors where it must be refused, warnings where not; empty where nothing is wrong. */
export type ValidateFhir = (resource: Resource) => OperationOutcomeIssue[];

/**
 * Makes the check from its parts; `terminology` adds the bindings to our own value sets (terminology.ts). The validator
 * must have been given R4's structures. A resource that names a profile of ours is held to it; other profiles are not
 * known and are passed over, as R4 allows.
 */
export function validateFhirOf(
  validation: Validation,
  definitions: FhirDefinitions,
  terminology: Bindings = {},
  isKept: IsKept = () => true,
): ValidateFhir {
  const index = codeIndexOf({ ...definitions.bindings, ...terminology });
  const ownCodes = ownCodesOf(terminology);
  const extensions = new Map(
    definitions.profiles
      .filter((p) => p.type === 'Extension')
      .map((p) => [
        p.url,
        { shape: shapeOf(p), rules: rulesOf(p.differential!.element[0]!.constraint ?? [], validation) },
      ]),
  );
  const profiles = new Map(
    definitions.profiles.filter((p) => p.type !== 'Extension').map((p) => [p.url, profileShapeOf(p, validation)]),
  );

  const baseIssues = (resource: Resource): OperationOutcomeIssue[] => {
    const { tokens, met } = collector();
    let issues: OperationOutcomeIssue[];
    try {
      issues = validation.validateResource(resource, { collect: { tokens } });
    } catch (error) {
      issues = issuesOfError(error);
    }
    return [...issues.filter(isNotOfReference).map(inOurWords), ...bindingIssues(met, index)];
  };

  const ofProfile = (resource: Resource, url: string): OperationOutcomeIssue[] => {
    const where = `${resource.resourceType}.meta.profile`;
    const shape = profiles.get(url.split('|')[0]!);
    if (!shape) return url.startsWith(OURS) ? [unknownOfOurs(where, url)] : ofBase(resource, url, where);
    return shape.type === resource.resourceType
      ? profileIssues(resource, shape, index, validation)
      : [issueOf('invalid', { what: `${shown(url)} is a profile of ${shape.type}`, where, mend: 'leave it out' })];
  };

  /** R4's own definition of a type is held to by being checked at all; of another type it cannot be. */
  const ofBase = ({ resourceType }: Resource, url: string, where: string): OperationOutcomeIssue[] => {
    const type = baseTypeOf(url);
    return type === undefined || type === resourceType || !isResourceType(type)
      ? []
      : [issueOf('invalid', { what: `${shown(url)} is of ${type}`, where, mend: `send a ${type}, or leave it out` })];
  };

  const ofExtension = ({ extension, path }: Placed): OperationOutcomeIssue[] => {
    const known = extensions.get(extension.url);
    if (!known) return extension.url.startsWith(OURS) ? [unknownOfOurs(path, extension.url)] : [];
    const misshapen = extensionIssues(extension, known.shape, index, path);
    return misshapen.length > 0 ? misshapen : ruleIssues(extension, 'Extension', known.rules, path, validation);
  };

  const isResourceType = (type: string): boolean => isResourceShape(validation.tryGetDataType(type));

  return (resource) => {
    const met: MetElement[] = [];
    const misshapen = shapeIssues(resource, validation, (element) => met.push(element));
    if (misshapen.length > 0) return misshapen;
    const issues = [
      ...baseIssues(resource),
      ...datatypeIssues(met),
      ...referenceIssues(met, { isResourceType, isKept }),
    ];
    // What is not FHIR is not looked at further: profiles are written for what is.
    if (issues.some((i) => i.severity === 'error')) return onceEach(issues);
    return onceEach([
      ...issues,
      ...ownCodeIssues(resource, resource.resourceType, ownCodes),
      ...(resource.meta?.profile ?? []).flatMap((url) => ofProfile(resource, url)),
      ...extensionsIn(resource, resource.resourceType).flatMap(ofExtension),
    ]);
  };
}

/**
 * Where the validator puts the coded values it meets. It looks each up among all it has put there before, which takes
 * 40 seconds for a Bundle of 2 MB; one that always looks empty makes it only add.
 */
function collector(): { readonly tokens: Record<string, MetValue[]>; readonly met: Record<string, MetValue[]> } {
  const met: Record<string, MetValue[]> = {};
  const tokens = new Proxy<Record<string, MetValue[]>>(
    {},
    {
      set: (_, valueSet, values: MetValue[]) => {
        met[String(valueSet)] ??= [];
        met[String(valueSet)]!.push(...values);
        return true;
      },
    },
  );
  return { tokens, met };
}

const unknownOfOurs = (where: string, url: string): OperationOutcomeIssue =>
  issueOf('invalid', { what: `${shown(url)} is not defined`, where, mend: 'see docs/fhir.md for those that are' });

interface Placed {
  readonly extension: Extension;
  readonly path: string;
}

/** Every extension of ours or another's, with its place; theirs inside ours are part of ours. */
function extensionsIn(value: unknown, path: string): Placed[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => extensionsIn(v, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = `${path}.${name}`;
    if (name !== 'extension' || !Array.isArray(inner)) return extensionsIn(inner, at);
    return (inner as Extension[]).flatMap((extension, i) =>
      typeof extension?.url === 'string'
        ? [
            { extension, path: `${at}[${i}]` },
            ...(extension.url.startsWith(OURS) ? [] : extensionsIn(extension, `${at}[${i}]`)),
          ]
        : [],
    );
  });
}

/** What the validator threw: its outcome; anything else is what it could not cope with in the resource. */
function issuesOfError(error: unknown): OperationOutcomeIssue[] {
  const outcome = (error as { outcome?: { issue?: OperationOutcomeIssue[] } }).outcome;
  return outcome?.issue ?? [issueOf('invalid', { what: 'it cannot be made out as a FHIR R4 resource' })];
}

/** It warns of the types of references, of every absolute one among them; reference-check.ts knows more. */
const isNotOfReference = ({ severity, details }: OperationOutcomeIssue): boolean =>
  severity !== 'warning' || !details?.text?.startsWith('Invalid reference');

function inOurWords(issue: OperationOutcomeIssue): OperationOutcomeIssue {
  const [where] = issue.expression ?? [];
  const text = issue.details?.text ?? issue.diagnostics ?? 'invalid';
  const kind = /^Missing required/i.test(text) ? 'missing-element' : 'invalid';
  return issueOf(
    kind,
    { what: text.charAt(0).toLowerCase() + text.slice(1), ...(where === undefined ? {} : { where }) },
    issue.severity,
  );
}

/** A profile repeats what the base says; each issue is told once. */
function onceEach(issues: readonly OperationOutcomeIssue[]): OperationOutcomeIssue[] {
  const byKey = new Map(issues.map((i) => [`${i.expression?.[0]} ${i.details?.text}`, i]));
  return [...byKey.values()];
}
