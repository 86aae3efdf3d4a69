// The roles of a person as a list to tick, and under a ticked one where it holds. Where there is one site and one team,
// they are ticked with the role.
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '../account-state.js';
import { ROLE_DOES, ROLE_NAME } from '../role-words.js';
import { type Grant, NEEDS, type PeopleHere, type Place } from './person.js';

interface Props {
  readonly id: string;
  readonly here: PeopleHere;
  readonly grants: readonly Grant[];
  readonly wrong: string | undefined;
  readonly onChange: (grants: readonly Grant[]) => void;
}

const only = (places: readonly Place[]): readonly string[] => (places.length === 1 ? [places[0]!.id] : []);
const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids.filter((x) => x !== id) : [...ids, id];

export function GrantFields({ id, here, grants, wrong, onChange }: Props) {
  const { t } = useTranslation();
  /** A relative may answer for several patients, each to an end of its own: one grant each. */
  const heldAs = (role: Role) => grants.filter((g) => g.role === role);
  const fresh = (role: Role): Grant => ({
    role,
    sites: NEEDS[role].sites ? only(here.sites) : [],
    teams: NEEDS[role].teams ? only(here.teams) : [],
    patients: [],
    until: null,
  });
  const change = (before: Grant, after: Grant) => onChange(grants.map((g) => (g === before ? after : g)));
  const ticks = (grant: Grant, key: 'sites' | 'teams', places: readonly Place[]) => (
    <fieldset className="ticks ticks--inner">
      <legend>{t(key === 'sites' ? 'person.sites' : 'person.teams')}</legend>
      {places.map((p) => (
        <label key={p.id} className="tick">
          <input
            type="checkbox"
            checked={grant[key].includes(p.id)}
            onChange={() => change(grant, { ...grant, [key]: toggled(grant[key], p.id) })}
          />
          <span data-pack="">{p.name}</span>
        </label>
      ))}
    </fieldset>
  );
  return (
    <fieldset className="ticks" aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}>
      <legend id={id} tabIndex={-1}>
        {t('person.roles')}
      </legend>
      {wrong !== undefined && (
        <p id={`${id}-wrong`} className="field__wrong" role="alert">
          {wrong}
        </p>
      )}
      {ROLES.map((role) => {
        const held = heldAs(role);
        return (
          <div key={role} className="ticks__role">
            <label className="tick">
              <input
                type="checkbox"
                checked={held.length > 0}
                onChange={() =>
                  onChange(held.length > 0 ? grants.filter((g) => g.role !== role) : [...grants, fresh(role)])
                }
              />
              <span>
                {t(ROLE_NAME[role])}
                <span className="small tick__does">{t(ROLE_DOES[role])}</span>
              </span>
            </label>
            {held.map((grant, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a grant has no name; they come and go at the end
              <Fragment key={i}>
                {NEEDS[role].sites && ticks(grant, 'sites', here.sites)}
                {NEEDS[role].teams && ticks(grant, 'teams', here.teams)}
                {NEEDS[role].patients && (
                  <div className="entry ticks--inner">
                    <label htmlFor={`${id}-${role}-${i}`}>{t('person.patients')}</label>
                    <p className="small" id={`${id}-${role}-${i}-hint`}>
                      {t(role === 'patient' ? 'person.patientHint' : 'person.proxyHint')}
                    </p>
                    <input
                      id={`${id}-${role}-${i}`}
                      aria-describedby={`${id}-${role}-${i}-hint`}
                      autoComplete="off"
                      spellCheck={false}
                      defaultValue={grant.patients.join(' ')}
                      onChange={(e) =>
                        change(grant, { ...grant, patients: e.target.value.split(/[\s,]+/).filter(Boolean) })
                      }
                    />
                  </div>
                )}
              </Fragment>
            ))}
          </div>
        );
      })}
    </fieldset>
  );
}
