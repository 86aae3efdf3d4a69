// cluneal explain FILE DISORDER: why one disorder stands where it stands.
//   JSON: {notice, knowledge, setting, seed, disorder, cases: [{id, withheld, place, name, mean, low, high, side,
//   judgementShare, notExplained, reasons: [Reason & {behind: Behind}]}]}; place and what follows are null when withheld.
import { casesFromContent } from '#core/case-record.js';
import { closest } from '#core/closest.js';
import { assess } from '#core/differential.js';
import { modelFromKnowledge } from '#core/model.js';
import { namesOf, settingPhrase } from '#core/wording.js';
import { type Arguments } from './arguments.js';
import { linesOfErrors, readCaseFile } from './case-file.js';
import { complain } from './complain.js';
import { evidenceOfReason } from './evidence-of-reason.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { explainText } from './explain-text.js';
import { NOTICE } from './notice.js';
import { evidencePack, knowledgePack } from './pack.js';
import { paintOf } from './paint.js';
import { printable, type Terminal } from './terminal.js';

export async function explainCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [path, disorder] = args.operands as readonly [string, string];
  const knowledge = knowledgePack();
  if (!knowledge.ok) return complain(terminal, [knowledge.message], EXIT.failure);
  const evidence = evidencePack();
  if (!evidence.ok) return complain(terminal, [evidence.message], EXIT.failure);
  const model = modelFromKnowledge(knowledge.pack);
  const { disorders, somethingElse } = knowledge.pack;
  if (!model.disorderIndex.has(disorder)) {
    const near = closest(disorder, model.disorderIndex.keys());
    const mend = near ? `: did you mean ${near}?` : ' (cluneal knowledge coverage lists all)';
    return complain(terminal, [`unknown disorder: ${printable(disorder)}${mend}`]);
  }
  if (disorder === somethingElse)
    return complain(terminal, [
      `${disorder} stands for all that no listed disorder explains: it has no reasons of its own`,
    ]);
  const read = await readCaseFile(path, terminal);
  if (!read.ok) return complain(terminal, read.lines);
  const cases = casesFromContent(read.file.content, knowledge.pack);
  if (!cases.ok) return complain(terminal, linesOfErrors(read.file, cases.errors));

  const { setting: choice, seed } = args;
  const paint = paintOf(terminal.colour);
  const page = { names: namesOf(knowledge.pack), paint, width: terminal.width };
  const answers: unknown[] = [];
  if (!args.json)
    terminal.out(
      `${paint.bold(NOTICE)}\nKnowledge ${knowledge.pack.version}, ${settingPhrase(choice)}, seed ${seed}\n`,
    );
  for (const { id, patient } of cases.cases) {
    const answer = assess(model, patient, { choice, seed, explained: disorders.length, steps: 0 });
    const at = answer.ranked.findIndex((r) => r.disorder === disorder);
    const ranked = at < 0 ? undefined : answer.ranked[at]!;
    const reasons = (ranked?.reasons ?? []).map((reason) => ({
      reason,
      behind: evidenceOfReason(evidence.pack, reason, disorder, choice),
    }));
    if (args.json) {
      const { disorder: _, reasons: __, ...rest } = ranked ?? { disorder, reasons: [] };
      const name = disorders[model.disorderIndex.get(disorder)!]!.name;
      answers.push({
        id,
        withheld: answer.withheld,
        place: ranked ? at + 1 : null,
        name,
        ...rest,
        reasons: reasons.map(({ reason, behind }) => ({ ...reason, behind })),
      });
    } else {
      const lines = ranked
        ? explainText(page, ranked, at + 1, reasons)
        : ['Under 13 years: red flags only, no ranking, so there is nothing to explain.'];
      terminal.out(`\n${paint.bold(`= ${printable(id)}`)}\n\n${lines.join('\n')}\n`);
    }
    await terminal.breathe();
    if (terminal.stop.aborted) return complain(terminal, ['stopped'], EXIT.interrupted);
  }
  if (args.json)
    terminal.out(
      `${JSON.stringify({ notice: NOTICE, knowledge: knowledge.pack.version, setting: choice, seed, disorder, cases: answers })}\n`,
    );
  return EXIT.ok;
}
