// The list of places: the equal way in for whoever does not draw. It writes the same codes as the brush. Arrow keys go
// along the body, Space fills and empties, digits rate, Q changes the word.
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type BodySide } from '#core/anatomy/anatomy.js';
import { PackText } from '../ui/PackText.js';
import { feelWords } from './feel-words.js';
import { placeWords } from './place-words.js';
import { type Place } from './region-shapes.js';
import { neighbourOf, treeOf } from './region-tree.js';
import { type PlaceActions } from './use-place-actions.js';
import { usePlaceKeys } from './use-place-keys.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly actions: PlaceActions;
  /** The private area is listed only once it may be shown. */
  readonly isPrivateShown: boolean;
  /** Told which place the list stands on. */
  readonly onPlace: (place: Place) => void;
}

export function RegionTree({ anatomy, actions, isPrivateShown, onPlace }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const tree = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  // Whoever opens the list wants to find something in it.
  useEffect(() => search.current?.focus(), []);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const sides = useMemo(() => {
    const words = (key: 'searchWords.left' | 'searchWords.right') => t(key).split(',');
    const sideOf = (word: string): BodySide | undefined =>
      words('searchWords.left').includes(word) ? 'L' : words('searchWords.right').includes(word) ? 'R' : undefined;
    return treeOf(anatomy, typed, sideOf, (p) => isPrivateShown || p.region.view !== 'perineum');
  }, [anatomy, typed, isPrivateShown, t]);
  const places = sides.flatMap((s) => s.headings.flatMap((h) => h.places));
  const current = places.find((p) => p.code === at) ?? places[0];

  const go = (place: Place | undefined) => {
    if (!place) return;
    setAt(place.code);
    onPlace(place);
    tree.current?.querySelector<HTMLElement>(`[data-code="${place.code}"]`)?.focus();
  };
  const keys = usePlaceKeys(actions);
  const press = (e: KeyboardEvent, place: Place) => {
    if (keys(e, place)) return;
    const i = places.indexOf(place);
    const target = {
      ArrowUp: () => neighbourOf(place, e.key, places) ?? places[i - 1],
      ArrowDown: () => neighbourOf(place, e.key, places) ?? places[i + 1],
      ArrowLeft: () => neighbourOf(place, e.key, places),
      ArrowRight: () => neighbourOf(place, e.key, places),
      Home: () => places[0],
      End: () => places.at(-1),
      PageUp: () => places[Math.max(0, i - 8)],
      PageDown: () => places[Math.min(places.length - 1, i + 8)],
    }[e.key];
    if (!target) return;
    e.preventDefault();
    go(target());
  };
  return (
    <div className="places">
      <p className="field">
        <label htmlFor={`${id}-search`}>{t('picture.list.search')}</label>
        <input
          ref={search}
          id={`${id}-search`}
          type="search"
          autoComplete="off"
          value={typed}
          placeholder={t('picture.list.hint')}
          onChange={(e) => setTyped(e.target.value)}
          onKeyDown={(e) => {
            if (e.key !== 'ArrowDown' && e.key !== 'Enter') return;
            e.preventDefault();
            go(places[0]);
          }}
        />
      </p>
      <p className="small" id={`${id}-keys`}>
        {t('picture.list.keys')}
      </p>
      <p className="hidden" role="status">
        {typed.trim() === '' ? '' : t('picture.list.found', { count: places.length })}
      </p>
      {places.length === 0 && <p className="small">{t('picture.list.nothing', { query: typed })}</p>}
      <div
        ref={tree}
        role="tree"
        className="tree"
        aria-label={t('picture.list.label')}
        aria-describedby={`${id}-keys`}
        hidden={places.length === 0}
      >
        {sides.map((s) => (
          // biome-ignore lint/a11y/useFocusableInteractive: headings of the tree hold no place of their own
          <div key={s.key} role="treeitem" aria-expanded="true" aria-level={1} aria-labelledby={`${id}-${s.key}`}>
            <p className="tree__side" id={`${id}-${s.key}`}>
              {t(`picture.list.${s.key}`)}
            </p>
            {/* biome-ignore lint/a11y/useSemanticElements: a tree's group is no fieldset */}
            <div role="group">
              {s.headings.map((h) => (
                // biome-ignore lint/a11y/useFocusableInteractive: as above
                <div key={h.key} role="treeitem" aria-expanded="true" aria-level={2} aria-labelledby={`${id}-${h.key}`}>
                  <p className="tree__group" id={`${id}-${h.key}`}>
                    <PackText>{h.group}</PackText>
                  </p>
                  {/* biome-ignore lint/a11y/useSemanticElements: as above */}
                  <div role="group">
                    {h.places.map((place) => {
                      const feel = actions.feelOf(place);
                      return (
                        <div
                          key={place.code}
                          role="treeitem"
                          className="tree__place"
                          aria-level={3}
                          aria-checked={actions.filled.has(place.code)}
                          data-code={place.code}
                          tabIndex={place === current ? 0 : -1}
                          onFocus={() => setAt(place.code)}
                          onClick={() => {
                            go(place);
                            actions.toggle(place);
                          }}
                          onKeyDown={(e) => press(e, place)}
                        >
                          <span className="tree__check" aria-hidden="true" />
                          <span className="tree__name">
                            {placeWords(t, place)}
                            {place.region.name !== place.region.plain && (
                              <PackText className="small">{place.region.plain}</PackText>
                            )}
                          </span>
                          {feel && <span className="tree__feel">{feelWords(t, feel, i18n.language)}</span>}
                        </div>
                      );
                    })}
                  </div>
                </div>
              ))}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
