// What belongs to one's own account: who one is here, the PIN, the password, the passkeys.
import { useTranslation } from 'react-i18next';
import { ROLE_DOES, ROLE_NAME } from '../role-words.js';
import { useHere, useSession } from '../session-context.js';
import { PageFrame } from '../shell/PageFrame.js';
import { ChangePassword } from './ChangePassword.js';
import { ChangePin } from './ChangePin.js';
import { Passkeys } from './Passkeys.js';

export function MyAccount() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const demo = useHere().state?.record === 'demo';
  const list = new Intl.ListFormat(i18n.language, { style: 'long', type: 'conjunction' });
  return (
    <PageFrame title={t('me.title')} narrow>
      <section className="sheet-part" aria-labelledby="me-who">
        <h2 id="me-who" data-pack="">
          {session.name}
        </h2>
        <p className="small">
          {t('me.login')} <span data-pack="">{session.login}</span>
        </p>
        <ul className="me__roles">
          {session.roles.map((r) => (
            <li key={r.role}>
              <strong>{t(ROLE_NAME[r.role])}</strong>
              {r.role === session.role && session.roles.length > 1 && <span className="tag">{t('me.now')}</span>}
              <p className="small">{t(ROLE_DOES[r.role])}</p>
              {r.siteNames.length + r.teamNames.length > 0 && (
                <p className="small" data-pack="">
                  {list.format([...r.siteNames, ...r.teamNames])}
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
      <ChangePin />
      {demo ? (
        <p className="note">{t('me.demo')}</p>
      ) : (
        <>
          <Passkeys />
          <ChangePassword />
        </>
      )}
      <p className="small">{t('me.sessions', { count: session.lockAfterMinutes })}</p>
    </PageFrame>
  );
}
