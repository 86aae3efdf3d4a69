// cluneal knowledge coverage: what is published, judged or not known of each disorder and finding.
import { type Coverage, type CoverageCount, coverageOf } from '#core/coverage.js';
import { type Arguments } from './arguments.js';
import { complain } from './complain.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { knowledgePack } from './pack.js';
import { type Paint, paintOf } from './paint.js';
import { type Terminal } from './terminal.js';

const MARK = { published: 'P', judgement: 'j' } as const;

const counts = (c: CoverageCount): string =>
  `${String(c.published).padStart(6)}${String(c.judgement).padStart(6)}${String(c.nothing).padStart(6)}`;

/** Columns are disorders, numbered as in the list above the table; rows are findings. */
function coverageText(c: Coverage, paint: Paint): string[] {
  const label = Math.max(...c.findings.map((f) => f.id.length)) + 2;
  const tens = c.disorders.map((_, i) => ((i + 1) % 10 === 0 ? String((i + 1) / 10) : ' ')).join('');
  const ones = c.disorders.map((_, i) => String((i + 1) % 10)).join('');
  const { published, judgement, nothing } = c.totals;
  const all = published + judgement + nothing;
  return [
    `${c.disorders.length} disorders, ${c.findings.length} findings, ${all} places: ${published} published, ${judgement} judgement, ${nothing} nothing`,
    '',
    paint.bold(`${''.padEnd(4)}${'disorder'.padEnd(26)}${'P'.padStart(6)}${'j'.padStart(6)}${'.'.padStart(6)}`),
    ...c.disorders.map((d, i) => `${String(i + 1).padStart(3)} ${d.id.padEnd(26)}${counts(d)}`),
    '',
    `P published count, j judgement, . nothing; columns are the disorders by number`,
    `${''.padEnd(label)}${tens}`,
    `${''.padEnd(label)}${ones}`,
    ...c.findings.map((f) => {
      const marks = c.disorders.map((d) => {
        const basis = c.basis[d.id]![f.id];
        return basis ? MARK[basis] : '.';
      });
      return `${f.id.padEnd(label)}${marks.join('')}`;
    }),
  ];
}

/** JSON: {knowledge, totals, disorders: [{id, name, published, judgement, nothing}], findings: [...], basis: {disorder: {finding: basis}}}. */
export async function knowledgeCoverageCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const loaded = knowledgePack();
  if (!loaded.ok) return complain(terminal, [loaded.message], EXIT.failure);
  const coverage = coverageOf(loaded.pack);
  terminal.out(
    args.json
      ? `${JSON.stringify({ knowledge: loaded.pack.version, ...coverage })}\n`
      : `${coverageText(coverage, paintOf(terminal.colour)).join('\n')}\n`,
  );
  return EXIT.ok;
}
