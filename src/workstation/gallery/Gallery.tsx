// /gallery: every picture the product can draw, on the body and in the colours one chooses; and any drawing file.
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type FigureSex } from '#core/anatomy/anatomy.js';
import { personalSides } from '#core/anatomy/personal.js';
import { figureWarp } from '#core/anatomy/warp.js';
import { type Drawing } from '#core/drawing/drawing.js';
import { fetchAnatomy } from '../evidence/packs.js';
import { useFetched } from '../evidence/use-fetched.js';
import { PICTURE_VIEWS, type PictureView, viewOf } from '../picture/picture-view.js';
import { placeOf } from '../picture/region-shapes.js';
import { ZonesLayer } from '../picture/zones/ZonesLayer.js';
import { Failed } from '../ui/Failed.js';
import { THEME_NAME, useTheme } from '../ui/theme.js';
import { DrawingFile } from './DrawingFile.js';
import { GalleryFigure } from './GalleryFigure.js';
import { ROOMS, type Specimen, specimensOf } from './specimens.js';
import '../picture/picture.css';
import './gallery.css';

const SEXES: readonly FigureSex[] = ['neutral', 'F', 'M'];

export function Gallery() {
  const { t } = useTranslation();
  const anatomy = useFetched(fetchAnatomy);
  const [theme, nextTheme] = useTheme();
  return (
    <main className="gallery">
      <header className="gallery__head">
        <p className="banner">{t('banner.text')}</p>
        <h1>{t('gallery.heading')}</h1>
        <p>{t('gallery.about')}</p>
        <p className="gallery__verbs">
          <a className="button" href="/">
            {t('gallery.home')}
          </a>
          <button type="button" className="button" onClick={nextTheme}>
            {t(THEME_NAME[theme])}
          </button>
        </p>
      </header>
      {anatomy.state === 'here' && <Hanging anatomy={anatomy.pack} />}
      {anatomy.state === 'waiting' && <p role="status">{t('picture.loading')}</p>}
      {anatomy.state === 'failed' && (
        <>
          <Failed />
          <button type="button" className="button button--main" onClick={anatomy.again}>
            {t('load.again')}
          </button>
        </>
      )}
    </main>
  );
}

/** The pictures a drawing has something on; what is on the back is shown near and whole. */
function viewsOf({ marks }: Drawing, anatomy: Anatomy): readonly PictureView[] {
  const has = new Set(marks.map((m) => ('view' in m ? m.view : placeOf(anatomy, m.region)?.region.view)));
  if (has.size === 0) return ['lumbopelvic'];
  return PICTURE_VIEWS.filter((view) => has.has(viewOf(view)));
}

function Hanging({ anatomy }: { readonly anatomy: Anatomy }) {
  const { t } = useTranslation();
  const [sex, setSex] = useState<FigureSex>('neutral');
  const [shown, setShown] = useState<{ readonly name: string; readonly drawing: Drawing } | null>(null);
  const figure = shown?.drawing.figure ?? { sex };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same body however often it is asked for
  const warp = useMemo(() => figureWarp(anatomy, figure), [anatomy, figure.sex, figure.stature, figure.weight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const landmarks = useMemo(() => personalSides(anatomy, figure), [anatomy, figure.sex, figure.stature, figure.weight]);
  const specimens = useMemo(() => specimensOf(anatomy), [anatomy]);
  // The pictures come after the page: only now is there something to scroll to.
  useEffect(() => {
    if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  const caption = ({ id, view, territories, only, regions }: Specimen): string => {
    const where = t(`picture.view.${view}`);
    if (territories === 'referral') return t('gallery.referral', { name: only ?? '', view: where });
    if (territories) return t(`gallery.${territories}`, { view: where });
    if (regions) return t('gallery.regions', { view: where });
    if (id === 'all' || id === 'points') return t(`gallery.${id}`);
    return view === 'lumbopelvic' ? t(`gallery.plate.${id as 'skin'}`) : t('gallery.body_view', { view: where });
  };
  return (
    <>
      <div className="gallery__choices">
        <fieldset className="choice" aria-label={t('gallery.body')}>
          {SEXES.map((s) => (
            <button
              key={s}
              type="button"
              className="choice__option"
              aria-pressed={figure.sex === s}
              onClick={() => setSex(s)}
              disabled={shown !== null}
            >
              {t(`picture.body.${s}`)}
            </button>
          ))}
        </fieldset>
        <DrawingFile anatomy={anatomy} shown={shown} onShow={setShown} />
      </div>
      {shown ? (
        <div className="gallery__wall">
          {viewsOf(shown.drawing, anatomy).map((view) => (
            <GalleryFigure
              key={view}
              anatomy={anatomy}
              warp={warp}
              sex={figure.sex}
              specimen={{ room: 'plate', id: `drawn-${view}`, view, layers: new Set(['skin']) }}
              caption={t('gallery.drawn', { name: shown.name, view: t(`picture.view.${view}`) })}
              marks={shown.drawing.marks}
            />
          ))}
        </div>
      ) : (
        <>
          <nav className="gallery__jump" aria-label={t('gallery.jump')}>
            {ROOMS.map((room) => (
              <a key={room} href={`#room-${room}`}>
                {t(`gallery.room.${room}`)}
              </a>
            ))}
          </nav>
          {ROOMS.map((room) => (
            <section key={room} id={`room-${room}`} aria-labelledby={`heading-${room}`}>
              <h2 id={`heading-${room}`}>{t(`gallery.room.${room}`)}</h2>
              <div className="gallery__wall">
                {specimens
                  .filter((s) => s.room === room)
                  .map((s) => (
                    <GalleryFigure
                      key={s.id}
                      anatomy={anatomy}
                      warp={warp}
                      sex={figure.sex}
                      specimen={s}
                      caption={caption(s)}
                    >
                      {s.points && <ZonesLayer anatomy={anatomy} landmarks={landmarks} />}
                    </GalleryFigure>
                  ))}
              </div>
            </section>
          ))}
        </>
      )}
    </>
  );
}
