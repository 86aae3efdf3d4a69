// The screen is locked: nothing of the work is on the page. The PIN, or the password, brings it back where it was.
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../ui/PasswordField.js';
import { useFields } from '../../ui/use-fields.js';
import { unlock } from '../account-api.js';
import { EntranceFrame } from '../entrance/EntranceFrame.js';
import { FailureNote } from '../FailureNote.js';
import { ROLE_NAME } from '../role-words.js';
import { useAsking, useHere, useSession, useSessionStore } from '../session-context.js';
import { useCountdown } from '../use-countdown.js';
import { PIN_SHORTEST, PinPad } from './PinPad.js';

export function LockScreen() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const session = useSession();
  const { state } = useHere();
  const asking = useAsking();
  const pinId = useId();
  const [byPassword, setByPassword] = useState(!session.hasPin);
  const [pin, setPin] = useState('');
  const wait = useCountdown(asking.failure?.type === 'throttled' ? asking.failure : null);
  const form = useFields({ password: '' }, (v) => (v.password ? {} : { password: t('signIn.passwordMissing') }));
  const password = form.field('password');
  const busy = asking.busy || wait > 0;
  /** Everybody may know the passwords of the invented people, so nobody is made to type one. */
  const demoPassword = state?.demoLogins?.find((d) => d.login === session.login)?.password;
  const field = byPassword ? password.id : pinId;

  useEffect(() => document.getElementById(field)?.focus(), [field]);

  const open = async (by: { readonly pin: string } | { readonly password: string }) => {
    await asking.ask(() => unlock(by), store.unlocked);
    setPin('');
    form.clear();
    document.getElementById(field)?.focus();
  };
  // A wrong secret and an ended session look alike in the answer: the state tells them apart.
  const failure = asking.failure;
  useEffect(() => {
    if (failure?.type === 'refused') void store.refresh();
  }, [failure, store]);

  const enterPin = () => {
    if (pin.length >= PIN_SHORTEST && !busy) void open({ pin });
  };
  const secret = byPassword ? (
    <form
      className="entrance__form"
      noValidate
      onSubmit={form.send(() => void open({ password: form.values.password }))}
    >
      <input type="hidden" autoComplete="username" value={session.login} readOnly />
      <PasswordField {...password} label={t('secret.password')} autoComplete="current-password" />
      <button type="submit" className="button button--main button--large" disabled={busy}>
        {t('lock.unlock')}
      </button>
    </form>
  ) : (
    <form
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        enterPin();
      }}
    >
      <PinPad id={pinId} label={t('lock.pin')} value={pin} busy={busy} onChange={setPin} onEnter={enterPin} />
    </form>
  );
  return (
    <EntranceFrame
      title={t('lock.title')}
      {...(state?.clinicName && state.record === 'clinic' ? { eyebrow: state.clinicName } : {})}
      focusHeading={false}
    >
      <p className="lock__who">
        <span className="lock__name" data-pack="">
          {session.name}
        </span>
        <span className="small">{t(ROLE_NAME[session.role])}</span>
      </p>
      <FailureNote
        failure={failure}
        known={{
          400: t(byPassword ? 'lock.wrongPassword' : 'lock.wrongPin'),
          401: t(byPassword ? 'lock.wrongPassword' : 'lock.wrongPin'),
          403: t(byPassword ? 'lock.wrongPassword' : 'lock.wrongPin'),
        }}
      />
      {demoPassword !== undefined && !session.hasPin ? (
        <>
          <button
            type="button"
            className="button button--main button--large"
            disabled={busy}
            onClick={() => void open({ password: demoPassword })}
          >
            {t('lock.demo', { name: session.name })}
          </button>
          <p className="small">{t('lock.demoWhy')}</p>
        </>
      ) : (
        secret
      )}
      {wait > 0 && <p className="small">{t('signIn.waiting', { count: wait })}</p>}
      <p className="lock__other">
        {session.hasPin && (
          <button
            type="button"
            className="link-button"
            onClick={() => {
              asking.forget();
              setByPassword(!byPassword);
            }}
          >
            {t(byPassword ? 'lock.usePin' : 'lock.usePassword')}
          </button>
        )}
        <button type="button" className="link-button" onClick={() => void store.signOut()}>
          {t('lock.signOut')}
        </button>
      </p>
    </EntranceFrame>
  );
}
