// A QR code as text: two rows of it in one line of characters.
import { renderUnicodeCompact } from 'uqr';

/**
 * Lines of half blocks. A terminal that takes colour gets black on white whatever its own colours are; anything else is
 * taken for paper, where ink is dark.
 */
export function qrText(text: string, colour: boolean): string {
  const lines = renderUnicodeCompact(text, { border: 2, invert: !colour }).split('\n');
  return lines.map((line) => (colour ? `\u001b[97;40m${line}\u001b[0m` : line)).join('\n');
}
