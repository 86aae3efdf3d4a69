// What stands behind one reason: the holding and why, its reports with their counts and papers, and its disputes.
// JSON shape of a reason in `cluneal explain --json`.
import {
  type ControversyEntry,
  type EvidencePack,
  type EvidenceReport,
  type HoldingNote,
} from '#core/evidence-pack.js';
import { type Reason } from '#core/explain.js';
import { type PriorChoice } from '#core/knowledge.js';

export interface ReportBehind {
  readonly id: string;
  readonly measure: string;
  readonly says: string;
  /** Numerator and denominator, where the report gives them. */
  readonly present: number | null;
  readonly of: number | null;
  readonly value: number | string | null;
  readonly ci: readonly [number, number] | null;
  readonly where: string | null;
  readonly establishedBy: string | null;
  readonly citation: string;
  readonly doi: string | null;
  readonly url: string | null;
  readonly design: string;
  readonly population: string | null;
}

export interface Behind {
  /** cell: held for this disorder; elsewhere: how common it is without it; none: nothing is held. */
  readonly holding: string | null;
  readonly because: string | null;
  /** The word of judgement, where a word and not a count is held. */
  readonly word: string | null;
  readonly certainty: string | null;
  readonly reconcile: string | null;
  readonly reports: readonly ReportBehind[];
  readonly disputes: readonly ControversyEntry[];
  readonly judgementSource: string | null;
}

/** The holdings that may stand behind a reason, the nearest first. */
function keysOf(reason: Reason, disorder: string, choice: PriorChoice): readonly string[] {
  if (reason.kind === 'prior') return [`prior ${choice} ${disorder}`];
  if (reason.kind === 'history') return [`mover ${disorder} ${reason.finding}`];
  return [`cell ${disorder} ${reason.finding}`, `elsewhere ${reason.finding}`];
}

function reportBehind(pack: EvidencePack, r: EvidenceReport): ReportBehind {
  const source = pack.sources.find((s) => s.key === r.source);
  return {
    id: r.id,
    measure: r.measure,
    says: r.says,
    present: r.present ?? null,
    of: r.of ?? null,
    value: r.value ?? null,
    ci: r.ci ?? null,
    where: r.where ?? null,
    establishedBy: r.establishedBy ?? null,
    citation: source?.citation ?? r.source,
    doi: source?.doi ?? null,
    url: source?.url ?? null,
    design: source?.design ?? '',
    population: source?.population ?? null,
  };
}

export function evidenceOfReason(pack: EvidencePack, reason: Reason, disorder: string, choice: PriorChoice): Behind {
  const holding = keysOf(reason, disorder, choice).find((k) => pack.holdings[k] !== undefined) ?? null;
  const note: HoldingNote | undefined = holding === null ? undefined : pack.holdings[holding];
  const cited = new Set([...reason.from, ...(note?.cites ?? [])]);
  const reports = reason.from.flatMap((id) => pack.reports.find((r) => r.id === id) ?? []);
  const contested = new Set(reports.flatMap((r) => r.contestedBy));
  const disputes = pack.controversies.filter(
    (c) => contested.has(c.id) || cited.has(c.id) || c.sides.some((s) => s.claims.some((id) => cited.has(id))),
  );
  return {
    holding,
    because: note?.because ?? null,
    word: note?.word ?? null,
    certainty: note?.certainty ?? null,
    reconcile: note?.reconcile ?? null,
    reports: reports.map((r) => reportBehind(pack, r)),
    disputes,
    judgementSource: reason.basis === 'judgement' ? pack.judgementSource : null,
  };
}
