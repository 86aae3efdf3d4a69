// Sites and care teams: where grants hold and what patients are labelled with. They are never removed: labels name them.
import { type Principal } from '../authorization/principal.js';
import { type AccountsContext, rowOf, stillHolds } from './context.js';
import { type Answer, good, objected } from './objection.js';
import { nameFrom, sameName } from './shown-name.js';

export interface Place {
  readonly id: string;
  readonly name: string;
}

export interface PlaceDeeds {
  /** All of them, by id. */
  places(kind: 'site' | 'team'): Promise<readonly Place[]>;
  /** By an operator. */
  addPlace(operator: Principal, kind: 'site' | 'team', name: string): Promise<Answer<Place>>;
}

const WORD = { site: 'site', team: 'care team' } as const;

export function placeDeeds(context: AccountsContext): PlaceDeeds {
  const { changes, policy, world } = context;
  return {
    places: async (kind) => (await changes.all(kind)).map(([id, { name }]) => ({ id, name })),
    addPlace: (operator, kind, typed) =>
      changes.change(async (change): Promise<Answer<Place>> => {
        const holds = await stillHolds(context, change, operator, 'operator');
        if (!holds.ok) return holds;
        const name = nameFrom(typed, `the ${WORD[kind]}'s name`);
        if (!name.ok) return name;
        if ((await change.all(kind)).some(([, place]) => sameName(place.name, name.value)))
          return objected('conflict', `there is a ${WORD[kind]} ${name.value} already`, 'choose another name');
        const id = world.newId();
        await change.put(kind, id, { name: name.value });
        await change.audit(rowOf(policy.noteOf(operator, world.now()), `${WORD[kind]} added: ${id}`));
        return good({ id, name: name.value });
      }),
  };
}
