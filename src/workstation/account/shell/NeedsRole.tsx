// A page that belongs to another role: says so, and offers to take that role on where the person has it.
import { useTranslation } from 'react-i18next';
import { switchRole } from '../account-api.js';
import { type Role } from '../account-state.js';
import { FailureNote } from '../FailureNote.js';
import { ROLE_NAME } from '../role-words.js';
import { useAsking, useSession, useSessionStore } from '../session-context.js';
import { PageFrame } from './PageFrame.js';

export function NeedsRole({ belongsTo: role, title }: { readonly belongsTo: Role; readonly title: string }) {
  const { t } = useTranslation();
  const store = useSessionStore();
  const session = useSession();
  const asking = useAsking();
  const has = session.roles.some((r) => r.role === role);
  const word = t(ROLE_NAME[role]);
  return (
    <PageFrame title={title} narrow>
      <p className="lede">{t(has ? 'needsRole.has' : 'needsRole.lacks', { role: word })}</p>
      <FailureNote failure={asking.failure} />
      <p className="entrance__verbs">
        {has && (
          <button
            type="button"
            className="button button--main"
            disabled={asking.busy}
            onClick={() => void asking.ask(() => switchRole(role), store.changed)}
          >
            {t('needsRole.become', { role: word })}
          </button>
        )}
        <a className="button button--quiet button--link" href="#/">
          {t('needsRole.back')}
        </a>
      </p>
    </PageFrame>
  );
}
