// The validated files to the two packs that everything loads: knowledge (what an answer needs) and evidence (what
// stands behind it). Every probability is computed here, once, by estimate.ts.
import { type Anatomy } from '#core/anatomy/anatomy.js';
import {
  type EvidencePack,
  type EvidenceReport,
  type HoldingNote,
  type PublishedPatient,
} from '#core/evidence-pack.js';
import {
  type Cell,
  type Disorder,
  type Estimate,
  type FindingEntry,
  type Knowledge,
  type Mover,
  type RedFlagRule,
  SETTINGS,
  type Setting,
} from '#core/knowledge.js';
import { compileAnatomy } from './compile-anatomy.js';
import {
  backgroundFromReports,
  estimateFromPriorWord,
  estimateFromReports,
  estimateFromWord,
  factorFromReports,
  type SourcedReport,
} from './estimate.js';
import { type KnowledgeFiles } from './parse.js';
import { type DisorderSource, type HoldSource, type MoverSource } from './schema.js';

export interface Packs {
  readonly knowledge: Knowledge;
  readonly evidence: EvidencePack;
  readonly patients: readonly PublishedPatient[];
  readonly anatomy: Anatomy;
}

const SOMETHING_ELSE = 'nonspecific-lbp';
const listOf = (v: string | readonly string[] | undefined): readonly string[] =>
  v === undefined ? [] : typeof v === 'string' ? [v] : v;
const meanOf = (e: Estimate): number => e.a.reduce((s, a, i) => s + a / (a + e.b[i]!), 0) / e.a.length;
const bySetting = <T>(of: (s: Setting) => T): Record<Setting, T> =>
  Object.fromEntries(SETTINGS.map((s) => [s, of(s)])) as Record<Setting, T>;
/** Six significant digits: what the counts can carry, and half the size on the wire. */
const round = (x: number): number => Number(x.toPrecision(6));
const rounded = (e: Estimate): Estimate => ({ ...e, a: e.a.map(round), b: e.b.map(round) });

export function reportsById(files: KnowledgeFiles): Map<string, SourcedReport> {
  return new Map(
    files.sources.flatMap((source) => (source.reports ?? []).map((r) => [r.id, { ...r, source }] as const)),
  );
}

