// Passkeys of the account: signing in with the finger, the face or the PIN of the device instead of the password.
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../ui/PasswordField.js';
import { useFields } from '../../ui/use-fields.js';
import { type Answer, addPasskey, type Passkey, passkeyOptions, passkeys, removePasskey } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { makePasskey, passkeysHere } from '../passkey.js';
import { useAsking, useHere, useSessionStore } from '../session-context.js';
import { dateOf } from '../times.js';

async function makeOne(password: string | null): Promise<Answer<null>> {
  const options = await passkeyOptions(password);
  if (!options.ok) return options;
  const answer = await makePasskey(options.value);
  if (answer === null) return { ok: false, failure: { type: 'refused', status: 0, what: '', mend: '' } };
  return addPasskey(answer);
}

export function Passkeys() {
  const { t, i18n } = useTranslation();
  const store = useSessionStore();
  const { state } = useHere();
  const asking = useAsking();
  const [list, setList] = useState<readonly Passkey[] | null>(null);
  const possible = state?.passkeys !== false && passkeysHere();
  const load = useCallback(async () => {
    const answer = await passkeys();
    if (answer.ok) setList(answer.value);
    else store.met(answer.failure);
  }, [store]);
  useEffect(() => {
    if (possible) void load();
  }, [possible, load]);
  const [proves, setProves] = useState(false);
  const form = useFields({ password: '' }, (v) => (v.password ? {} : { password: t('signIn.passwordMissing') }));
  const failure = asking.failure;
  useEffect(() => {
    if (failure?.type === 'refused' && failure.status === 403) setProves(true);
  }, [failure]);
  const changed = async () => {
    setProves(false);
    form.clear();
    await load();
    await store.refresh();
  };
  return (
    <section className="sheet-part" aria-labelledby="me-passkeys">
      <h2 id="me-passkeys">{t('passkey.title')}</h2>
      <p>{t('passkey.why')}</p>
      {!possible ? (
        <p className="note">{t(state?.passkeys === false ? 'passkey.notByNumber' : 'passkey.notHere')}</p>
      ) : (
        <>
          {list !== null && list.length === 0 && <p className="small">{t('passkey.none')}</p>}
          {list !== null && list.length > 0 && (
            <ul className="rows">
              {list.map((p) => (
                <li key={p.id} className="row">
                  <span>
                    <strong data-pack="">{p.name || t('passkey.unnamed')}</strong>
                    <span className="small">
                      {p.created !== null && t('passkey.made', { date: dateOf(i18n.language, p.created) })}
                      {p.lastUsed !== null && ` · ${t('passkey.used', { date: dateOf(i18n.language, p.lastUsed) })}`}
                    </span>
                  </span>
                  <button
                    type="button"
                    className="button button--quiet"
                    aria-label={t('passkey.removeLabel', { name: p.name || t('passkey.unnamed') })}
                    disabled={asking.busy}
                    onClick={() => void asking.ask(() => removePasskey(p.id), changed)}
                  >
                    {t('passkey.remove')}
                  </button>
                </li>
              ))}
            </ul>
          )}
          {!proves && <FailureNote failure={failure} known={{ 0: t('passkey.turnedAway') }} />}
          <form
            className="sheet-part__form"
            noValidate
            onSubmit={
              proves
                ? form.send(() => void asking.ask(() => makeOne(form.values.password), changed))
                : (e) => {
                    e.preventDefault();
                    void asking.ask(() => makeOne(null), changed);
                  }
            }
          >
            {proves && (
              <>
                <p className="note">{t('passkey.password')}</p>
                <PasswordField {...form.field('password')} label={t('secret.yours')} autoComplete="current-password" />
                <FailureNote
                  failure={
                    failure?.type === 'refused' && failure.status === 403 && form.values.password === ''
                      ? null
                      : failure
                  }
                  known={{ 0: t('passkey.turnedAway'), 403: t('secret.wrong') }}
                />
              </>
            )}
            <button type="submit" className="button" disabled={asking.busy}>
              {t('passkey.add')}
            </button>
          </form>
        </>
      )}
    </section>
  );
}
