// From the pointer to a mark. The finger is followed outside React; whatever ends a stroke (lifting, the system taking
// the pointer away, leaving the page, a key) finishes it as a mark, so that nothing drawn is ever lost.
import { type RefObject, useEffect, useRef } from 'react';
import { type Point, type View } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { EMPTY_DRAWING, type Mark } from '#core/drawing/drawing.js';
import { pruned } from '#core/drawing/prune.js';
import { heldIn, thinned } from '#core/drawing/thin.js';
import { type LiveLine, liveLine } from './live-line.js';
import { scaleOf } from './picture-view.js';
import { type StrokeLatency } from './stroke-latency.js';
import { followsFinger, type Hand } from './use-tools.js';

interface Surface {
  /** Takes the pointer. */
  readonly stage: RefObject<HTMLElement | null>;
  /** Where the live line is drawn; its coordinates are mm of the shown body. */
  readonly live: RefObject<SVGGElement | null>;
}

export interface Strokes {
  readonly hand: Hand;
  readonly view: View;
  readonly warp: Warp;
  readonly latency: StrokeLatency;
  /** A stroke or a drawn arrow is finished. */
  readonly onMark: (mark: Mark) => void;
  /** The page goes while a line is drawn: its mark has just been told and must be kept at once. */
  readonly onLeave: () => void;
  /** Whether a line is being drawn: work that can wait then waits. */
  readonly busy: RefObject<boolean>;
  /** A touch without movement, mm of the standard figure. */
  readonly onTap: (at: Point) => void;
}

/** px within which a finger has not moved. */
const STILL = 6;
/** The arrow is drawn as a thin line whatever the brush. */
const ARROW_LINE = 2.4;

interface Running {
  readonly pointer: number;
  readonly inverse: DOMMatrix;
  readonly from: readonly [number, number];
  readonly strokes: Strokes;
  readonly track: number[];
  moved: boolean;
}

const pointAt = ({ inverse: m }: Running, e: PointerEvent): Point => [
  m.a * e.clientX + m.c * e.clientY + m.e,
  m.b * e.clientX + m.d * e.clientY + m.f,
];

/** So many points are a scribble that covers itself: most of them change no cell. Fewer are not worth the time. */
const SCRIBBLE = 1000;

function lighter(mark: Mark): Mark {
  if (!('track' in mark) || mark.track.length <= 2 * SCRIBBLE) return mark;
  return pruned({ ...EMPTY_DRAWING, marks: [mark] }).marks[0]!;
}

function markOf({ strokes: { hand, view }, track, moved }: Running): Mark | null {
  const { tool, width, feel } = hand;
  if (tool === 'brush') return { kind: 'brush', view, width, track: thinned(heldIn(view, track)), ...feel };
  if (tool === 'eraser') return { kind: 'erase', view, width, track: thinned(heldIn(view, track)) };
  return tool === 'arrow' && moved ? { kind: 'arrow', view, track: thinned(heldIn(view, track)), ...feel } : null;
}

export function useStroke({ stage, live }: Surface, strokes: Strokes): void {
  const latest = useRef(strokes);
  latest.current = strokes;
  useEffect(() => {
    const surface = stage.current!;
    const group = live.current!;
    const line: LiveLine = liveLine(group);
    let running: Running | null = null;

    const put = (e: PointerEvent, isFirst: boolean) => {
      const [x, y] = pointAt(running!, e);
      const { hand, warp } = running!.strokes;
      const [sx, sy] = warp.toStandard([x, y]);
      running!.track.push(Math.round(sx * 10), Math.round(sy * 10));
      if (isFirst) line.begin(x, y, hand.tool === 'arrow' ? ARROW_LINE : hand.width * scaleOf(warp), hand.tool);
      else line.add(x, y);
    };
    const finish = () => {
      if (!running) return;
      const done = running;
      running = null;
      done.strokes.busy.current = false;
      const mark = markOf(done);
      if (mark) done.strokes.onMark(lighter(mark));
      else done.strokes.onTap([done.track[0]! / 10, done.track[1]! / 10]);
      line.clear();
    };
    const down = (e: PointerEvent) => {
      // A second finger or the heel of the hand leaves the stroke that is being drawn alone.
      if (running || e.button !== 0 || !e.isPrimary) return;
      const inverse = group.ownerSVGElement?.getScreenCTM()?.inverse();
      if (!inverse) return;
      const now = latest.current;
      // What can be pressed for itself answers for itself.
      if (!followsFinger(now.hand.tool) && (e.target as Element).closest('.zone')) return;
      running = { pointer: e.pointerId, inverse, from: [e.clientX, e.clientY], strokes: now, track: [], moved: false };
      if (!followsFinger(now.hand.tool)) {
        put(e, true);
        line.clear();
        return;
      }
      e.preventDefault();
      surface.setPointerCapture(e.pointerId);
      now.busy.current = true;
      now.latency.begun();
      put(e, true);
      line.show();
      now.latency.drawn(e.timeStamp);
    };
    const move = (e: PointerEvent) => {
      if (!running || e.pointerId !== running.pointer) return;
      if (Math.hypot(e.clientX - running.from[0], e.clientY - running.from[1]) > STILL) running.moved = true;
      if (!followsFinger(running.strokes.hand.tool)) return;
      const between = e.getCoalescedEvents?.() ?? [];
      for (const one of between.length > 0 ? between : [e]) put(one, false);
      line.show();
      running.strokes.latency.drawn(e.timeStamp);
    };
    const up = (e: PointerEvent) => {
      if (!running || e.pointerId !== running.pointer) return;
      // A tap tool answers where the finger was set down, and only if it stayed there: else it was a scroll.
      if (!followsFinger(running.strokes.hand.tool) && running.moved) running = null;
      finish();
    };
    const cancel = (e: PointerEvent) => {
      if (!running || e.pointerId !== running.pointer) return;
      if (!followsFinger(running.strokes.hand.tool)) running = null;
      finish();
    };
    const key = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey) finish();
    };
    surface.addEventListener('pointerdown', down);
    surface.addEventListener('pointermove', move);
    surface.addEventListener('pointerup', up);
    surface.addEventListener('pointercancel', cancel);
    surface.addEventListener('lostpointercapture', cancel);
    document.addEventListener('keydown', key, { capture: true });
    // The workspace may have saved before this is called.
    const leave = () => {
      if (!running) return;
      const { onLeave } = running.strokes;
      finish();
      onLeave();
    };
    addEventListener('pagehide', leave);
    return () => {
      finish();
      surface.removeEventListener('pointerdown', down);
      surface.removeEventListener('pointermove', move);
      surface.removeEventListener('pointerup', up);
      surface.removeEventListener('pointercancel', cancel);
      surface.removeEventListener('lostpointercapture', cancel);
      document.removeEventListener('keydown', key, { capture: true });
      removeEventListener('pagehide', leave);
    };
  }, [stage, live]);
}
