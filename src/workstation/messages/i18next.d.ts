// Makes an unknown message key a type error.
import 'i18next';
import { type en } from './en.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: { ui: typeof en };
  }
}
