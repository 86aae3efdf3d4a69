// The evaluation as tables for a reader: shares in percent here, since they are shares of cases and not of a patient.

import { type Interval } from '#core/evaluation/bootstrap.js';
import { type Compared, type Evaluation, type Figures } from '#core/evaluation/evaluation.js';
import { type Paint } from './paint.js';
import { printable } from './terminal.js';

const percent = (x: number | null): string => (x === null ? '-' : `${(100 * x).toFixed(0)} %`);
const brier = (x: number | null): string => (x === null ? '-' : x.toFixed(4));
const points = (x: number): string => `${x < 0 ? '-' : '+'}${Math.abs(100 * x).toFixed(0)}`;
const range = (i: Interval | null, show: (x: number) => string): string => (i ? `${show(i[0])} to ${show(i[1])}` : '-');

const row = (label: string, cells: readonly string[]): string =>
  `  ${label.padEnd(30)}${cells.map((c) => c.padStart(14)).join('')}`;
const HEAD = row('', ['n', 'first', 'in three', 'side', 'Brier']);

const figureRow = (label: string, f: Figures): string =>
  row(label, [String(f.n), percent(f.top1), percent(f.top3), percent(f.side), brier(f.brier)]);

/** Ours, then naive Bayes and the prior under it. */
const comparedRows = (label: string, c: Compared): string[] => [
  figureRow(label, c),
  figureRow('  naive Bayes', c.naiveBayes),
  figureRow('  prior only', c.prior),
];

function differences(e: Evaluation): string[] {
  const { vsPrior, vsBedside, vsNaiveBayes } = e.intervals;
  return [
    row('90 % interval', [
      '',
      range(e.intervals.top1, percent),
      range(e.intervals.top3, percent),
      '',
      range(e.intervals.brier, (x) => x.toFixed(3)),
    ]),
    ...(
      [
        ['ours - prior', vsPrior],
        ['ours - naive Bayes', vsNaiveBayes],
      ] as const
    ).map(([label, v]) =>
      row(label, ['', range(v.top1, points), range(v.top3, points), '', range(v.brier, (x) => x.toFixed(3))]),
    ),
    row('ours - bedside rule', ['', range(vsBedside.top1, points)]),
  ];
}

function redFlagRows(e: Evaluation, paint: Paint): string[] {
  const f = e.redFlags;
  const told = f.flaggedCompletenessNotLow;
  return [
    paint.bold('Red flags'),
    `  ${f.dangerousTruths} dangerous truths, ${percent(f.flagged)} flagged; where completeness is not low ${percent(told.flagged)} of ${told.n}`,
    `  ${f.benignTruths} benign truths, ${percent(f.falseEmergency)} with an emergency tier, ${percent(f.falseUrgent)} with an urgent one`,
    row('rule', ['dangerous', 'benign', 'own', 'of']),
    ...Object.entries(f.perRule).map(([id, r]) =>
      row(id, [r.dangerous, r.benign, r.own.flagged, r.own.of].map(String)),
    ),
  ];
}

export function evaluateText(e: Evaluation, paint: Paint): string[] {
  const { strata, baselines, cluneal, calibration, certificates } = e;
  const two = strata.twoTruths;
  const by = (title: string, table: Readonly<Record<string, Compared>>) =>
    Object.entries(table).flatMap(([k, c]) => comparedRows(`${title} ${k}`, c));
  const missed = e.perCase.filter((c) => c.rank !== 1);
  return [
    paint.bold(
      `${e.cases} cases, every disorder held equally likely beforehand${e.withheld > 0 ? `; ${e.withheld} under 13 not ranked` : ''}`,
    ),
    HEAD,
    figureRow('Cluneal', {
      n: e.cases - e.withheld,
      top1: e.top1,
      top3: e.top3,
      side: e.side,
      sideN: e.sideDetail.n,
      brier: e.brier,
    }),
    figureRow('naive Bayes', baselines.naiveBayes),
    figureRow('prior only', baselines.prior),
    row('bedside rule', [String(baselines.bedside.n), percent(baselines.bedside.top1)]),
    ...differences(e),
    '',
    ...redFlagRows(e, paint),
    '',
    paint.bold('Cluneal or posterior femoral cutaneous truths'),
    `  n ${cluneal.n}; told from the others with AUC ${cluneal.auc?.toFixed(2) ?? '-'} (naive Bayes ${baselines.naiveBayes.clunealAuc?.toFixed(2) ?? '-'}); in three ${percent(cluneal.top3)}`,
    '',
    paint.bold('Strata'),
    HEAD,
    ...by('completeness', strata.completeness),
    ...by('confirmation', strata.confirmation),
    ...comparedRows('confirmation not weak', strata.confirmationNotWeak),
    ...comparedRows('without the pressed points', strata.withoutPoints),
    ...comparedRows('two truths or more', two),
    `  of several truths, found among three: ${percent(two.truthsFound3)}, naive Bayes ${percent(two.truthsFound3NaiveBayes)}, difference ${range(two.truthsFound3Interval, points)}`,
    '',
    paint.bold('Settings'),
    HEAD,
    ...Object.entries(e.settings).flatMap(([s, c]) => comparedRows(s, c)),
    '',
    paint.bold('Calibration'),
    row('said', ['n', 'mean said', 'was so']),
    ...calibration.deciles.map((d) =>
      row(`${d.from.toFixed(1)}-${d.to.toFixed(1)}`, [
        String(d.n),
        d.predicted?.toFixed(3) ?? '-',
        d.observed?.toFixed(3) ?? '-',
      ]),
    ),
    `  slope ${calibration.slope?.toFixed(2) ?? 'not stable'}, intercept ${calibration.intercept?.toFixed(2) ?? 'not stable'} (1 and 0 are ideal)`,
    '',
    `Certificates failing: ${certificates.failing} of ${certificates.answers} answers; worst missing mass ${certificates.worstMissingMass?.toExponential(0) ?? '-'}`,
    '',
    paint.bold(`Not first: ${missed.length}`),
    ...missed.map(
      (c) => `  ${printable(c.id)} (${c.truth.join(', ')}), place ${c.rank ?? '-'}: ${c.missedBecause ?? ''}`,
    ),
  ];
}
