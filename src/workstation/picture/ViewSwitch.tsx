// Which part of the body is looked at. The private area waits behind a tap of its own: nothing of it is shown before.
import { useTranslation } from 'react-i18next';
import { PICTURE_VIEWS, type PictureView } from './picture-view.js';

interface Props {
  readonly view: PictureView;
  readonly onView: (view: PictureView) => void;
}

export function ViewSwitch({ view, onView }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className="choice choice--small views" aria-label={t('picture.view.label')}>
      {PICTURE_VIEWS.map((to) => (
        <button
          key={to}
          type="button"
          className="choice__option"
          data-view={to}
          aria-pressed={to === view}
          onClick={() => onView(to)}
        >
          {t(`picture.view.${to}`)}
        </button>
      ))}
    </fieldset>
  );
}
