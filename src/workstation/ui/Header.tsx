// The head of every page behind the entrance: the standing of the product, what must stay in view (demo, an opened
// record, no connection), the verbs of the page, and who is signed in.
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHere } from '../account/session-context.js';
import { AccountMenu } from '../account/shell/AccountMenu.js';
import { ConnectionLine } from '../account/shell/ConnectionLine.js';
import { DemoBanner } from '../account/shell/DemoBanner.js';
import { GlassBanner } from '../account/shell/GlassBanner.js';

interface Props {
  /** The page has a first heading of its own; the product's name is none there. */
  readonly titled?: boolean;
  readonly onHelp?: () => void;
  readonly children?: ReactNode;
}

export function Header({ titled, onHelp, children }: Props) {
  const { t } = useTranslation();
  const { state, without } = useHere();
  const signedIn = Boolean(state?.session) && !without;
  const brand = (
    <>
      <span className="bar__mark" aria-hidden="true" />
      <span className="bar__word">{t('product')}</span>
    </>
  );
  return (
    <header className="top">
      <div className="top__notes">
        <p className="banner" role="note" aria-label={t('banner.label')}>
          {t('banner.text')}
        </p>
        <DemoBanner />
      </div>
      {signedIn && <GlassBanner />}
      <ConnectionLine />
      <div className="bar">
        {titled ? (
          <a className="bar__brand" href="#/">
            {brand}
          </a>
        ) : (
          <h1 className="bar__brand">{brand}</h1>
        )}
        {children ?? <span className="bar__gap" />}
        {signedIn && <AccountMenu onHelp={onHelp} />}
      </div>
    </header>
  );
}
