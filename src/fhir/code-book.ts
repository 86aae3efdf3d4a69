// Which code stands for which finding: our own always, and beside it the LOINC and SNOMED CT codes that the knowledge
// names with a source. Procedure and billing codes are left aside: a CPT code says what was done, not what was found.
import { type FindingEntry, type Knowledge } from '#core/knowledge.js';
import { keyOfCoding } from './concept.js';
import { type CodeableConcept, type Coding } from './r4.js';
import { CODE_SYSTEM, LOINC, SNOMED } from './system.js';

/** The codes of a finding as the knowledge holds them (`EvidencePack.findings`). */
export type KnownCodes = Readonly<
  Record<string, { readonly codes: readonly { readonly system: string; readonly code: string }[] }>
>;

export interface CodeBook {
  readonly knowledge: Knowledge;
  /** The finding's entry. Throws where the knowledge has no such finding: a case is checked before it comes here. */
  entryOf(id: string): FindingEntry;
  /** The concept a finding is written with: our code first. */
  conceptOf(id: string): CodeableConcept;
  /** The finding a concept stands for; 'several' where its codes name more than one; undefined where they name none. */
  findingOf(c: CodeableConcept | undefined): string | 'several' | undefined;
}

const SYSTEMS: Readonly<Record<string, string>> = { loinc: LOINC, snomed: SNOMED };

/** The book of the knowledge in use; without `known`, our own codes only. */
export function codeBookOf(knowledge: Knowledge, known: KnownCodes = {}): CodeBook {
  const entries = new Map(knowledge.findings.map((f) => [f.id, f]));
  const codings = new Map<string, readonly Coding[]>();
  const findings = new Map<string, string | 'several'>();
  for (const id of entries.keys()) {
    const foreign = (known[id]?.codes ?? []).flatMap(({ system, code }): Coding[] =>
      SYSTEMS[system] ? [{ system: SYSTEMS[system], code }] : [],
    );
    codings.set(id, foreign);
    findings.set(`${CODE_SYSTEM.finding}|${id}`, id);
    for (const c of foreign) findings.set(keyOfCoding(c), findings.has(keyOfCoding(c)) ? 'several' : id);
  }
  const entryOf = (id: string): FindingEntry => {
    const entry = entries.get(id);
    if (!entry) throw new Error(`unknown finding: ${id}`);
    return entry;
  };
  return {
    knowledge,
    entryOf,
    conceptOf: (id) => {
      const { name } = entryOf(id);
      return { coding: [{ system: CODE_SYSTEM.finding, code: id, display: name }, ...codings.get(id)!], text: name };
    },
    findingOf: (c) => {
      const named = (c?.coding ?? []).map((coding) => findings.get(keyOfCoding(coding)));
      // A code that stands for several decides nothing where another stands for one.
      const ids = new Set(named.filter((id) => id !== undefined && id !== 'several'));
      if (ids.size > 1) return 'several';
      return [...ids][0] ?? (named.includes('several') ? 'several' : undefined);
    },
  };
}
