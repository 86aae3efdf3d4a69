// What the shell is told (clig.dev): one table for all commands, which help shows.
export const EXIT = {
  ok: 0,
  /** Something on our side or the machine's went wrong. */
  failure: 1,
  /** The command or its input cannot be used as given. */
  usage: 2,
  /** A check did its work and found something. */
  findings: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const WORDS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done; of a check: everything checked is in order',
  failure: 'not done: this machine, the record or the program stood in the way',
  usage: 'not begun: the command or its input cannot be used as given',
  findings: 'checked, and something is not in order (knowledge check, db verify, audit verify, doctor)',
  interrupted: 'stopped by Ctrl-C or by its reader',
};

/** Lines of help, one for each code. */
export const exitLines = (): string[] =>
  (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((name) => `  ${String(EXIT[name]).padStart(3)}   ${WORDS[name]}`);
