// What is in the hand: the tool, the brush, and what the next mark says of the pain. Kept apart from the drawing; it is
// nobody's history.
import { useCallback, useState } from 'react';
import { type Feel, QUALITIES, type Quality } from '#core/drawing/drawing.js';

export type Tool = 'look' | 'brush' | 'eraser' | 'pin' | 'arrow' | 'fill';
export const TOOLS: readonly Tool[] = ['brush', 'fill', 'pin', 'arrow', 'eraser', 'look'];
/** Tools that follow the finger; while one is in the hand the surface does not scroll. */
export const followsFinger = (tool: Tool): boolean => tool === 'brush' || tool === 'eraser' || tool === 'arrow';

export interface Hand {
  readonly tool: Tool;
  /** Brush width, mm of the standard figure. */
  readonly width: number;
  readonly feel: Feel;
}

export interface Tools {
  readonly hand: Hand;
  readonly take: (tool: Tool) => void;
  readonly setWidth: (width: number) => void;
  readonly setFeel: (feel: Feel) => void;
}

const FIRST: Hand = { tool: 'brush', width: 12, feel: { qualities: [], intensity: 'unknown' } };

export function useTools(): Tools {
  const [hand, setHand] = useState(FIRST);
  const take = useCallback((tool: Tool) => setHand((h) => ({ ...h, tool })), []);
  const setWidth = useCallback((width: number) => setHand((h) => ({ ...h, width })), []);
  const setFeel = useCallback((feel: Feel) => setHand((h) => ({ ...h, feel })), []);
  return { hand, take, setWidth, setFeel };
}

/** The qualities with one more or one less, in their fixed order. */
export const toggled = (qualities: readonly Quality[], one: Quality): readonly Quality[] =>
  QUALITIES.filter((q) => (q === one) !== qualities.includes(q));
