import { describe, expect, it } from 'vitest';
import { heldIn, thinned } from './thin.js';

describe('a stroke from the hand', () => {
  it('loses points nearer than 0.3 mm and points on the line, and keeps its ends and turns', () => {
    expect(thinned([0, 0, 1, 0, 2, 1, 100, 0])).toEqual([0, 0, 100, 0]);
    expect(thinned([0, 0, 50, 1, 100, 0, 100, 50, 100, 100])).toEqual([0, 0, 100, 0, 100, 100]);
    expect(thinned([0, 0, 100, 0, 20, 0])).toEqual([0, 0, 100, 0, 20, 0]);
    expect(thinned([7, 7])).toEqual([7, 7]);
    expect(thinned([0, 0, 100, 0, 101, 0])).toEqual([0, 0, 101, 0]);
  });

  it('stays within 0.2 mm of every point it was drawn through', () => {
    const arc = Array.from({ length: 200 }, (_, i) => [
      Math.round(300 * Math.cos(i / 40)),
      Math.round(300 * Math.sin(i / 40)),
    ]).flat();
    const light = thinned(arc);
    expect(light.length).toBeLessThan(arc.length / 2);
    for (let i = 0; i < arc.length; i += 2) {
      let nearest = Infinity;
      for (let k = 2; k < light.length; k += 2) {
        const [ax, ay, bx, by] = [light[k - 2]!, light[k - 1]!, light[k]!, light[k + 1]!];
        const t = ((arc[i]! - ax) * (bx - ax) + (arc[i + 1]! - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
        const s = Math.min(1, Math.max(0, t));
        nearest = Math.min(nearest, Math.hypot(arc[i]! - ax - s * (bx - ax), arc[i + 1]! - ay - s * (by - ay)));
      }
      // The point before may have been dropped for nearness, up to 0.3 mm away.
      expect(nearest).toBeLessThanOrEqual(3);
    }
  });

  it('is held inside the picture', () => {
    expect(heldIn('perineum', [-2000, 0, 0, 5000])).toEqual([-1400, 0, 0, 1200]);
  });
});
