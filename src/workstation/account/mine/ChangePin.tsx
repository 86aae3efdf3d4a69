// A PIN unlocks this screen quickly; it opens nothing by itself.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../ui/PasswordField.js';
import { TextField } from '../../ui/TextField.js';
import { useFields } from '../../ui/use-fields.js';
import { changePin } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { digitsOf, PIN_LONGEST, PIN_SHORTEST } from '../lock/PinPad.js';
import { useAsking, useHere, useSession, useSessionStore } from '../session-context.js';
import { isTrivialPin } from '../trivial-pin.js';

export function ChangePin() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const session = useSession();
  /** In the demo everybody's password is known, so it is not asked. */
  const known = useHere().state?.demoLogins?.find((d) => d.login === session.login)?.password;
  const asking = useAsking();
  const [done, setDone] = useState(false);
  const form = useFields({ pin: '', password: '' }, (v) => ({
    ...(v.pin.length < PIN_SHORTEST
      ? { pin: t('pin.short', { from: PIN_SHORTEST, to: PIN_LONGEST }) }
      : isTrivialPin(v.pin)
        ? { pin: t('pin.trivial') }
        : {}),
    ...(v.password || known ? {} : { password: t('signIn.passwordMissing') }),
  }));
  const pin = form.field('pin');
  const save = () =>
    void asking.ask(
      () => changePin(form.values.pin, known ?? form.values.password),
      async () => {
        form.clear();
        setDone(true);
        await store.refresh();
      },
      (refusal) => {
        if (refusal.status === 422) form.refuse('pin', t('pin.trivial'));
        else if (refusal.status === 403) form.refuse('password', t('secret.wrong'));
        else return false;
        return true;
      },
    );
  return (
    <section className="sheet-part" aria-labelledby="me-pin">
      <h2 id="me-pin">{t('pin.title')}</h2>
      <p>{t(session.hasPin ? 'pin.has' : 'pin.why')}</p>
      {done && (
        <p className="notice" role="status">
          {t('pin.saved')}
        </p>
      )}
      <form className="sheet-part__form" noValidate onSubmit={form.send(save)}>
        <TextField
          {...pin}
          label={t('pin.new')}
          hint={t('pin.hint', { from: PIN_SHORTEST, to: PIN_LONGEST })}
          type="password"
          inputMode="numeric"
          onChange={(v) => pin.onChange(digitsOf(v))}
          exact
        />
        {known === undefined && (
          <PasswordField
            {...form.field('password')}
            label={t('secret.yours')}
            hint={t('pin.passwordWhy')}
            autoComplete="current-password"
          />
        )}
        <FailureNote failure={asking.failure} />
        <button type="submit" className="button" disabled={asking.busy}>
          {t(session.hasPin ? 'pin.change' : 'pin.set')}
        </button>
      </form>
    </section>
  );
}
