// One thing the doctor looked at.

export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly says: string;
  /** What to do; only where not all is well. */
  readonly mend?: string;
}

export const ok = (name: string, says: string): Finding => ({ name, state: 'ok', says });
export const warn = (name: string, says: string, mend: string): Finding => ({ name, state: 'warn', says, mend });
export const fail = (name: string, says: string, mend: string): Finding => ({ name, state: 'fail', says, mend });
