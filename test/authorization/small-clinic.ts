// A clinic small enough to know by heart: two sites, three teams, four patients, and of every type something about each
// of them, written by the asker and by somebody else.
import { seededRandom } from '#core/random.js';
import { type JsonObject } from '#fhir/json-value.js';
import { OBSERVATION_CATEGORY } from '#fhir/system.js';
import { INTAKE, SHARED } from '#server/authorization/matrix.js';
import { type Principal, type Role } from '#server/authorization/principal.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { type Labels } from '#server/store/scope.js';
import { testDefinitions } from '../contract/store-world.js';
import { type Face, facesOf, setWorld } from './two-world/face.js';
import { AFTER, START, type Thing } from './two-world/story.js';
import { tell } from './two-world/told-history.js';
import { MADE, validResource } from './two-world/valid-resource.js';

export const PATIENTS: Readonly<Record<string, Labels>> = {
  red: { site: ['north'], team: ['red'] },
  blue: { site: ['north'], team: ['blue'] },
  green: { site: ['south'], team: ['green'] },
  /** Of a site, and of no team yet. */
  alone: { site: ['north'] },
};

/** A resource of the clinic and what matters of it. */
export interface Known {
  readonly type: string;
  readonly id: string;
  /** Null for what belongs to the house, and for a Bundle. */
  readonly about: string | null;
  /** Written by the asker. */
  readonly mine: boolean;
  readonly intake: boolean;
  readonly resource: JsonObject;
}

const random = seededRandom(1, 'small clinic');
const category = (code: string): JsonObject => ({
  category: [{ coding: [{ system: OBSERVATION_CATEGORY, code }] }],
});

/** Something new of the type, and of the kind that a patient may send or not. */
export function fresh(type: string, about: string, intake: boolean): JsonObject {
  const made = validResource(random, type, about, (of) => (of === 'Patient' ? about : `${of}-1`));
  return type === 'Observation' ? { ...made, ...category(intake ? 'survey' : 'exam') } : made;
}

/** Types that are made; the others have no maker, because R4 has not got them. */
export const isMade = (type: string): boolean => MADE.includes(type);

export const KNOWN: readonly Known[] = MADE.flatMap((type): readonly Known[] => {
  if (type === 'Patient')
    return Object.keys(PATIENTS).map((id) => ({
      ...{ type, id, about: id, mine: false, intake: false, resource: fresh(type, id, false) },
    }));
  const authors = [true, false];
  if (SHARED.includes(type) || type === 'Bundle')
    return authors.map((mine) => ({
      ...{ type, id: `${type}-${mine ? 'mine' : 'others'}`, about: null, mine, intake: false },
      resource: fresh(type, 'red', false),
    }));
  const kinds = type === 'Observation' ? [true, false] : [INTAKE.includes(type)];
  return Object.keys(PATIENTS).flatMap((about) =>
    authors.flatMap((mine) =>
      kinds.map((intake) => ({
        ...{ type, about, mine, intake, resource: fresh(type, about, intake) },
        id: `${about}-${mine ? 'mine' : 'others'}-${intake ? 'told' : 'found'}`,
      })),
    ),
  );
});

const thingOf = ({ type, id, about, mine, intake, resource }: Known): Thing => ({
  ...{ type, id, deeds: [{ slot: 1, author: mine ? 'me' : 'other', resource }] },
  labels:
    type === 'Patient'
      ? PATIENTS[id]!
      : { owner: [`account/${mine ? 'me' : 'other'}`, ...(intake ? [`patient/${about}`] : [])] },
});

/** One person of each role. The physician has opened a record of the own site, one of another site, and one too long ago. */
export function person(role: Role): Principal {
  const treats = role === 'therapist' || role === 'physician';
  const opened = [
    { patient: 'blue', reason: 'unconscious on arrival', until: AFTER * 2 },
    { patient: 'green', reason: 'out of curiosity', until: AFTER * 2 },
    { patient: 'alone', reason: 'yesterday', until: START },
  ];
  return {
    ...{ clinic: 'c1', account: 'me', session: 's1', role },
    ...{ sites: treats ? ['north'] : [], teams: treats ? ['red'] : [] },
    patients: role === 'patient' ? ['red'] : role === 'proxy' ? ['red', 'blue'] : [],
    opened: role === 'physician' ? opened : [],
  };
}

const world = setWorld();
const store = memoryRepository(testDefinitions(), world);
const faces = facesOf(store, world);
let clinics = 0;

/** The clinic anew, as it was; with only its patients and these types where some are named. */
export async function smallClinic(types: readonly string[] = MADE): Promise<Face> {
  const clinic = `small-${++clinics}`;
  const wanted = KNOWN.filter(({ type }) => type === 'Patient' || types.includes(type));
  await tell(store, clinic, wanted.map(thingOf), (ms) => {
    world.clock = ms;
  });
  return faces.of(clinic);
}
