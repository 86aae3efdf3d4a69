// Times the way from an edit to the drawn answer as `performance.measure('answer')`, and the reasoning in it alone as
// 'reasoning', for the bench and the journeys.
export interface AnswerLatency {
  /** An edit was made. */
  edited(): void;
  /** The answer to it has been committed, after so many milliseconds of reasoning; the measure ends when it has been painted. */
  answered(reasoned: number): void;
}

export function answerLatency(performance: Performance, nextFrame: (run: () => void) => void): AnswerLatency {
  let since: number | null = null;
  return {
    edited: () => {
      since ??= performance.now();
    },
    answered: (reasoned) => {
      if (since === null) return;
      const start = since;
      since = null;
      // A frame callback runs before paint; a message posted from it runs after.
      nextFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          performance.measure('answer', { start, end: performance.now() });
          performance.measure('reasoning', { start, duration: reasoned });
          channel.port1.close();
        };
        channel.port2.postMessage(null);
      });
    },
  };
}