/** Compiles checked files to the packs. `version` names this state of the knowledge in every answer. Throws on what checks refuse. */
export function compileKnowledge(files: KnowledgeFiles, version: string): Packs {
  const j = files.judgement;
  const reports = reportsById(files);
  const reportsOf = (ids: readonly string[]): SourcedReport[] =>
    ids.map((id) => {
      const r = reports.get(id);
      if (!r) throw new Error(`no such report: ${id}`);
      return r;
    });

  const findings: FindingEntry[] = files.findings.map((f) => {
    const word = f.role === 'history' ? f.exposure : f.elsewhere;
    const elsewhere = f['elsewhere-from']
      ? backgroundFromReports(reportsOf(f['elsewhere-from']), f['elsewhere-reconcile'] ?? 'pool', j)
      : word
        ? estimateFromWord(word, j)
        : undefined;
    return {
      id: f.id,
      name: f.name,
      clinical: f.clinical,
      group: f.group,
      sided: f.side === 'sided',
      role: f.role,
      danger: f.danger === true,
      ...(f.family ? { family: f.family } : {}),
      ...(f.cost ? { cost: f.cost } : {}),
      ...(elsewhere && f.role !== 'shorthand' && f.role !== 'context' ? { elsewhere: rounded(elsewhere) } : {}),
      ...(f.expands ? { expands: { present: f.expands.present ?? [], absent: f.expands.absent ?? [] } } : {}),
    };
  });
  const background = new Map(findings.map((f) => [f.id, f.elsewhere ? meanOf(f.elsewhere) : undefined]));

  const cellOf = (h: HoldSource): Cell => ({
    finding: h.finding,
    ...rounded(
      h.from
        ? estimateFromReports(reportsOf(h.from), h.reconcile ?? 'pool', background.get(h.finding), j)
        : estimateFromWord(h.word!, j),
    ),
  });
  const moverOf = (m: MoverSource): Mover => {
    const when: Mover['when'] =
      m.finding !== undefined
        ? { finding: m.finding }
        : m.age
          ? { age: m.age }
          : m.sex
            ? { sex: m.sex }
            : { duration: m.duration! };
    if (m.odds) {
      const logOdds = Math.log(j['odds-words'][m.odds]);
      return { when, logOdds: round(logOdds), sd: j['odds-weight']['sd-log'], basis: 'judgement', from: [] };
    }
    const from = m.from ?? [m.exposed!, m.unexposed!];
    const f = factorFromReports(
      m.from
        ? { ratio: reportsOf(m.from)[0]! }
        : { exposed: reports.get(m.exposed!)!, unexposed: reports.get(m.unexposed!)! },
      j,
    );
    return { when, logOdds: round(f.logOdds), sd: round(f.sd), basis: 'published', from };
  };
  const disorderOf = (d: DisorderSource): Disorder => ({
    id: d.id,
    name: d.name,
    plain: d.plain,
    group: d.group,
    sided: d.sided,
    dangerous: d.dangerous,
    ...(d.bilateral
      ? {
          bilateral: rounded(
            d.bilateral.from
              ? estimateFromReports(reportsOf(d.bilateral.from), d.bilateral.reconcile ?? 'pool', undefined, j)
              : estimateFromWord(d.bilateral.word!, j),
          ),
        }
      : {}),
    priors: bySetting((s): Estimate => {
      const p = d.priors[s]!;
      return rounded(
        p.from
          ? estimateFromReports(reportsOf(p.from), p.reconcile ?? 'pool', undefined, j)
          : estimateFromPriorWord(p.word!, j),
      );
    }),
    cells: d.holds.filter((h) => h.status !== 'superseded').map(cellOf),
    movers: d.history.map(moverOf),
  });
  // Whose questions come first when many are open; the rest follow by name.
  const asked = [...files.redFlags].sort((x, y) => (x['ask-order'] ?? 99) - (y['ask-order'] ?? 99));
  const redFlags: RedFlagRule[] = asked.map((r) => ({
    id: r.id,
    name: r.name,
    disorders: r.disorders,
    asks: r.asks,
    verified: r.verified,
    sources: r.sources,
    levels: r.levels.map((l) => ({
      tier: l.tier,
      when: l.when as RedFlagRule['levels'][number]['when'],
      action: l.action,
      country: l.country,
    })),
    ...(r.question
      ? { question: { when: r.question.when as NonNullable<RedFlagRule['question']>['when'], asks: r.question.asks } }
      : {}),
  }));
  const rho: Record<string, number> = { default: j.families['default-rho'] as number };
  for (const [family, v] of Object.entries(j.families)) {
    if (typeof v === 'object') rho[family] = v.rho;
    else if (typeof v === 'number' && family !== 'default-rho') rho[family] = v;
  }
  const knowledge: Knowledge = {
    version,
    findings,
    redFlags,
    rho,
    somethingElse: SOMETHING_ELSE,
    disorders: files.disorders.map(disorderOf),
    companions: files.disorders.flatMap((d) =>
      (d.companions ?? []).map((c) => ({
        of: d.id,
        with: c.disorder,
        share: rounded(
          c.from
            ? estimateFromReports(reportsOf(c.from), c.reconcile ?? 'pool', undefined, j)
            : estimateFromWord(c.word!, j),
        ),
      })),
    ),
    settingImplies: bySetting((s): readonly string[] => j['setting-implies'][s] ?? []),
    disordersPerPatient: round(j['disorders-per-patient'].cases / j['disorders-per-patient'].patients),
    harmMinutes: j['cost-minutes'].harm as Knowledge['harmMinutes'],
    moneyMinutes: j['cost-minutes'].money as Knowledge['moneyMinutes'],
  };
  return {
    knowledge,
    evidence: evidencePack(files, version),
    patients: files.patients.map(publishedPatient),
    anatomy: compileAnatomy(files, version),
  };
}

function publishedPatient(p: KnowledgeFiles['patients'][number]): PublishedPatient {
  const { doi, prior_treatments, ...rest } = p;
  return { ...rest, priorTreatments: prior_treatments, ...(doi ? { doi } : {}) };
}

