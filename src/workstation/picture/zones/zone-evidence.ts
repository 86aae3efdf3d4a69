// The papers and disputes behind a zone.
import { type StudyPoint } from '#core/anatomy/anatomy.js';
import { type ControversyEntry, type EvidencePack } from '#core/evidence-pack.js';
import { type CitedReport, type CitedStatement } from '../../evidence/trace.js';

/** Palpation of the posterior superior iliac spine repeats badly: said on every card. */
const PALPATION_CLAIM = 'exa-psis-kappa';
const PALPATION_DISPUTE = 'ctr-palpation';

export interface ZoneEvidence {
  readonly cited: readonly (CitedReport | CitedStatement)[];
  readonly palpation: readonly (CitedReport | CitedStatement)[];
  readonly disputes: readonly ControversyEntry[];
}

/** Each claim once, in the order given. Unknown claims are left out: the knowledge check refuses them. */
export function zoneEvidence(points: readonly StudyPoint[], pack: EvidencePack): ZoneEvidence {
  const sources = new Map(pack.sources.map((s) => [s.key, s]));
  const cite = (id: string): readonly (CitedReport | CitedStatement)[] => {
    const report = pack.reports.find((r) => r.id === id);
    if (report) return [{ report, source: sources.get(report.source) }];
    const statement = pack.statements.find((s) => s.id === id);
    return statement ? [{ id, says: statement.says, source: sources.get(statement.source) }] : [];
  };
  const disputes = new Set([...points.flatMap((p) => p.dispute ?? []), PALPATION_DISPUTE]);
  return {
    cited: [...new Set(points.flatMap((p) => p.claims))].flatMap(cite),
    palpation: cite(PALPATION_CLAIM),
    disputes: pack.controversies.filter((c) => disputes.has(c.id)),
  };
}
