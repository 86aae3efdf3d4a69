// Works out in idle moments what every measure needs and remembers (which region each cell belongs to, which cells each
// field covers), so that the first drawing does not wait for it.
import { type Anatomy, VIEWS } from '#core/anatomy/anatomy.js';
import { regionGrid } from '#core/anatomy/region-grid.js';
import { territoryMask } from '#core/anatomy/territory-mask.js';
import { EMPTY_DRAWING } from '#core/drawing/drawing.js';
import { codesOf, skinOf } from '#core/drawing/figure-cells.js';
import { measureDrawing } from '#core/drawing/measure.js';
import { type Idle } from '../ui/idle.js';

/** Returns a way to stop. */
export function warmFigure(anatomy: Anatomy, idle: Idle): () => void {
  let stopped = false;
  const jobs: (() => unknown)[] = [
    ...VIEWS.flatMap((view) => [() => regionGrid(anatomy, view), () => skinOf(anatomy, view)]),
    () => codesOf(anatomy),
    () => measureDrawing(EMPTY_DRAWING, anatomy),
    ...anatomy.territories.flatMap((t) =>
      (t.paired ? (['R', 'L'] as const) : (['R'] as const)).map((side) => () => territoryMask(anatomy, t, side)),
    ),
  ].reverse();
  const work = (timeLeft: () => boolean): void => {
    do jobs.pop()?.();
    while (jobs.length > 0 && timeLeft());
    if (jobs.length > 0 && !stopped) idle(work);
  };
  idle(work);
  return () => {
    stopped = true;
  };
}
