// From a claim to what stands behind it: held estimates, their notes, the reports counted in, and the disputes.
import { type PatientCase } from '#core/case.js';
import { bandOfSpan } from '#core/duration.js';
import {
  type ControversyEntry,
  type EvidencePack,
  type EvidenceReport,
  type EvidenceSource,
  type HoldingNote,
} from '#core/evidence-pack.js';
import { type Basis, type Disorder, type Knowledge, type Mover, type PriorChoice } from '#core/knowledge.js';
import { meanOf } from '#core/model.js';
import { type Claim, type Piece } from './claim.js';

export type SectionTitle =
  | { readonly type: 'cell'; readonly finding: string; readonly disorder: string }
  | { readonly type: 'elsewhere'; readonly finding: string }
  | { readonly type: 'prior'; readonly disorder: string; readonly setting: Exclude<PriorChoice, 'equal'> }
  | { readonly type: 'equal' }
  | { readonly type: 'mover'; readonly when: Mover['when']; readonly disorder: string }
  | { readonly type: 'not-held'; readonly finding: string; readonly disorder: string }
  | { readonly type: 'flag'; readonly rule: string };

export interface CitedReport {
  readonly report: EvidenceReport;
  readonly source: EvidenceSource | undefined;
}
export interface CitedStatement {
  readonly id: string;
  readonly says: string;
  readonly source: EvidenceSource | undefined;
}

/** One number with everything that stands behind it. */
export interface Section {
  readonly title: SectionTitle;
  readonly basis: Basis | 'computed';
  /** Held probability, or odds factor for a mover. */
  readonly held?: { readonly probability: number } | { readonly odds: number };
  readonly note?: HoldingNote;
  readonly counted: readonly CitedReport[];
  readonly cited: readonly (CitedReport | CitedStatement)[];
  /** Sources behind a rule, or the judgement source. */
  readonly sources: readonly EvidenceSource[];
  readonly disputes: readonly ControversyEntry[];
}

interface Held {
  readonly basis: Basis;
  readonly from: readonly string[];
}

/** Of the bands of age, sex and duration only the patient's own moved anything. */
function holdsOf(patient: PatientCase, when: Exclude<Mover['when'], { readonly finding: string }>): boolean {
  if ('age' in when) return patient.age !== 'unknown' && patient.age >= when.age[0] && patient.age < when.age[1];
  return 'sex' in when ? patient.sex === when.sex : bandOfSpan(patient.duration) === when.duration;
}

/** Looks things up in both packs, for one patient. */
export function tracer(knowledge: Knowledge, pack: EvidencePack, patient: PatientCase) {
  const sources = new Map(pack.sources.map((s) => [s.key, s]));
  const reports = new Map(pack.reports.map((r) => [r.id, r]));
  const statements = new Map(pack.statements.map((s) => [s.id, s]));
  const disorders = new Map(knowledge.disorders.map((d) => [d.id, d]));
  const findings = new Map(knowledge.findings.map((f) => [f.id, f]));

  const cite = (id: string): readonly (CitedReport | CitedStatement)[] => {
    const report = reports.get(id);
    if (report) return [{ report, source: sources.get(report.source) }];
    const s = statements.get(id);
    return s ? [{ id, says: s.says, source: sources.get(s.source) }] : [];
  };
  const disputesOver = (ids: readonly string[]): readonly ControversyEntry[] => {
    const named = new Set(ids);
    for (const id of ids) for (const by of reports.get(id)?.contestedBy ?? []) named.add(by);
    return pack.controversies.filter(
      (c) => named.has(c.id) || c.sides.some((s) => s.claims.some((id) => named.has(id))),
    );
  };
  const section = (title: SectionTitle, key: string, of: Held, held: NonNullable<Section['held']>): Section => {
    const note = pack.holdings[key];
    const counted = of.from.flatMap((id) => cite(id)).filter((c) => 'report' in c);
    const cited = (note?.cites ?? []).filter((id) => !of.from.includes(id)).flatMap(cite);
    const judgement = of.basis === 'judgement' ? sources.get(pack.judgementSource) : undefined;
    return {
      title,
      basis: of.basis,
      held,
      counted,
      cited,
      sources: judgement ? [judgement] : [],
      ...(note ? { note } : {}),
      disputes: disputesOver([...of.from, ...(note?.cites ?? [])]),
    };
  };
  const computed = (title: SectionTitle): Section => ({
    title,
    basis: 'computed',
    counted: [],
    cited: [],
    sources: [],
    disputes: [],
  });

  const elsewhere = (finding: string): Section[] => {
    const e = findings.get(finding)?.elsewhere;
    return e ? [section({ type: 'elsewhere', finding }, `elsewhere ${finding}`, e, { probability: meanOf(e) })] : [];
  };
  const cell = (d: Disorder, finding: string): Section => {
    const c = d.cells.find((x) => x.finding === finding);
    if (!c) return computed({ type: 'not-held', finding, disorder: d.id });
    return section({ type: 'cell', finding, disorder: d.id }, `cell ${d.id} ${finding}`, c, { probability: meanOf(c) });
  };
  const movers = (d: Disorder, of: string): Section[] =>
    d.movers
      .filter(({ when }) => ('finding' in when ? when.finding === of : of in when && holdsOf(patient, when)))
      .map((m) =>
        section({ type: 'mover', when: m.when, disorder: d.id }, `mover ${d.id} ${of}`, m, {
          odds: Math.exp(m.logOdds),
        }),
      );
  const piece = (d: Disorder, p: Piece, choice: PriorChoice): Section[] => {
    if (p.kind === 'finding') return [cell(d, p.of), ...elsewhere(p.of)];
    if (p.kind === 'history') return movers(d, p.of);
    if (choice === 'equal') return [computed({ type: 'equal' })];
    const e = d.priors[choice];
    return [
      section({ type: 'prior', disorder: d.id, setting: choice }, `prior ${choice} ${d.id}`, e, {
        probability: meanOf(e),
      }),
    ];
  };

  return (claim: Claim): readonly Section[] => {
    if (claim.kind === 'missing-mass') return [];
    if (claim.kind === 'flag') {
      const rule = knowledge.redFlags.find((r) => r.id === claim.rule);
      return [
        {
          ...computed({ type: 'flag', rule: claim.rule }),
          sources: (rule?.sources ?? []).flatMap((key) => sources.get(key) ?? []),
          cited: (rule?.sources ?? []).flatMap((key) => (sources.has(key) ? [] : cite(key))),
        },
      ];
    }
    if (claim.kind === 'discount') {
      const judgement = sources.get(pack.judgementSource);
      return judgement ? [{ ...computed({ type: 'equal' }), basis: 'judgement', sources: [judgement] }] : [];
    }
    if (claim.kind === 'step') {
      const of = claim.disorders.flatMap((id) => disorders.get(id) ?? []);
      const history = findings.get(claim.finding)?.role === 'history';
      return [
        ...of.flatMap((d) => (history ? movers(d, claim.finding) : [cell(d, claim.finding)])),
        ...elsewhere(claim.finding),
      ];
    }
    const d = disorders.get(claim.disorder);
    if (!d) return [];
    if (claim.kind === 'something-else') return piece(d, { kind: 'prior' }, claim.choice);
    if (claim.kind === 'reason') return piece(d, claim.piece, claim.choice);
    return claim.evidence.flatMap((p) => (p.kind === 'finding' ? [cell(d, p.of)] : piece(d, p, claim.choice)));
  };
}
