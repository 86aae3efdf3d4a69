// cluneal evaluate FILE|-: the answers against the truth, case by case.

import { evaluationOf } from '#core/evaluation/evaluation.js';
import { evaluationCasesFromContent } from '#core/evaluation/evaluation-case.js';
import { type CaseScore, scoreCase } from '#core/evaluation/score-case.js';
import { modelFromKnowledge } from '#core/model.js';
import { type Arguments } from './arguments.js';
import { linesOfErrors, readCaseFile } from './case-file.js';
import { complain } from './complain.js';
import { evaluateText } from './evaluate-text.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { NOTICE } from './notice.js';
import { knowledgePack } from './pack.js';
import { paintOf } from './paint.js';
import { progressOn } from './progress.js';
import { type Terminal } from './terminal.js';

export async function evaluateCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const loaded = knowledgePack();
  if (!loaded.ok) return complain(terminal, [loaded.message], EXIT.failure);
  const read = await readCaseFile(args.operands[0]!, terminal);
  if (!read.ok) return complain(terminal, read.lines);
  const cases = evaluationCasesFromContent(read.file.content, loaded.pack);
  if (!cases.ok) return complain(terminal, linesOfErrors(read.file, cases.errors));
  if (args.settingGiven && !args.quiet)
    terminal.err('cluneal: evaluate reports equal priors first and every setting below; --setting changes nothing\n');

  const model = modelFromKnowledge(loaded.pack);
  const progress = progressOn(terminal, 'cases', args.quiet);
  const scores: CaseScore[] = [];
  for (const c of cases.cases) {
    scores.push(scoreCase(model, c, args.seed));
    progress.at(scores.length, cases.cases.length);
    await terminal.breathe();
    if (terminal.stop.aborted) {
      progress.end();
      return complain(
        terminal,
        [`stopped after ${scores.length} of ${cases.cases.length} cases; nothing was summed up`],
        EXIT.interrupted,
      );
    }
  }
  progress.end();
  const evaluation = evaluationOf(model.knowledge, scores, args.seed);
  if (args.json)
    terminal.out(
      `${JSON.stringify({ notice: NOTICE, knowledge: model.knowledge.version, seed: args.seed, ...evaluation })}\n`,
    );
  else {
    const head = `${NOTICE}\nKnowledge ${model.knowledge.version}, seed ${args.seed}`;
    terminal.out(`${head}\n\n${evaluateText(evaluation, paintOf(terminal.colour)).join('\n')}\n`);
  }
  return EXIT.ok;
}
