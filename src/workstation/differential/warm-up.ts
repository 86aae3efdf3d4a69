// Makes the parameter draws in idle moments, so that the first answer that needs one does not wait for it. Draws depend
// on the seed alone, so made early or late they are the same.
import { type PriorChoice } from '#core/knowledge.js';
import { type Model } from '#core/model.js';
import { SEED } from './use-answer.js';

/** `idle` runs its argument when there is nothing else to do, and tells whether there still is time. */
export function warmUp(
  model: Model,
  choice: PriorChoice,
  idle: (run: (timeLeft: () => boolean) => void) => void,
): void {
  const { findings, disorders } = model.knowledge;
  const jobs: (() => void)[] = [
    ...findings.map((_, f) => () => {
      const drawn = model.draw(SEED, 0);
      drawn.elsewhere(f);
      if (model.cellsByFinding[f]!.length > 0) drawn.cells(f);
    }),
    ...disorders.map((d, i) => () => {
      const drawn = model.draw(SEED, 0);
      drawn.prior(i, choice);
      drawn.bilateral(i);
      d.movers.forEach((_, m) => {
        drawn.mover(i, m);
      });
    }),
  ].reverse();
  const work = (timeLeft: () => boolean): void => {
    while (jobs.length > 0 && timeLeft()) jobs.pop()!();
    if (jobs.length > 0) idle(work);
  };
  idle(work);
}
