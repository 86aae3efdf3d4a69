// Coming in with a code from the operator: the code and a password of one's own.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../ui/PasswordField.js';
import { forgetCode, goTo } from '../../ui/route.js';
import { TextField } from '../../ui/TextField.js';
import { useFields } from '../../ui/use-fields.js';
import { accept } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { SHORTEST_PASSWORD, strengthOf } from '../password-strength.js';
import { isAboutPassword, useAsking, useHere, useSessionStore } from '../session-context.js';
import { useCountdown } from '../use-countdown.js';
import { EntranceFrame } from './EntranceFrame.js';

export function AcceptInvitation({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const store = useSessionStore();
  const { state } = useHere();
  const asking = useAsking();
  const wait = useCountdown(asking.failure?.type === 'throttled' ? asking.failure : null);
  const form = useFields({ code, password: '' }, (v) => ({
    ...(v.code.trim() ? {} : { code: t('accept.codeMissing') }),
    ...(v.password.length >= SHORTEST_PASSWORD ? {} : { password: t('secret.short', { count: SHORTEST_PASSWORD }) }),
  }));
  // A code is a key: it stays in the field and leaves the address bar.
  useEffect(() => {
    if (code) forgetCode();
  }, [code]);
  const session = state?.session;
  const send = () =>
    void asking.ask(
      () => accept(form.values.code.trim(), form.values.password),
      async () => {
        goTo('work');
        await store.changed();
      },
      (refusal) => {
        if (isAboutPassword(refusal)) form.refuse('password', t('secret.guessed'));
        else if (refusal.status === 401) form.refuse('code', t('accept.refused'));
        else return false;
        return true;
      },
    );
  return (
    <EntranceFrame
      title={t('accept.title')}
      {...(state?.clinicName && state.record === 'clinic' ? { eyebrow: state.clinicName } : {})}
    >
      {session ? (
        <>
          <p className="lede">{t('accept.someoneHere', { name: session.name })}</p>
          <p className="entrance__verbs">
            <button type="button" className="button button--main button--large" onClick={() => void store.signOut()}>
              {t('menu.signOut')}
            </button>
            <a className="button button--quiet button--link" href="#/">
              {t('accept.notNow')}
            </a>
          </p>
        </>
      ) : (
        <>
          <p className="lede">{t('accept.lede')}</p>
          <form className="entrance__form" noValidate onSubmit={form.send(send)}>
            <TextField
              {...form.field('code')}
              label={t('accept.code')}
              hint={t('accept.codeHint')}
              autoComplete="one-time-code"
              exact
            />
            <PasswordField
              {...form.field('password')}
              label={t('secret.new')}
              hint={t('secret.newHint', { count: SHORTEST_PASSWORD })}
              autoComplete="new-password"
              strength={strengthOf(form.values.password, [state?.clinicName ?? ''])}
            />
            <FailureNote failure={asking.failure} />
            <p className="entrance__verbs">
              <button type="submit" className="button button--main button--large" disabled={asking.busy || wait > 0}>
                {wait > 0 ? t('signIn.waiting', { count: wait }) : t(asking.busy ? 'signIn.entering' : 'accept.enter')}
              </button>
              <a className="button button--quiet button--link" href="#/">
                {t('accept.back')}
              </a>
            </p>
          </form>
        </>
      )}
    </EntranceFrame>
  );
}
