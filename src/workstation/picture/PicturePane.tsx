// The middle of the page: the picture. The anatomy and the code that draws it come after the first answer can be given;
// until then a sheet of the same size keeps their place.
import { memo, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer } from '../differential/use-answer.js';
import { fetchAnatomy } from '../evidence/packs.js';
import { useFetched } from '../evidence/use-fetched.js';
import { Failed } from '../ui/Failed.js';
import { Mishap } from '../ui/Mishap.js';
import { partOfPage } from '../ui/part-of-page.js';
import { type StrokeLatency } from './stroke-latency.js';

const Picture = partOfPage(() => import('./Picture.js').then((m) => m.Picture));

interface Props {
  readonly answer: Answer;
  readonly latency: StrokeLatency;
}

export const PicturePane = memo(function PicturePane({ answer, latency }: Props) {
  const { t } = useTranslation();
  const anatomy = useFetched(fetchAnatomy);
  const heading = (
    <h2 id="picture-heading" tabIndex={-1}>
      {t('picture.heading')}
    </h2>
  );
  return (
    <section className="pane pane--picture" aria-labelledby="picture-heading">
      <Mishap instead={() => <Failed />}>
        {anatomy.state === 'failed' ? (
          <div role="alert" className="picture-failed">
            {heading}
            <p>{t('picture.failed')}</p>
            <button type="button" className="button button--main" onClick={anatomy.again}>
              {t('load.again')}
            </button>
          </div>
        ) : (
          <Suspense fallback={<Waiting heading={heading} />}>
            {anatomy.state === 'here' ? (
              <Picture anatomy={anatomy.pack} answer={answer} latency={latency} heading={heading} />
            ) : (
              <Waiting heading={heading} />
            )}
          </Suspense>
        )}
      </Mishap>
    </section>
  );
});

function Waiting({ heading }: { readonly heading: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      {heading}
      <div className="picture-waiting" role="status">
        <span className="hidden">{t('picture.loading')}</span>
      </div>
    </>
  );
}
