// Emphasis for people, and only where the terminal takes it.
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
}

export function paintOf(colour: boolean): Paint {
  const wrap = (on: number, off: number) => (text: string) => (colour ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return { bold: wrap(1, 22), dim: wrap(2, 22), red: wrap(31, 39) };
}
