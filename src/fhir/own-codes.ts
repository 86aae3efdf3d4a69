// Whether a code of ours is one there is, wherever in a resource it stands. Who writes `right` where the code is `R` has
// recorded no side, and nobody would notice until a needle is on the wrong one: so it is refused at the door.
import { closest } from '#core/closest.js';
import { type Bindings } from './bindings.js';
import { shown } from './left-out.js';
import { issueOf } from './outcome.js';
import { type CodeableConcept, type OperationOutcomeIssue } from './r4.js';
import { sideOfBodySites } from './side.js';
import { CODE_SYSTEM } from './system.js';

/** The codes of each of our code systems, by its address. */
export type OwnCodes = ReadonlyMap<string, ReadonlySet<string>>;

/** From the bindings to our value sets (terminology.ts). */
export const ownCodesOf = (terminology: Bindings): OwnCodes =>
  new Map(
    Object.values(terminology).flatMap((systems) =>
      Object.entries(systems ?? {}).map(([system, codes]) => [system, new Set(codes)]),
    ),
  );

/** An address that means to be ours, however it is misspelt: one letter off names a system that nobody knows. */
const MEANT_AS_OURS = /^https?:\/\/(?:www\.)?cluneal\.org\//i;
/** A list longer than this is read where it is published. */
const MOST_NAMED = 16;

/** One issue for each coding in our name that is not of our lists, and each side that contradicts itself. */
export function ownCodeIssues(value: unknown, path: string, codes: OwnCodes): OperationOutcomeIssue[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => ownCodeIssues(v, `${path}[${i}]`, codes));
  if (typeof value !== 'object' || value === null) return [];
  const { system, code, coding } = value as Readonly<Record<string, unknown>>;
  return [
    ...(typeof system === 'string' && typeof code === 'string' ? codeIssues(system, code, path, codes) : []),
    ...(Array.isArray(coding) ? conceptIssues(value as CodeableConcept, path) : []),
    ...Object.entries(value).flatMap(([name, inner]) => ownCodeIssues(inner, `${path}.${name}`, codes)),
  ];
}

function codeIssues(system: string, code: string, where: string, codes: OwnCodes): OperationOutcomeIssue[] {
  if (!MEANT_AS_OURS.test(system)) return [];
  const known = codes.get(system);
  if (!known) {
    const near = closest(system, codes.keys());
    const mend = near === undefined ? `use one of ${[...codes.keys()].join(', ')}` : `did you mean ${near}?`;
    return [issueOf('unbound-code', { what: `${shown(system)} is no code system of ours`, where, mend })];
  }
  return known.has(code)
    ? []
    : [
        issueOf('unbound-code', {
          what: `${shown(code)} is no code of ${system}`,
          where,
          mend: mendOf(system, code, known),
        }),
      ];
}

function mendOf(system: string, code: string, known: ReadonlySet<string>): string {
  if (known.size <= MOST_NAMED) return `use one of ${[...known].join(', ')}`;
  const near = closest(code, known);
  const all = `all ${known.size} stand in CodeSystem/${system.slice(system.lastIndexOf('/') + 1)} of this server`;
  return near === undefined ? all : `did you mean ${near}? ${all}`;
}

/** A coding of ours says nothing without its code; a side said twice is said the same way. */
function conceptIssues(concept: CodeableConcept, where: string): OperationOutcomeIssue[] {
  const codings = (concept.coding ?? []).filter((c) => typeof c === 'object' && c !== null);
  const issues = codings.flatMap((c, i) =>
    typeof c.system === 'string' && MEANT_AS_OURS.test(c.system) && typeof c.code !== 'string'
      ? [
          issueOf('unbound-code', {
            what: `a coding of ${shown(c.system)} without a code`,
            where: `${where}.coding[${i}]`,
            mend: 'give it its code',
          }),
        ]
      : [],
  );
  if (!codings.some((c) => c.system === CODE_SYSTEM.side) || sideOfBodySites([concept]) !== 'conflicting')
    return issues;
  const what = `two sides at once: ${codings.map((c) => `${c.system}|${c.code}`).join(', ')}`;
  return [...issues, issueOf('broken-rule', { what, where, mend: 'name one side; both sides have the code B' })];
}
