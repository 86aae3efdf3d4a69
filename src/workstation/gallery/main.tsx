// The entry of /gallery. It needs the anatomy alone: no case, no reasoning, nothing kept.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { languageFrom, startLanguage, tagOf } from '../messages/language.js';
import { Failed } from '../ui/Failed.js';
import { Mishap } from '../ui/Mishap.js';
import { Gallery } from './Gallery.js';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/layout.css';

const language = languageFrom(location.search);
document.documentElement.dataset.page = 'gallery';
document.documentElement.lang = tagOf(language);
const i18n = startLanguage(language);
document.title = i18n.t('gallery.title');

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <Mishap instead={() => <Failed />}>
        <Gallery />
      </Mishap>
    </I18nextProvider>
  </StrictMode>,
);
