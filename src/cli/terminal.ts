// Everything a command may know of the world around it. main.ts builds it from the process; tests build a small one.
import { type Machine } from './machine.js';

export interface Terminal {
  /** Data: standard output. */
  out(text: string): void;
  /** Chatter: standard error. */
  err(text: string): void;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Whether standard output takes colour. */
  readonly colour: boolean;
  /** Whether a person watches standard error. */
  readonly errIsTerminal: boolean;
  /** Characters a line of standard output may hold. */
  readonly width: number;
  /** Milliseconds on a clock that only moves forward. */
  now(): number;
  /** Aborted by Ctrl-C or a request to stop. */
  readonly stop: AbortSignal;
  /** Lets signals and writes through between two pieces of work. */
  breathe(): Promise<void>;
  readonly machine: Machine;
}

/** Text from a file made safe to print: control characters, with which a file could drive a terminal, are spelled out. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (c) => {
    return c === '\t' ? ' ' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
