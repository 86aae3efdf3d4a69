// The tools, each with its word; the brush widths; taking back. What is in the hand is pressed.
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BRUSH_WIDTHS } from '#core/drawing/drawing.js';
import { useWorkspace, useWorkspaceStore } from '../case/case-context.js';
import { clearDrawing, drawingOf, isEmpty } from './drawing-edits.js';
import { TOOLS, type Tool, type Tools } from './use-tools.js';

const ICON: Readonly<Record<Tool, ReactNode>> = {
  brush: (
    <>
      <path d="M20 3.5c-4 1.6-8.600 6-10.500 9.700l2 2c3.700-2 8-6.600 9.700-10.500z" />
      <path d="M8.300 14.400c-2.600-.2-3.600 1.600-3.700 3.200-.1 1-.7 1.800-1.600 2.200 2.600 1 7.300.6 7.600-3.200z" />
    </>
  ),
  fill: (
    <>
      <path d="M12 3l7.500 7.500-6.600 6.600a2.500 2.500 0 0 1-3.500 0L5.400 13a2.500 2.500 0 0 1 0-3.500z" />
      <path d="M5 11.500h13.500M20.500 15.500c1 1.600 1.500 2.500 1.500 3.300a1.500 1.500 0 0 1-3 0c0-.8.500-1.700 1.500-3.300z" />
    </>
  ),
  pin: (
    <>
      <circle cx="12" cy="12" r="5" />
      <path d="M12 2.500v6M12 15.500v6M2.500 12h6M15.500 12h6" />
    </>
  ),
  arrow: <path d="M5 4c1 7 5 12 12.500 14.500M18.500 12v7h-7" />,
  eraser: (
    <>
      <path d="M13.500 4.500l6 6-8.500 8.500H7.500l-4-4z" />
      <path d="M9 9l6 6M12 19.500h8.500" />
    </>
  ),
  look: (
    <path d="M7 12V6.500a1.500 1.500 0 0 1 3 0V11 5a1.500 1.500 0 0 1 3 0v6-4.500a1.500 1.500 0 0 1 3 0V12v-2a1.500 1.500 0 0 1 3 0v5c0 4-2.500 6.500-6 6.500s-5-1.500-7-5l-2-3.500c-.700-1.400 1-2.400 2-1.300z" />
  ),
};

export function ToolBar({ tools }: { readonly tools: Tools }) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { open, canUndo, canRedo } = useWorkspace();
  const { hand, take, setWidth } = tools;
  const brushes = hand.tool === 'brush' || hand.tool === 'eraser';
  return (
    <div className="tools">
      <fieldset className="tools__row tools__all" aria-label={t('picture.tool.label')}>
        {TOOLS.map((tool) => (
          <button
            key={tool}
            type="button"
            className="tool"
            data-tool={tool}
            aria-pressed={hand.tool === tool}
            onClick={() => take(tool)}
          >
            <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
              {ICON[tool]}
            </svg>
            <span>{t(`picture.tool.${tool}`)}</span>
          </button>
        ))}
      </fieldset>
      <fieldset className="tools__row tools__widths" aria-label={t('picture.tool.width')} data-shown={brushes}>
        {BRUSH_WIDTHS.map((width) => (
          <button
            key={width}
            type="button"
            className="tool tool--width"
            aria-pressed={hand.width === width}
            aria-label={t('picture.millimetres', { count: width })}
            disabled={!brushes}
            onClick={() => setWidth(width)}
          >
            <svg viewBox="0 0 24 24" className="icon icon--dot" aria-hidden="true">
              <circle cx="12" cy="12" r={width / 2} />
            </svg>
          </button>
        ))}
      </fieldset>
      <fieldset className="tools__row tools__back" aria-label={t('picture.tool.back')}>
        <button type="button" className="tool" disabled={!canUndo} onClick={store.undo}>
          <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
            <path d="M8.500 4.500L4 9l4.500 4.500M4.500 9H14a5.500 5.500 0 0 1 0 11h-4" />
          </svg>
          <span>{t('bar.undo')}</span>
        </button>
        <button type="button" className="tool" disabled={!canRedo} onClick={store.redo}>
          <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
            <path d="M15.500 4.500L20 9l-4.500 4.500M19.500 9H10a5.500 5.500 0 0 0 0 11h4" />
          </svg>
          <span>{t('bar.redo')}</span>
        </button>
        <button
          type="button"
          className="tool"
          disabled={isEmpty(drawingOf(open))}
          onClick={() => store.edit(clearDrawing)}
        >
          <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
            <path d="M6 6l12 12M18 6L6 18" />
          </svg>
          <span>{t('picture.tool.clear')}</span>
        </button>
      </fieldset>
    </div>
  );
}