function evidencePack(files: KnowledgeFiles, version: string): EvidencePack {
  const holdings: Record<string, HoldingNote> = {};
  const note = (
    key: string,
    h: {
      because: string;
      reconcile?: string | undefined;
      certainty?: string | undefined;
      cites?: readonly string[] | undefined;
      word?: string | undefined;
    },
  ) => {
    holdings[key] = {
      because: h.because,
      cites: h.cites ?? [],
      ...(h.reconcile ? { reconcile: h.reconcile } : {}),
      ...(h.certainty ? { certainty: h.certainty } : {}),
      ...(h.word ? { word: h.word } : {}),
    };
  };
  for (const d of files.disorders) {
    for (const h of d.holds) note(`cell ${d.id} ${h.finding}`, h);
    for (const s of SETTINGS) note(`prior ${s} ${d.id}`, d.priors[s]!);
    if (d.bilateral) note(`bilateral ${d.id}`, d.bilateral);
    for (const c of d.companions ?? []) note(`companion ${d.id} ${c.disorder}`, c);
    for (const m of d.history)
      note(`mover ${d.id} ${m.finding ?? (m.age ? 'age' : m.sex ? 'sex' : 'duration')}`, { ...m, word: m.odds });
  }
  for (const f of files.findings) {
    const because = f['elsewhere-because'];
    if (because || f.elsewhere || f.exposure)
      note(`elsewhere ${f.id}`, {
        because: because ?? 'Judged background rate.',
        reconcile: f['elsewhere-reconcile'],
        word: f['elsewhere-from'] ? undefined : (f.elsewhere ?? f.exposure),
      });
  }
  return {
    version,
    holdings,
    judgementSource: files.judgement.source.citation,
    sources: files.sources.map((s) => ({
      key: s.key,
      citation: s.citation,
      kind: s.kind,
      design: s.design,
      read: s.read,
      corrections: s.corrections ?? [],
      ...(s.doi ? { doi: s.doi } : {}),
      ...(s.url ? { url: s.url } : {}),
      ...(s.cohort ? { cohort: s.cohort } : {}),
      ...(s.population ? { population: s.population } : {}),
    })),
    reports: files.sources.flatMap((s) =>
      (s.reports ?? []).map(
        (r): EvidenceReport => ({
          id: r.id,
          source: s.key,
          measure: r.measure,
          says: r.says,
          contestedBy: r['contested-by'] ?? [],
          ...(r.finding ? { finding: listOf(r.finding) } : {}),
          ...(r.among ? { among: listOf(r.among) } : {}),
          ...(r.present !== undefined ? { present: r.present } : {}),
          ...(typeof r.of === 'number' ? { of: r.of } : {}),
          ...(typeof r.value === 'number' || typeof r.value === 'string' ? { value: r.value } : {}),
          ...(r.ci ? { ci: r.ci } : {}),
          ...(r['established-by'] ? { establishedBy: r['established-by'] } : {}),
          ...(r.where ? { where: r.where } : {}),
        }),
      ),
    ),
    statements: files.sources.flatMap((s) =>
      (s.statements ?? []).map((x) => ({ id: x.id, source: s.key, says: x.says })),
    ),
    controversies: files.controversies.map((c) => ({
      id: c.id,
      question: c.question,
      changes: c.changes,
      handling: c.handling,
      sides: [c['side-a'], c['side-b']].map((x) => ({
        position: x.position,
        who: x.who,
        patients: String(x.patients),
        claims: x.claims,
      })),
    })),
    findings: Object.fromEntries(
      files.findings.map((f) => [
        f.id,
        {
          elicit: f.elicit,
          positive: f.positive,
          codes: (f.codes ?? []).map(({ system, code }) => ({ system, code })),
        },
      ]),
    ),
    disorders: Object.fromEntries(
      files.disorders.map((d) => [
        d.id,
        {
          about: d.about,
          cautions: d.cautions ?? [],
          differsFrom: d['must-differ-from'] ?? [],
          codes: (d.codes ?? []).map(({ system, code, title }) => ({ system, code, ...(title ? { title } : {}) })),
        },
      ]),
    ),
  };
}
