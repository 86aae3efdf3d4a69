// cluneal drawing FILE|-: what a pain drawing measures, and with --since what has changed.
import { changeBetween } from '#core/drawing/change.js';
import { type Drawing } from '#core/drawing/drawing.js';
import { findingsFromDrawing } from '#core/drawing/finding-of-drawing.js';
import { measureDrawing } from '#core/drawing/measure.js';
import { readBackOf, readBackSentence } from '#core/drawing/read-back.js';
import { textOfFinding } from '#core/finding.js';
import { type Arguments } from './arguments.js';
import { complain } from './complain.js';
import { readDrawingFile } from './drawing-file.js';
import { drawingText } from './drawing-text.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { NOTICE } from './notice.js';
import { anatomyPack } from './pack.js';
import { paintOf } from './paint.js';
import { type Terminal } from './terminal.js';

export async function drawingCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const loaded = anatomyPack();
  if (!loaded.ok) return complain(terminal, [loaded.message], EXIT.failure);
  const anatomy = loaded.pack;
  const path = args.operands[0]!;
  if (path === '-' && args.since === '-')
    return complain(terminal, ['standard input holds one drawing: name a file for the other']);
  const read = await readDrawingFile(path, terminal, anatomy);
  if (!read.ok) return complain(terminal, read.lines);
  let earlier: Drawing | undefined;
  if (args.since !== undefined) {
    const before = await readDrawingFile(args.since, terminal, anatomy);
    if (!before.ok) return complain(terminal, before.lines);
    earlier = before.drawing;
  }
  const measures = measureDrawing(read.drawing, anatomy);
  const says = readBackSentence(readBackOf(measures), anatomy);
  const findings = findingsFromDrawing(measures, anatomy).map(textOfFinding);
  const change = earlier ? changeBetween(earlier, read.drawing, anatomy) : null;
  if (args.json)
    terminal.out(
      `${JSON.stringify({ notice: NOTICE, knowledge: anatomy.version, says, findings, measures, change })}\n`,
    );
  else {
    const page = { anatomy, paint: paintOf(terminal.colour), width: terminal.width };
    terminal.out(`${drawingText(page, { measures, says, findings, change }).join('\n')}\n`);
  }
  return EXIT.ok;
}
