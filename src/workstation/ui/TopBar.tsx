// The few verbs that work anywhere in a case.
import { useTranslation } from 'react-i18next';
import { useWorkspace, useWorkspaceStore } from '../case/case-context.js';
import { Header } from './Header.js';
import { THEME_NAME, type Theme } from './theme.js';

interface Props {
  readonly theme: Theme;
  readonly onTheme: () => void;
  readonly onPatients: () => void;
  readonly onHelp: () => void;
}

export function TopBar({ theme, onTheme, onPatients, onHelp }: Props) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { canUndo, canRedo } = useWorkspace();
  const themeName = t(THEME_NAME[theme]);
  return (
    <Header onHelp={onHelp}>
      <button type="button" className="button" aria-haspopup="dialog" onClick={onPatients}>
        {t('bar.patients')}
      </button>
      <span className="bar__gap" />
      <Saved />
      <button type="button" className="button button--quiet" disabled={!canUndo} onClick={store.undo}>
        {t('bar.undo')}
      </button>
      <button type="button" className="button button--quiet" disabled={!canRedo} onClick={store.redo}>
        {t('bar.redo')}
      </button>
      <button type="button" className="button button--quiet bar__print" onClick={() => print()}>
        {t('bar.print')}
      </button>
      <button
        type="button"
        className="button button--quiet bar__theme"
        aria-label={`${themeName}. ${t('bar.theme')}`}
        onClick={onTheme}
      >
        {themeName}
      </button>
      <button type="button" className="button button--quiet bar__help" aria-haspopup="dialog" onClick={onHelp}>
        {t('bar.help')}
      </button>
    </Header>
  );
}

function Saved() {
  const { t, i18n } = useTranslation();
  const { keeps } = useWorkspaceStore();
  const { savedAt, saving, saveFailed } = useWorkspace();
  const time =
    savedAt === null
      ? ''
      : new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
          savedAt,
        );
  if (!keeps) return <span className="saved">{t('bar.notKept')}</span>;
  return (
    <span className={`saved ${saveFailed ? 'saved--failed' : ''}`} role={saveFailed ? 'alert' : undefined}>
      {saveFailed ? t('bar.notSaved') : saving ? t('bar.saving') : savedAt === null ? '' : t('bar.saved', { time })}
    </span>
  );
}
