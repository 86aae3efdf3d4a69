// One person: who, as what and where, whether they can come in, when they last did, and what can be done about it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLE_NAME } from '../role-words.js';
import { dateOf } from '../times.js';
import { type Grant, type PeopleHere, type Person, standingOf } from './person.js';

interface Props {
  readonly person: Person;
  readonly here: PeopleHere;
  readonly isMe: boolean;
  readonly busy: boolean;
  readonly onChange: () => void;
  readonly onCode: () => void;
  readonly onDisable: (disabled: boolean) => void;
}

const STANDING = {
  active: 'people.active',
  invited: 'people.invited',
  stranded: 'people.stranded',
  disabled: 'people.disabled',
} as const;

export function PersonRow({ person, here, isMe, busy, onChange, onCode, onDisable }: Props) {
  const { t, i18n } = useTranslation();
  const [asksCode, setAsksCode] = useState(false);
  const standing = standingOf(person);
  const where = (g: Grant) =>
    [
      ...here.sites.filter((s) => g.sites.includes(s.id)).map((s) => s.name),
      ...here.teams.filter((s) => g.teams.includes(s.id)).map((s) => s.name),
      ...g.patients,
    ].join(' · ');
  const label = (verb: string) => `${verb}: ${person.name}`;
  return (
    <li className="row person" data-standing={standing}>
      <div className="person__who">
        <h2 className="person__name" data-pack="">
          {person.name}
        </h2>
        <p className="small">
          <span data-pack="">{person.login}</span>
          {isMe && <span className="tag">{t('people.me')}</span>}
          <span className={`tag tag--${standing}`}>{t(STANDING[standing])}</span>
        </p>
        <p className="small">
          {person.lastSignIn === null
            ? t('people.never')
            : t('people.lastSignIn', { date: dateOf(i18n.language, person.lastSignIn) })}
          {person.hasPasskey && ` · ${t('people.hasPasskey')}`}
        </p>
      </div>
      <ul className="person__roles">
        {person.grants.map((g) => (
          <li key={`${g.role} ${g.patients.join(' ')}`}>
            <strong>{t(ROLE_NAME[g.role])}</strong>{' '}
            <span className="small" data-pack="">
              {where(g)}
            </span>
          </li>
        ))}
      </ul>
      <div className="person__verbs">
        <button
          type="button"
          className="button"
          aria-label={label(t('people.change'))}
          disabled={busy}
          onClick={onChange}
        >
          {t('people.change')}
        </button>
        {standing !== 'disabled' && !isMe && (
          <button
            type="button"
            className="button button--quiet"
            aria-label={label(t('people.code'))}
            aria-expanded={asksCode}
            disabled={busy}
            onClick={() => setAsksCode(!asksCode)}
          >
            {t('people.code')}
          </button>
        )}
        {!isMe && (
          <button
            type="button"
            className="button button--quiet"
            aria-label={label(t(standing === 'disabled' ? 'people.enable' : 'people.disable'))}
            disabled={busy}
            onClick={() => onDisable(standing !== 'disabled')}
          >
            {t(standing === 'disabled' ? 'people.enable' : 'people.disable')}
          </button>
        )}
      </div>
      {asksCode && (
        <div className="person__ask note">
          <p>{t('people.codeEnds')}</p>
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => {
              setAsksCode(false);
              onCode();
            }}
          >
            {t('people.codeMake')}
          </button>
        </div>
      )}
    </li>
  );
}
