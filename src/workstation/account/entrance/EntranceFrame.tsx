// The page before anybody is known: the standing of the product, one heading, one thing to do. The heading takes the
// focus, so that a screen that follows another is heard.
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DemoBanner } from '../shell/DemoBanner.js';

interface Props {
  readonly title: string;
  readonly eyebrow?: string;
  readonly wide?: boolean;
  /** A form whose first field takes the focus leaves the heading without it. */
  readonly focusHeading?: boolean;
  readonly children: ReactNode;
}

export function EntranceFrame({ title, eyebrow, wide, focusHeading = true, children }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusHeading) heading.current?.focus({ preventScroll: true });
  }, [focusHeading]);
  return (
    <>
      <header className="top">
        <p className="banner" role="note" aria-label={t('banner.label')}>
          {t('banner.text')}
        </p>
        <DemoBanner />
      </header>
      <main className={`entrance ${wide ? 'entrance--wide' : ''}`}>
        <div className="entrance__inside">
          <p className="entrance__brand">
            <span className="bar__mark" aria-hidden="true" />
            {t('product')}
          </p>
          <div>
            {eyebrow && (
              <p className="eyebrow" data-pack="">
                {eyebrow}
              </p>
            )}
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
          </div>
          {children}
        </div>
      </main>
    </>
  );
}
