// What the shell is told (clig.dev).
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
