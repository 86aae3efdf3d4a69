// Founds the clinic's record: the clinic, a first site and care team, and the person who runs it. A short form on one
// page; what was typed stays through every refusal.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../ui/Choice.js';
import { PasswordField } from '../../ui/PasswordField.js';
import { goTo } from '../../ui/route.js';
import { TextField } from '../../ui/TextField.js';
import { useFields } from '../../ui/use-fields.js';
import { setUp } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { isLogin, loginFrom } from '../login-name.js';
import { SHORTEST_PASSWORD, strengthOf } from '../password-strength.js';
import { isAboutPassword, useAsking, useHere, useSessionStore } from '../session-context.js';
import { EntranceFrame } from './EntranceFrame.js';

type Treats = 'physician' | 'therapist' | 'no';
const TREATS_AS = { physician: 'physician', therapist: 'therapist', no: null } as const;

export function SetUpClinic() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const { state } = useHere();
  const inDemo = state?.record === 'demo';
  const needsCode = state?.setUp === 'code';
  const asking = useAsking();
  const [suggested, setSuggested] = useState('');
  const form = useFields(
    {
      clinicName: '',
      siteName: t('setUp.siteFirst'),
      teamName: t('setUp.teamFirst'),
      code: '',
      name: '',
      login: '',
      password: '',
      treatsAs: '',
    },
    (v) => ({
      ...(v.clinicName.trim() ? {} : { clinicName: t('setUp.clinicMissing') }),
      ...(v.siteName.trim() ? {} : { siteName: t('setUp.siteMissing') }),
      ...(v.teamName.trim() ? {} : { teamName: t('setUp.teamMissing') }),
      ...(v.name.trim() ? {} : { name: t('setUp.nameMissing') }),
      ...(isLogin(v.login) ? {} : { login: t('login.wrong') }),
      ...(v.password.length >= SHORTEST_PASSWORD ? {} : { password: t('secret.short', { count: SHORTEST_PASSWORD }) }),
      ...(v.treatsAs ? {} : { treatsAs: t('setUp.treatsMissing') }),
      ...(!needsCode || v.code.trim() ? {} : { code: t('setUp.codeMissing') }),
    }),
  );
  const { values, field } = form;
  const found = () => {
    const { clinicName, siteName, teamName, name, login, password, treatsAs, code } = values;
    const choice = {
      choice: 'clinic',
      clinicName: clinicName.trim(),
      siteName: siteName.trim(),
      teamName: teamName.trim(),
      owner: { name: name.trim(), login, password, treatsAs: TREATS_AS[treatsAs as Treats] },
      ...(needsCode ? { code: code.trim() } : {}),
    } as const;
    const founded = async () => {
      goTo('ready');
      await store.changed();
    };
    void asking.ask(
      () => setUp(choice),
      founded,
      (refusal) => {
        if (isAboutPassword(refusal)) form.refuse('password', t('secret.guessed'));
        else if (needsCode && refusal.status === 403) form.refuse('code', t('setUp.codeWrong'));
        else return false;
        return true;
      },
    );
  };
  const nameField = field('name');
  const treats = field('treatsAs');
  return (
    <EntranceFrame title={t('setUp.title')} wide>
      <p className="lede">{t(inDemo ? 'setUp.ledeFromDemo' : 'setUp.lede')}</p>
      <form className="entrance__form" noValidate onSubmit={form.send(found)}>
        <div className="set-up">
          <fieldset className="set-up__part">
            <legend>{t('setUp.clinicPart')}</legend>
            <TextField {...field('clinicName')} label={t('setUp.clinic')} autoComplete="organization" />
            <TextField {...field('siteName')} label={t('setUp.site')} hint={t('setUp.siteHint')} />
            <TextField {...field('teamName')} label={t('setUp.team')} hint={t('setUp.teamHint')} />
            {needsCode && <TextField {...field('code')} label={t('setUp.code')} hint={t('setUp.codeHint')} exact />}
          </fieldset>
          <fieldset className="set-up__part">
            <legend>{t('setUp.youPart')}</legend>
            <TextField
              {...nameField}
              label={t('setUp.name')}
              autoComplete="name"
              onChange={(name) => {
                nameField.onChange(name);
                const next = loginFrom(name);
                // A login somebody typed is theirs.
                if (values.login === suggested) form.set('login', next);
                setSuggested(next);
              }}
            />
            <TextField
              {...field('login')}
              label={t('login.label')}
              hint={t('login.hint')}
              autoComplete="username"
              exact
            />
            <PasswordField
              {...field('password')}
              label={t('secret.new')}
              hint={t('secret.newHint', { count: SHORTEST_PASSWORD })}
              autoComplete="new-password"
              strength={strengthOf(values.password, [values.name, values.login, values.clinicName])}
            />
            <div className="entry" id={treats.id} tabIndex={-1}>
              <span className="entry__label" id={`${treats.id}-label`}>
                {t('setUp.treats')}
              </span>
              <Choice<Treats>
                label={t('setUp.treats')}
                value={(values.treatsAs || undefined) as Treats | undefined}
                options={[
                  { value: 'physician', text: t('setUp.treatsPhysician') },
                  { value: 'therapist', text: t('setUp.treatsTherapist') },
                  { value: 'no', text: t('setUp.treatsNo') },
                ]}
                onChange={(v) => treats.onChange(v ?? '')}
              />
              {treats.wrong !== undefined && (
                <p className="field__wrong" role="alert">
                  {treats.wrong}
                </p>
              )}
            </div>
          </fieldset>
        </div>
        <FailureNote failure={asking.failure} />
        <p className="entrance__verbs">
          <button type="submit" className="button button--main button--large" disabled={asking.busy}>
            {t(asking.busy ? 'setUp.founding' : 'setUp.found')}
          </button>
          <a className="button button--quiet button--link" href="#/">
            {t(inDemo ? 'setUp.backToDemo' : 'setUp.back')}
          </a>
        </p>
        <p className="small">{t('setUp.operator')}</p>
      </form>
    </EntranceFrame>
  );
}
