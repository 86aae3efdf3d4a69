// Paragraphs for a terminal: broken at spaces, later lines hanging under the first.

/** `first` opens the first line; the rest is indented by its width, or by `indent`. Widths in characters. */
export function hanging(first: string, text: string, width: number, indent = first.length): string[] {
  const room = Math.max(20, width - Math.max(first.length, indent));
  const out: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      out.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  out.push(line);
  return out.map((l, i) => (i === 0 ? first : ' '.repeat(indent)) + l);
}
