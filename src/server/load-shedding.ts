// More requests than can be answered in time are refused at once, before anything is read of them, so that those taken
// are still answered in time. It stands in front of everything, for a refusal must cost next to nothing.
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { refusal } from '#fhir/outcome.js';

export interface LoadLimits {
  /** Requests being answered at one time. */
  readonly most: number;
  /**
   * Requests that may be begun in one turn of the event loop, and how long (milliseconds) that turn may take before more
   * are refused. Most are answered within their turn, so what piles up does so unseen, in the sockets.
   */
  readonly turn: { readonly most: number; readonly ms: number };
  /** Refusals waiting for their pause; beyond these the connection is closed without a word. */
  readonly mostRefusing: number;
  /** What a refused client is asked to wait, in seconds. */
  readonly retryAfter: number;
  /** A refusal is held back this long (milliseconds): a client that asks again at once does not take the processor. */
  readonly pause: number;
}

export const USUAL_LIMITS: LoadLimits = {
  most: 96,
  turn: { most: 24, ms: 40 },
  mostRefusing: 2_000,
  retryAfter: 1,
  pause: 250,
};

/** Asked by those who watch over the server; never refused. */
const WATCHED: ReadonlySet<string> = new Set(['/health', '/ready']);

const REFUSED = JSON.stringify(
  refusal('throttled', { what: 'the server is busy', mend: 'try again after the seconds in Retry-After' }),
);

export interface LoadGate {
  /** True: go on, and the request counts until its answer has ended. False: it has been refused here. */
  admit(request: IncomingMessage, response: ServerResponse): boolean;
  /** Requests being answered now. */
  readonly running: () => number;
}

/** What the gate needs of the platform. */
export interface GateWorld {
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed: () => number;
  /** Runs the work after that many milliseconds. */
  readonly later: (run: () => void, ms: number) => void;
  /** Runs the work when this turn of the event loop has ended. */
  readonly afterTurn: (run: () => void) => void;
  /** Work that was begun before waits behind the requests: no more are let in. */
  readonly behind: () => boolean;
}

/** The gate of one server. */
export function loadGate(limits: LoadLimits, { elapsed, later, afterTurn, behind }: GateWorld): LoadGate {
  let running = 0;
  let refusing = 0;
  let turn: { readonly began: number; begun: number } | null = null;

  /** Whether this turn has done enough; a single slow request is no crowd. */
  const turnIsFull = (): boolean => {
    if (!turn) {
      turn = { began: elapsed(), begun: 0 };
      afterTurn(() => {
        turn = null;
      });
    }
    if (turn.begun >= limits.turn.most && elapsed() - turn.began > limits.turn.ms) return true;
    turn.begun++;
    return false;
  };

  return {
    running: () => running,
    admit: (request, response) => {
      if (WATCHED.has(request.url ?? '')) return true;
      if (running < limits.most && !behind() && !turnIsFull()) {
        running++;
        // `close` comes once, after the answer's end or the connection's.
        response.once('close', () => {
          running--;
        });
        return true;
      }
      if (refusing >= limits.mostRefusing) {
        request.socket.destroy();
        return false;
      }
      refusing++;
      later(() => {
        refusing--;
        if (response.destroyed) return;
        response.writeHead(429, {
          'content-type': 'application/fhir+json; charset=utf-8',
          'content-length': Buffer.byteLength(REFUSED),
          'retry-after': String(limits.retryAfter),
          'cache-control': 'no-store',
        });
        response.end(REFUSED);
      }, limits.pause);
      return false;
    },
  };
}
