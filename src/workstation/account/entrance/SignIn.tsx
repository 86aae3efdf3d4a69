// Who are you: login and password, a passkey where there can be one, and in the demo the invented people, one tap each.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../ui/PasswordField.js';
import { TextField } from '../../ui/TextField.js';
import { useFields } from '../../ui/use-fields.js';
import { type Answer, passkeySignInOptions, signIn, signInByPasskey } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { passkeysHere, signWithPasskey } from '../passkey.js';
import { useAsking, useHere, useSessionStore } from '../session-context.js';
import { useCountdown } from '../use-countdown.js';
import { DemoPeople } from './DemoPeople.js';
import { EntranceFrame } from './EntranceFrame.js';

/** Null when the person turned away from the passkey: nothing happened, nothing is said. */
async function byPasskey(): Promise<Answer<null>> {
  const options = await passkeySignInOptions();
  if (!options.ok) return options;
  const answer = await signWithPasskey(options.value);
  if (answer === null) return { ok: false, failure: { type: 'refused', status: 0, what: '', mend: '' } };
  return signInByPasskey(answer);
}

export function SignIn() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const { state, ended } = useHere();
  const asking = useAsking();
  const wait = useCountdown(asking.failure?.type === 'throttled' ? asking.failure : null);
  const form = useFields({ login: '', password: '' }, (v) => ({
    ...(v.login.trim() ? {} : { login: t('signIn.loginMissing') }),
    ...(v.password ? {} : { password: t('signIn.passwordMissing') }),
  }));
  const login = form.field('login');
  const demo = state?.record === 'demo';
  const demoLogins = state?.demoLogins ?? [];
  const passkeys = state?.passkeys !== false && passkeysHere() && !demo;
  const enter = (as: string, password: string) => void asking.ask(() => signIn(as.trim(), password), store.changed);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen comes
  useEffect(() => {
    if (!demo) document.getElementById(login.id)?.focus();
  }, []);

  const wrongSecret = asking.failure?.type === 'refused' && asking.failure.status === 401;
  return (
    <EntranceFrame
      title={t(demo ? 'signIn.demoTitle' : 'signIn.title')}
      {...(state?.clinicName && !demo ? { eyebrow: state.clinicName } : {})}
      focusHeading={demo}
      wide={demo}
    >
      {ended && (
        <p className="notice" role="status">
          {t('signIn.ended')}
        </p>
      )}
      <FailureNote failure={asking.failure} known={{ 401: t('signIn.wrong'), 0: t('signIn.passkeyTurnedAway') }} />
      {demo && (
        <DemoPeople people={demoLogins} busy={asking.busy || wait > 0} onChoose={(p) => enter(p.login, p.password)} />
      )}
      {(!demo || demoLogins.length === 0) && (
        <form
          className="entrance__form"
          noValidate
          data-wrong={wrongSecret || undefined}
          onSubmit={form.send(() => enter(form.values.login, form.values.password))}
        >
          <TextField {...login} label={t('login.label')} autoComplete="username" exact />
          <PasswordField {...form.field('password')} label={t('secret.password')} autoComplete="current-password" />
          <p className="entrance__verbs">
            <button type="submit" className="button button--main button--large" disabled={asking.busy || wait > 0}>
              {wait > 0 ? t('signIn.waiting', { count: wait }) : t(asking.busy ? 'signIn.entering' : 'signIn.enter')}
            </button>
            {passkeys && (
              <button
                type="button"
                className="button button--large"
                disabled={asking.busy || wait > 0}
                onClick={() => void asking.ask(byPasskey, store.changed)}
              >
                {t('signIn.passkey')}
              </button>
            )}
          </p>
        </form>
      )}
      {!demo && (
        <p className="small">
          {t('signIn.forgotten')}{' '}
          <a className="link-button link-button--inline" href="#/accept">
            {t('signIn.haveCode')}
          </a>
        </p>
      )}
    </EntranceFrame>
  );
}
