// A new person, or a change of name and roles. A role asks only for what it needs: where it holds, or for whose record.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';
import { useFields } from '../../ui/use-fields.js';
import { changePerson, invite } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { isLogin, loginFrom } from '../login-name.js';
import { useAsking } from '../session-context.js';
import { GrantFields } from './GrantFields.js';
import { type Invited } from './InvitationSlip.js';
import { type Grant, type PeopleHere, type Person, wrongWith } from './person.js';

interface Props {
  /** Null: somebody new. */
  readonly person: Person | null;
  readonly here: PeopleHere;
  readonly onClose: () => void;
  readonly onInvited: (invited: Invited) => void;
  readonly onChanged: (before: Person, grants: readonly Grant[], name: string) => void;
}

const LACKS = {
  'no-role': 'person.noRole',
  'no-site': 'person.noSite',
  'no-team': 'person.noTeam',
  'no-patient': 'person.noPatient',
  'two-patients': 'person.twoPatients',
} as const;

export function PersonForm({ person, here, onClose, onInvited, onChanged }: Props) {
  const { t } = useTranslation();
  const asking = useAsking();
  const [grants, setGrants] = useState<readonly Grant[]>(person?.grants ?? []);
  const [suggested, setSuggested] = useState('');
  const lacks = wrongWith(grants);
  const form = useFields({ name: person?.name ?? '', login: person?.login ?? '', grants: '' }, (v) => ({
    ...(v.name.trim() ? {} : { name: t('person.nameMissing') }),
    ...(person || isLogin(v.login) ? {} : { login: t('login.wrong') }),
    ...(lacks === null ? {} : { grants: t(LACKS[lacks]) }),
  }));
  const name = form.field('name');
  const grantsField = form.field('grants');
  const save = () => {
    const called = form.values.name.trim();
    const { login } = form.values;
    if (person)
      void asking.ask(
        () => changePerson(person.id, { name: called, grants }),
        () => onChanged(person, grants, called),
      );
    else
      void asking.ask(
        () => invite(called, login, grants),
        (code) => onInvited({ name: called, login, code }),
        (refusal) => {
          if (refusal.status !== 409) return false;
          form.refuse('login', t('person.loginTaken'));
          return true;
        },
      );
  };
  return (
    <Dialog
      title={person ? t('person.changeTitle', { name: person.name }) : t('person.addTitle')}
      closeLabel={t('person.close')}
      onClose={onClose}
      shape="sheet"
    >
      <form className="sheet-part__form" noValidate onSubmit={form.send(save)}>
        <TextField
          {...name}
          label={t('person.name')}
          onChange={(text) => {
            name.onChange(text);
            if (person) return;
            const next = loginFrom(text);
            if (form.values.login === suggested) form.set('login', next);
            setSuggested(next);
          }}
        />
        {person ? (
          <p className="small">
            {t('me.login')} <span data-pack="">{person.login}</span>
          </p>
        ) : (
          <TextField {...form.field('login')} label={t('login.label')} hint={t('person.loginHint')} exact />
        )}
        <GrantFields id={grantsField.id} here={here} grants={grants} wrong={grantsField.wrong} onChange={setGrants} />
        {person && <p className="small">{t('person.changeEnds')}</p>}
        <FailureNote failure={asking.failure} />
        <button type="submit" className="button button--main button--large" disabled={asking.busy}>
          {t(person ? 'person.save' : 'person.invite')}
        </button>
      </form>
    </Dialog>
  );
}
