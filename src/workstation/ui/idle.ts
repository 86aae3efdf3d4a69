// Work for when there is nothing else to do.

/** Runs once the page is idle, and tells whether there still is time. */
export type Idle = (run: (timeLeft: () => boolean) => void) => void;

/** Safari has no idle callback; a short pause every few milliseconds comes near. */
export const idle: Idle = (run) => {
  if ('requestIdleCallback' in globalThis) {
    requestIdleCallback((deadline) => run(() => deadline.timeRemaining() > 2));
    return;
  }
  setTimeout(() => {
    const until = performance.now() + 6;
    run(() => performance.now() < until);
  }, 20);
};
