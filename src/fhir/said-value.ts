// A value as it goes back to whoever sent it: they know it already, nobody else is told, and it can do nothing on a
// screen or a terminal.

const MOST = 64;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The first characters of it, without what controls; for answers only, never for a log. */
export function saidValue(text: string): string {
  if (text === '') return '(nothing)';
  const start = [...text.slice(0, 2 * MOST)];
  const cut = start.length > MOST || text.length > 2 * MOST;
  return `${start.slice(0, MOST).join('').replace(UNSEEN, '\ufffd')}${cut ? '...' : ''}`;
}
