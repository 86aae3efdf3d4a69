// What the page does and which keys it knows, on one card.
import { useTranslation } from 'react-i18next';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { Dialog } from './Dialog.js';
import { THEME_NAME, type Theme } from './theme.js';

const KEYS = [
  'slash',
  'enter',
  'shiftEnter',
  'undo',
  'redo',
  'patients',
  'draw',
  'lock',
  'question',
  'escape',
] as const;

interface Props {
  readonly theme: Theme;
  readonly onTheme: () => void;
  readonly onClose: () => void;
}

export function HelpDialog({ theme, onTheme, onClose }: Props) {
  const { t } = useTranslation();
  const { knowledge } = useKnowledge();
  return (
    <Dialog title={t('help.title')} closeLabel={t('help.close')} onClose={onClose}>
      <p className="lede">{t('help.intro')}</p>
      <p>{t('help.privacy')}</p>
      <p className="help__verbs">
        <button
          type="button"
          className="button"
          onClick={() => {
            onClose();
            setTimeout(print);
          }}
        >
          {t('bar.print')}
        </button>
        <button type="button" className="button" onClick={onTheme}>
          {t(THEME_NAME[theme])}
        </button>
      </p>
      <h3>{t('help.reads')}</h3>
      <ul className="plain-list">
        <li>{t('help.read1')}</li>
        <li>{t('help.read2')}</li>
        <li>{t('help.read3')}</li>
      </ul>
      <h3>{t('help.shortcuts')}</h3>
      <dl className="keys">
        {KEYS.map((k) => (
          <div key={k}>
            <dt>
              <kbd>{t(`help.keys.${k}`)}</kbd>
            </dt>
            <dd>{t(`help.${k}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="small">{t('help.version', { version: knowledge.version })}</p>
    </Dialog>
  );
}
