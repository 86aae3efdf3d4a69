// Sets the interface language once, before anything is drawn.
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';
import { pseudoOf } from './pseudo.js';

export type Language = 'en' | 'pseudo';
/** `en-x-pseudo` is a private-use tag (BCP 47): plural rules and dates of English, and no claim to be English. */
const TAG: Readonly<Record<Language, string>> = { en: 'en', pseudo: 'en-x-pseudo' };

export const languageFrom = (search: string): Language =>
  new URLSearchParams(search).get('lang') === 'pseudo' ? 'pseudo' : 'en';

export function startLanguage(language: Language): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language === 'pseudo' ? 'en-GB' : 'en',
    fallbackLng: false,
    defaultNS: 'ui',
    initAsync: false,
    resources: {
      en: { ui: en },
      'en-GB': { ui: pseudoOf(en) },
    },
    load: 'currentOnly',
    interpolation: { escapeValue: false },
    returnEmptyString: true,
  });
  return instance;
}

export const tagOf = (language: Language): string => TAG[language];
