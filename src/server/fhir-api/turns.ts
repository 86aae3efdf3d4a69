// Long work in short turns: between them other requests are answered.
const TURN_MS = 8;

/** Gives a wait that is none until the turn is over. `elapsed` is a clock that never goes back. */
export function turns(elapsed: () => number): () => Promise<void> {
  let began = elapsed();
  return async () => {
    if (elapsed() - began < TURN_MS) return;
    await new Promise((resume) => setImmediate(resume));
    began = elapsed();
  };
}
