// The clinic's sites and care teams, and a line to add one to each.
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/TextField.js';
import { useFields } from '../../ui/use-fields.js';
import { addPlace } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { useAsking } from '../session-context.js';
import { type PeopleHere, type Place } from './person.js';

export function Places({ here, onChanged }: { readonly here: PeopleHere; readonly onChanged: () => Promise<void> }) {
  return (
    <div className="places">
      <PlaceList kind="sites" places={here.sites} onChanged={onChanged} />
      <PlaceList kind="teams" places={here.teams} onChanged={onChanged} />
    </div>
  );
}

interface ListProps {
  readonly kind: 'sites' | 'teams';
  readonly places: readonly Place[];
  readonly onChanged: () => Promise<void>;
}

function PlaceList({ kind, places, onChanged }: ListProps) {
  const { t } = useTranslation();
  const asking = useAsking();
  const taken = (name: string) => places.some((p) => p.name.toLowerCase() === name.trim().toLowerCase());
  const form = useFields({ name: '' }, (v) =>
    !v.name.trim() ? { name: t('places.missing') } : taken(v.name) ? { name: t('places.taken') } : {},
  );
  const sites = kind === 'sites';
  return (
    <section className="sheet-part" aria-labelledby={`places-${kind}`}>
      <h2 id={`places-${kind}`}>{t(sites ? 'places.sites' : 'places.teams')}</h2>
      <p className="small">{t(sites ? 'places.sitesAre' : 'places.teamsAre')}</p>
      <ul className="places__list" data-pack="">
        {places.map((p) => (
          <li key={p.id}>{p.name}</li>
        ))}
      </ul>
      <form
        className="places__add"
        noValidate
        onSubmit={form.send(() =>
          asking.ask(
            () => addPlace(kind, form.values.name.trim()),
            async () => {
              form.clear();
              await onChanged();
            },
          ),
        )}
      >
        <TextField
          {...form.field('name')}
          label={t(sites ? 'places.newSite' : 'places.newTeam')}
          after={
            <button type="submit" className="button" disabled={asking.busy}>
              {t('places.add')}
            </button>
          }
        />
        <FailureNote failure={asking.failure} known={{ 409: t('places.taken') }} />
      </form>
    </section>
  );
}
