import { describe, expect, it } from 'vitest';
import { progressOn } from './progress.js';
import { type Terminal } from './terminal.js';

/** A terminal whose clock the test moves. */
function watched(errIsTerminal: boolean) {
  const lines: string[] = [];
  let time = 0;
  const terminal: Terminal = {
    out: () => {},
    err: (text) => lines.push(text),
    stdin: (async function* () {})(),
    colour: false,
    errIsTerminal,
    width: 80,
    now: () => time,
    stop: new AbortController().signal,
    breathe: async () => {},
    // Progress asks nothing of the machine.
    machine: {} as Terminal['machine'],
  };
  return {
    terminal,
    lines,
    wait: (ms: number) => {
      time += ms;
    },
  };
}

describe('progress', () => {
  it('a short command says nothing', () => {
    const { terminal, lines, wait } = watched(true);
    const p = progressOn(terminal, 'cases', false);
    for (let i = 1; i <= 9; i++) {
      wait(100);
      p.at(i, 10);
    }
    p.end();
    expect(lines).toEqual([]);
  });

  it('a person sees a bar after a second, and it is cleared at the end', () => {
    const { terminal, lines, wait } = watched(true);
    const p = progressOn(terminal, 'cases', false);
    wait(2000);
    p.at(5, 10);
    p.end();
    expect(lines[0]).toContain('5/10 cases, 2.5 a second, about 2 s left');
    expect(lines[1]).toBe('\r\u001b[K');
  });

  it('a log gets one line each tenth', () => {
    const { terminal, lines, wait } = watched(false);
    const p = progressOn(terminal, 'cases', false);
    for (let i = 1; i <= 100; i++) {
      wait(100);
      p.at(i, 100);
    }
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(/^10\/100 cases/);
  });

  it('quiet is quiet', () => {
    const { terminal, lines, wait } = watched(false);
    const p = progressOn(terminal, 'cases', true);
    wait(5000);
    p.at(5, 10);
    expect(lines).toEqual([]);
  });
});
