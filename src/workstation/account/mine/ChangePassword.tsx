// A new password ends every other session of the account.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../ui/PasswordField.js';
import { useFields } from '../../ui/use-fields.js';
import { changePassword } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { SHORTEST_PASSWORD, strengthOf } from '../password-strength.js';
import { isAboutPassword, useAsking, useHere, useSession, useSessionStore } from '../session-context.js';

export function ChangePassword() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const session = useSession();
  const clinic = useHere().state?.clinicName ?? '';
  const asking = useAsking();
  const [done, setDone] = useState(false);
  const form = useFields({ current: '', next: '' }, (v) => ({
    ...(v.current ? {} : { current: t('signIn.passwordMissing') }),
    ...(v.next.length < SHORTEST_PASSWORD
      ? { next: t('secret.short', { count: SHORTEST_PASSWORD }) }
      : v.next === v.current
        ? { next: t('secret.same') }
        : {}),
  }));
  const save = () =>
    void asking.ask(
      () => changePassword(form.values.current, form.values.next),
      async () => {
        form.clear();
        setDone(true);
        await store.refresh();
      },
      (refusal) => {
        if (isAboutPassword(refusal)) form.refuse('next', t('secret.guessed'));
        else if (refusal.status === 403) form.refuse('current', t('secret.wrong'));
        else return false;
        return true;
      },
    );
  return (
    <section className="sheet-part" aria-labelledby="me-password">
      <h2 id="me-password">{t('password.title')}</h2>
      <p>{t('password.ends')}</p>
      {done && (
        <p className="notice" role="status">
          {t('password.saved')}
        </p>
      )}
      <form className="sheet-part__form" noValidate onSubmit={form.send(save)}>
        <input type="hidden" autoComplete="username" value={session.login} readOnly />
        <PasswordField {...form.field('current')} label={t('secret.yours')} autoComplete="current-password" />
        <PasswordField
          {...form.field('next')}
          label={t('secret.new')}
          hint={t('secret.newHint', { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          strength={strengthOf(form.values.next, [session.name, session.login, clinic])}
        />
        <FailureNote failure={asking.failure} />
        <button type="submit" className="button" disabled={asking.busy}>
          {t('password.change')}
        </button>
      </form>
    </section>
  );
}
