// The requests that are being answered: what waits for them at a stop, and when another record is opened under them.
import { type ServerResponse } from 'node:http';

export interface RunningRequests {
  /** Counts it until its answer has ended, or its connection. */
  began(response: ServerResponse): void;
  readonly count: () => number;
  /** Resolves when all that run now have ended; those that begin later do not count. */
  ended(): Promise<void>;
}

export function runningRequests(): RunningRequests {
  const running = new Map<ServerResponse, Promise<void>>();
  return {
    began: (response) => {
      running.set(
        response,
        new Promise((resolve) => {
          // Comes once, after the answer's end or the connection's.
          response.once('close', () => {
            running.delete(response);
            resolve();
          });
        }),
      );
    },
    count: () => running.size,
    ended: async () => {
      await Promise.all(running.values());
    },
  };
}
