// Times the way from an edit to the drawn answer as `performance.measure('answer')`, for the bench and the journeys.
export interface AnswerLatency {
  /** An edit was made. */
  edited(): void;
  /** The answer to it has been committed; the measure ends when it has been painted. */
  answered(): void;
}

export function answerLatency(performance: Performance, nextFrame: (run: () => void) => void): AnswerLatency {
  let since: number | null = null;
  return {
    edited: () => {
      since ??= performance.now();
    },
    answered: () => {
      if (since === null) return;
      const start = since;
      since = null;
      // A frame callback runs before paint; a message posted from it runs after.
      nextFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          performance.measure('answer', { start, end: performance.now() });
          channel.port1.close();
        };
        channel.port2.postMessage(null);
      });
    },
  };
}
