// Moments in words: long months, never 03/04; hours of the reader's own zone.

export const timeOf = (language: string, at: number): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

export const dateOf = (language: string, at: number): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);

export const dayWithWeekday = (language: string, at: number): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at);

/** yyyy-mm-dd in the reader's zone: a key, never shown. */
export const dayKey = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
