// Counts and words to probabilities with their uncertainty. Nobody types 0.87: a number is computed here from reports
// (Beta posterior under Jeffreys' prior, shrunk by design and reference standard) or from a word of the judgement
// source; judgement.yaml holds every constant and says why.
import { type Estimate } from '#core/knowledge.js';
import { type Judgement, type ReportSource, type SourceFile } from './schema.js';

export interface SourcedReport extends ReportSource {
  readonly source: SourceFile;
}

type Word = keyof Judgement['frequency-words'];
type Reconcile = 'pool' | 'span' | 'prefer' | 'unresolved';

const KEEP = { least: 1e-4, most: 1 - 1e-4 };
const held = (p: number): number => Math.min(KEEP.most, Math.max(KEEP.least, p));
const Z95 = 1.959964;

/** A word as a Beta: its mean, worth a few patients, with enough on the rarer side that draws stay near the word. */
export function estimateFromWord(word: Word, j: Judgement): Estimate {
  const p = j['frequency-words'][word];
  const w = j['frequency-weight'];
  const n = Math.max(w.patients, w['rarer-side'] / Math.min(p, 1 - p));
  return { a: [p * n], b: [(1 - p) * n], basis: 'judgement', from: [] };
}

/** A share of a clinic's patients in words, as sure as if a few such patients had been counted. */
export function estimateFromPriorWord(word: keyof Judgement['prior-words'], j: Judgement): Estimate {
  const p = j['prior-words'][word];
  const a = j['prior-weight'].events;
  return { a: [a], b: [(a * (1 - p)) / p], basis: 'judgement', from: [] };
}

const isRatio = (r: SourcedReport): boolean => r.measure === 'lr-positive' || r.measure === 'lr-negative';

/** Effective patients behind a report: its size, shrunk by design and by reference standard, capped. */
export function effectiveSize(r: SourcedReport, p: number, j: Judgement): number {
  const design = j.shrink.design[r.source.design]?.times ?? j.shrink.design['not-stated']!.times;
  const standard = r['established-by'];
  const by =
    standard === undefined || standard === 'none'
      ? 1
      : (j.shrink['established-by'][standard] ?? j.shrink['established-by']['not-stated']!).times;
  // A review or guideline that passes on somebody's counts is a second-hand count, not no count.
  const times = Math.max(design, 0.3) * by;
  let n = typeof r.of === 'number' ? r.of : undefined;
  if (n === undefined && r.ci && !isRatio(r)) {
    const sd = (r.ci[1] - r.ci[0]) / (2 * Z95);
    n = sd > 0 ? (p * (1 - p)) / sd ** 2 : undefined;
  }
  return Math.min(j.shrink.cap.patients, (n ?? j.shrink['unknown-size'].patients) * times);
}

/** Present share that a report states, or undefined for a ratio. */
function shareOf(r: SourcedReport): number | undefined {
  if (isRatio(r)) return undefined;
  if (r.present !== undefined && typeof r.of === 'number') return r.present / r.of;
  return typeof r.value === 'number' ? r.value : undefined;
}

type Component = { p: number; n: number };

const beta = (c: Component): [number, number] => [c.p * c.n + 0.5, (1 - c.p) * c.n + 0.5];

/** Both likelihood ratios of one study fix both rates: s = LR+ (1 - LR-) / (LR+ - LR-), background = s / LR+. */
function solvePair(plus: number, minus: number): { s: number; background: number } {
  const s = (plus * (1 - minus)) / (plus - minus);
  return { s, background: s / plus };
}

function combine(components: readonly Component[], reconcile: Reconcile, from: readonly string[]): Estimate {
  if (components.length === 0) throw new Error(`no usable report among: ${from.join(', ')}`);
  let list = components;
  if (reconcile === 'pool') {
    const n = components.reduce((s, c) => s + c.n, 0);
    list = [{ n, p: components.reduce((s, c) => s + c.p * c.n, 0) / n }];
  }
  if (reconcile === 'prefer') list = [components[0]!];
  const ab = list.map(beta);
  return { a: ab.map((x) => x[0]), b: ab.map((x) => x[1]), basis: 'published', from };
}

/** P(finding | disorder) from reports; a lone ratio needs the background rate it multiplies. */
export function estimateFromReports(
  reports: readonly SourcedReport[],
  reconcile: Reconcile,
  background: number | undefined,
  j: Judgement,
): Estimate {
  const from = reports.map((r) => r.id);
  const plus = reports.find((r) => r.measure === 'lr-positive');
  const minus = reports.find((r) => r.measure === 'lr-negative');
  const components: Component[] = [];
  for (const r of reports) {
    if (isRatio(r)) continue;
    const stated = shareOf(r);
    if (stated === undefined) continue;
    const p = held(stated);
    components.push({ p, n: effectiveSize(r, p, j) });
  }
  const ratio = (r: SourcedReport): number => Number(r.value);
  if (plus && minus) {
    const p = held(solvePair(ratio(plus), ratio(minus)).s);
    components.push({ p, n: effectiveSize(plus, p, j) });
  } else if (plus || minus) {
    if (background === undefined)
      throw new Error(`a lone likelihood ratio needs a background rate: ${from.join(', ')}`);
    const p = held(plus ? ratio(plus) * background : 1 - ratio(minus!) * (1 - background));
    components.push({ p, n: effectiveSize((plus ?? minus)!, p, j) });
  }
  return combine(components, reconcile, from);
}

/** The background rate of a finding: from specificities, false-positive and placebo rates, or a pair of ratios. */
export function backgroundFromReports(reports: readonly SourcedReport[], reconcile: Reconcile, j: Judgement): Estimate {
  const from = reports.map((r) => r.id);
  const plus = reports.find((r) => r.measure === 'lr-positive');
  const minus = reports.find((r) => r.measure === 'lr-negative');
  const components: Component[] = [];
  for (const r of reports) {
    if (isRatio(r)) continue;
    const stated = shareOf(r);
    if (stated === undefined) continue;
    const p = held(r.measure === 'specificity' ? 1 - stated : stated);
    components.push({ p, n: effectiveSize(r, p, j) });
  }
  if (plus && minus) {
    const p = held(solvePair(Number(plus.value), Number(minus.value)).background);
    components.push({ p, n: effectiveSize(plus, p, j) });
  }
  return combine(components, reconcile, from);
}

/** Natural log odds factor and its standard deviation, from a word, a ratio, or exposure counted on both sides. */
export function factorFromReports(
  source: { ratio?: SourcedReport; exposed?: SourcedReport; unexposed?: SourcedReport },
  j: Judgement,
): { logOdds: number; sd: number } {
  const floor = j['odds-weight']['sd-log'] / 2;
  if (source.ratio) {
    const { value, ci } = source.ratio;
    const sd = ci ? Math.log(ci[1] / ci[0]) / (2 * Z95) : j['odds-weight']['sd-log'];
    return { logOdds: Math.log(Number(value)), sd: Math.max(floor, sd) };
  }
  const logit = (r: SourcedReport) => {
    const p = held(shareOf(r)!);
    const n = effectiveSize(r, p, j);
    return { l: Math.log(p / (1 - p)), v: 1 / (p * n + 0.5) + 1 / ((1 - p) * n + 0.5) };
  };
  const x = logit(source.exposed!);
  const y = logit(source.unexposed!);
  return { logOdds: x.l - y.l, sd: Math.max(floor, Math.sqrt(x.v + y.v)) };
}
