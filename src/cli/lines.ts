// Paragraphs for a terminal: broken at spaces, later lines hanging under the first.

/** `first` opens the first line, and its width is the indent of the rest. Widths in characters; emphasis is added after. */
export function hanging(first: string, text: string, width: number): string[] {
  const indent = ' '.repeat(first.length);
  const room = Math.max(20, width - first.length);
  const out: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      out.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  out.push(line);
  return out.map((l, i) => (i === 0 ? first : indent) + l);
}
