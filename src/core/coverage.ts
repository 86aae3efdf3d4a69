// What is known about each disorder and finding: a published count, a word of judgement, or nothing. The empty places are
// the research programme.
import { type Basis, type Knowledge } from './knowledge.js';

export interface CoverageCount {
  readonly published: number;
  readonly judgement: number;
  readonly nothing: number;
}

export interface Coverage {
  readonly disorders: readonly ({ readonly id: string; readonly name: string } & CoverageCount)[];
  /** Findings that reach the reasoning; shorthands stand for others and are not counted. */
  readonly findings: readonly ({ readonly id: string; readonly group: string } & CoverageCount)[];
  /** basis[disorder id][finding id]; what is not there is not known. */
  readonly basis: Readonly<Record<string, Readonly<Record<string, Basis>>>>;
  readonly totals: CoverageCount;
}

const count = (bases: readonly (Basis | undefined)[]): CoverageCount => ({
  published: bases.filter((b) => b === 'published').length,
  judgement: bases.filter((b) => b === 'judgement').length,
  nothing: bases.filter((b) => b === undefined).length,
});

/** Every disorder but "something else", which is all that no disorder explains, against every finding. */
export function coverageOf(knowledge: Knowledge): Coverage {
  const disorders = knowledge.disorders.filter((d) => d.id !== knowledge.somethingElse);
  const findings = knowledge.findings.filter((f) => f.role !== 'shorthand' && f.role !== 'context');
  const basis = Object.fromEntries(
    disorders.map((d) => {
      const moved = d.movers.flatMap((m) => ('finding' in m.when ? [[m.when.finding, m.basis] as const] : []));
      return [d.id, Object.fromEntries([...moved, ...d.cells.map((c) => [c.finding, c.basis] as const)])];
    }),
  ) as Record<string, Record<string, Basis>>;
  return {
    disorders: disorders.map((d) => ({ id: d.id, name: d.name, ...count(findings.map((f) => basis[d.id]![f.id])) })),
    findings: findings.map((f) => ({ id: f.id, group: f.group, ...count(disorders.map((d) => basis[d.id]![f.id])) })),
    basis,
    totals: count(disorders.flatMap((d) => findings.map((f) => basis[d.id]![f.id]))),
  };
}
