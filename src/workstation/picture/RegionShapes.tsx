// The places on the body: faint borders, and while the list or the tap is the way in, each one can be focused, filled and
// rated where it lies. One stop for the Tab key; arrow keys go along the body.
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type View } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { lineThrough } from './drawn-runs.js';
import { feelWords } from './feel-words.js';
import { placeWords } from './place-words.js';
import { type Place, placesOf } from './region-shapes.js';
import { neighbourOf } from './region-tree.js';
import { type PlaceActions } from './use-place-actions.js';
import { usePlaceKeys } from './use-place-keys.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly view: View;
  readonly warp: Warp;
  readonly actions: PlaceActions;
  /** Whether places can be reached with the keyboard. */
  readonly isWay: boolean;
  /** The code the list stands on. */
  readonly pointed: string | null;
}

export function RegionShapes({ anatomy, view, warp, actions, isWay, pointed }: Props) {
  const { t, i18n } = useTranslation();
  const group = useRef<SVGGElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const shapes = useMemo(
    () =>
      placesOf(anatomy)
        .filter((p) => p.region.view === view)
        .map((place) => ({ place, path: `${lineThrough(place.outline.map(warp.toFigure))}Z` }))
        .reverse(),
    [anatomy, view, warp],
  );
  const keys = usePlaceKeys(actions);
  const press = (e: KeyboardEvent, place: Place) => {
    if (keys(e, place) || !e.key.startsWith('Arrow')) return;
    e.preventDefault();
    const to = neighbourOf(
      place,
      e.key,
      shapes.map((s) => s.place),
    );
    if (!to) return;
    setAt(to.code);
    group.current?.querySelector<SVGPathElement>(`[data-code="${to.code}"]`)?.focus();
  };
  const stop = shapes.some((s) => s.place.code === at) ? at : shapes.at(-1)?.place.code;
  return (
    <g ref={group} className="regions" data-way={isWay}>
      {shapes.map(({ place, path }) => {
        const feel = actions.feelOf(place);
        const words = placeWords(t, place);
        return (
          <path
            key={place.code}
            className="region"
            d={path}
            data-code={place.code}
            data-pointed={place.code === pointed}
            {...(isWay
              ? {
                  role: 'checkbox',
                  tabIndex: place.code === stop ? 0 : -1,
                  'aria-checked': actions.filled.has(place.code),
                  'aria-label': feel
                    ? t('picture.list.filled', { place: words, feel: feelWords(t, feel, i18n.language) })
                    : words,
                  onFocus: () => setAt(place.code),
                  onKeyDown: (e: KeyboardEvent) => press(e, place),
                }
              : {})}
          />
        );
      })}
    </g>
  );
}
