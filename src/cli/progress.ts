// How far a long command is. A person at a terminal sees a bar after one second; a log gets a line each 10 %.
import { type Terminal } from './terminal.js';

export interface Progress {
  at(done: number, total: number): void;
  /** Clears the bar. */
  end(): void;
}

const AFTER_MS = 1000;
const BAR = 24;

export function progressOn(terminal: Terminal, what: string, quiet: boolean): Progress {
  const started = terminal.now();
  let drawn = 0;
  let tenths = 0;
  const line = (done: number, total: number): string => {
    const seconds = (terminal.now() - started) / 1000;
    const rate = done / seconds;
    const left = done > 0 ? Math.ceil((total - done) / rate) : undefined;
    return `${done}/${total} ${what}, ${rate.toFixed(1)} a second${left === undefined ? '' : `, about ${left} s left`}`;
  };
  return {
    at(done, total) {
      if (quiet || terminal.now() - started < AFTER_MS) return;
      if (terminal.errIsTerminal) {
        if (terminal.now() - drawn < 100) return;
        drawn = terminal.now();
        const full = Math.round((BAR * done) / total);
        terminal.err(`\r${'#'.repeat(full)}${'.'.repeat(BAR - full)} ${line(done, total)}\u001b[K`);
      } else if (Math.floor((10 * done) / total) > tenths && done < total) {
        tenths = Math.floor((10 * done) / total);
        terminal.err(`${line(done, total)}\n`);
      }
    },
    end() {
      if (drawn > 0) terminal.err('\r\u001b[K');
    },
  };
}
