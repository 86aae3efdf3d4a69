// cluneal assess FILE|-: each patient of the file, in turn.
import { casesFromContent } from '#core/case-record.js';
import { assess } from '#core/differential.js';
import { modelFromKnowledge } from '#core/model.js';
import { namesOf, settingPhrase } from '#core/wording.js';
import { type Arguments } from './arguments.js';
import { type CaseAnswer, caseAnswer } from './assess-json.js';
import { assessText } from './assess-text.js';
import { linesOfErrors, readCaseFile } from './case-file.js';
import { complain } from './complain.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { NOTICE } from './notice.js';
import { knowledgePack } from './pack.js';
import { paintOf } from './paint.js';
import { progressOn } from './progress.js';
import { printable, type Terminal } from './terminal.js';

export async function assessCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const loaded = knowledgePack();
  if (!loaded.ok) return complain(terminal, [loaded.message], EXIT.failure);
  const read = await readCaseFile(args.operands[0]!, terminal);
  if (!read.ok) return complain(terminal, read.lines);
  const cases = casesFromContent(read.file.content, loaded.pack);
  if (!cases.ok) return complain(terminal, linesOfErrors(read.file, cases.errors));

  const model = modelFromKnowledge(loaded.pack);
  const { setting: choice, seed } = args;
  const paint = paintOf(terminal.colour);
  const page = { names: namesOf(model.knowledge), paint, width: terminal.width };
  const answers: CaseAnswer[] = [];
  const progress = progressOn(terminal, 'patients', args.quiet || !args.json);
  if (!args.json)
    terminal.out(
      `${paint.bold(NOTICE)}\nKnowledge ${model.knowledge.version}, ${settingPhrase(choice)}, seed ${seed}\n`,
    );
  for (const [i, { id, patient }] of cases.cases.entries()) {
    const answer = assess(model, patient, { choice, seed });
    if (args.json) answers.push(caseAnswer(model, id, answer));
    else terminal.out(`\n${paint.bold(`= ${printable(id)}`)}\n\n${assessText(page, answer).join('\n')}\n`);
    progress.at(i + 1, cases.cases.length);
    await terminal.breathe();
    if (terminal.stop.aborted) {
      progress.end();
      return complain(terminal, [`stopped after ${i + 1} of ${cases.cases.length} patients`], EXIT.interrupted);
    }
  }
  progress.end();
  if (args.json)
    terminal.out(
      `${JSON.stringify({ notice: NOTICE, knowledge: model.knowledge.version, setting: choice, seed, cases: answers })}\n`,
    );
  return EXIT.ok;
}
