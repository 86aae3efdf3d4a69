// All reasons of one disorder in one patient, each with what stands behind it, for a reader at a terminal.
import { type RankedDisorder } from '#core/differential.js';
import { type Reason } from '#core/explain.js';
import { certaintyPhrase, oddsPhrase, peoplePhrase, reasonName, sideWords } from '#core/wording.js';
import { type Page } from './assess-text.js';
import { type Behind, type ReportBehind } from './evidence-of-reason.js';
import { hanging } from './lines.js';

const figureOf = (r: ReportBehind): string => {
  const ci = r.ci ? ` (${r.ci[0]}-${r.ci[1]})` : '';
  const n = r.of === null ? '' : ` of ${r.of}`;
  if (r.present !== null) return `${r.present}${n}`;
  return r.value === null ? r.measure : `${r.measure} ${r.value}${ci}${r.of === null ? '' : `, n ${r.of}`}`;
};

function behindLines({ width }: Page, b: Behind): string[] {
  const judged =
    b.judgementSource === null
      ? []
      : hanging('      ', `judgement, no counts${b.word ? `: "${b.word}"` : ''}. ${b.because ?? ''}`.trim(), width);
  const held =
    b.judgementSource === null && b.because
      ? hanging(
          '      ',
          `held${b.certainty ? `, certainty ${b.certainty}` : ''}${b.reconcile ? `, ${b.reconcile}` : ''}: ${b.because}`,
          width,
        )
      : [];
  const papers = b.reports.flatMap((r) => [
    ...hanging('      - ', `${figureOf(r)}: ${r.says}`, width),
    ...hanging(
      '        ',
      `${r.citation}${r.doi ? ` doi:${r.doi}` : r.url ? ` ${r.url}` : ''}${r.where ? ` (${r.where})` : ''}`,
      width,
    ),
  ]);
  const disputes = b.disputes.flatMap((c) => [
    ...hanging('      disputed: ', c.question, width),
    ...c.sides.flatMap((s) => hanging('        * ', `${s.position} ${s.who}; patients: ${s.patients}`, width)),
    ...hanging('        what would change: ', c.changes, width),
  ]);
  return [...judged, ...held, ...papers, ...disputes];
}

export interface Explained {
  readonly reason: Reason;
  readonly behind: Behind;
}

export function explainText(page: Page, r: RankedDisorder, place: number, reasons: readonly Explained[]): string[] {
  const { names, paint, width } = page;
  const unexplained = r.notExplained.map((n) => names.finding(n.finding, n.side));
  return [
    `${paint.bold(`${names.disorder(r.disorder)}${sideWords(r.side)}`)}: ${certaintyPhrase(r)}, ${peoplePhrase(r)}; place ${place}`,
    `About ${Math.round(r.judgementShare * 10)} of 10 parts of what moved it rest on judgement, not on counts.`,
    ...(unexplained.length > 0 ? hanging('Not explained by this: ', unexplained.join('; '), width) : []),
    '',
    ...reasons.flatMap(({ reason, behind }) => {
      const start = reason.kind === 'prior';
      const odds = start ? `odds 1 to ${Math.exp(-reason.logOdds).toPrecision(2)}` : oddsPhrase(reason.logOdds);
      const weight = reason.weight < 1 ? `, discounted to ${reason.weight.toFixed(2)}` : '';
      return [`  ${odds.padEnd(8)} ${paint.bold(reasonName(reason, names))}${weight}`, ...behindLines(page, behind)];
    }),
  ];
}
