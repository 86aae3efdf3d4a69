// Times the way from a finger's movement to the painted stroke as `performance.measure('stroke')`, for the journeys and
// for whoever looks with the browser's tools.
export interface StrokeLatency {
  /** A stroke begins: the measures of the last one go, so that they never pile up. */
  begun(): void;
  /** The line now follows an event of this time stamp; the measure ends when it has been painted. */
  drawn(timeStamp: number): void;
}

export function strokeLatency(performance: Performance, nextFrame: (run: () => void) => void): StrokeLatency {
  let waiting = false;
  const channel = new MessageChannel();
  let start = 0;
  channel.port1.onmessage = () => {
    waiting = false;
    performance.measure('stroke', { start, end: performance.now() });
  };
  return {
    begun: () => performance.clearMeasures('stroke'),
    drawn: (timeStamp) => {
      if (waiting) return;
      waiting = true;
      start = timeStamp;
      // A frame callback runs before paint; a message posted from it runs after.
      nextFrame(() => channel.port2.postMessage(null));
    },
  };
}
