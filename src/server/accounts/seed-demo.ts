// Fills an empty demo record: one site, one care team, its people and its patients, in one transaction. Asked twice at
// once, the second finds it done.
import { type Knowledge } from '#core/knowledge.js';
import { codeBookOf } from '#fhir/code-book.js';
import { type JsonObject } from '#fhir/json-value.js';
import { type Policy } from '../authorization/policy.js';
import { type Principal } from '../authorization/principal.js';
import { type MintedId, type Repository } from '../store/repository.js';
import { type Scope } from '../store/scope.js';
import { type ServerWorld } from '../world.js';
import { type Change, changesOver } from './change.js';
import { rowOf } from './context.js';
import { type DemoPatient, demoPatients } from './demo-patients.js';
import { DEMO_PEOPLE, demoPeople } from './demo-people.js';
import { THE_CLINIC } from './kept.js';
import { type Answer, good } from './objection.js';
import { type PasswordHasher } from './password-hasher.js';
import { keyOfLogin } from './secret-text.js';
import { BUSY } from './with-password.js';

export interface DemoOptions {
  readonly clinic: string;
  readonly policy: Policy;
  readonly world: ServerWorld;
  readonly hasher: PasswordHasher;
  readonly knowledge: Knowledge;
  /** The same seed invents the same patients. */
  readonly seed?: number;
}

const TYPES = ['Patient', 'Encounter', 'Observation', 'Condition'];
const FIRST_SEED = 1;

/** Makes the demo where the record is empty; a record that has people stays as it is. */
export async function seedDemo(repository: Repository, options: DemoOptions): Promise<Answer<null>> {
  const { clinic, policy, world, hasher, knowledge, seed = FIRST_SEED } = options;
  const changes = changesOver(repository, clinic, () => {});
  if ((await changes.all('account')).length > 0) return good(null);
  const hashes: string[] = [];
  for (const { password } of DEMO_PEOPLE) {
    const hashed = await hasher.hash(password);
    if (hashed === 'busy') return BUSY;
    hashes.push(hashed);
  }
  const now = world.now();
  const newId = () => repository.newId();
  const patients = demoPatients(seed, knowledge, codeBookOf(knowledge), { now, newId });
  const [site, team] = [world.newId(), world.newId()];
  const people = demoPeople(hashes, { site, team, patient: patients[0]!.id }, { now, newId: world.newId });
  const physician: Principal = {
    ...{ clinic, account: people[0]!.id, session: 'none', role: 'physician', sites: [site], teams: [team] },
    ...{ patients: [], opened: [] },
  };
  return changes.change(async (change) => {
    if ((await change.all('account')).length > 0) return good(null);
    await change.put('clinic', THE_CLINIC, { name: 'Demo clinic (invented)' });
    await change.put('site', site, { name: 'Demo site' });
    await change.put('team', team, { name: 'Demo care team' });
    for (const account of people) {
      await change.put('account', account.id, account);
      await change.put('login', keyOfLogin(account.login), { account: account.id });
    }
    const note = { actor: 'set-up', role: 'operator', policy: policy.version };
    await change.audit(rowOf(note, 'set-up: the demo was made, with invented people and patients'));
    for (const patient of patients) await write(change, patient, physician, policy, now);
    return good(null);
  });
}

/** Writes a patient as the demo's physician would have, with the labels the policy gives. */
async function write(
  change: Change,
  { resources }: DemoPatient,
  physician: Principal,
  policy: Policy,
  now: number,
): Promise<void> {
  const all = Object.fromEntries(TYPES.map((type) => [type, 'all'] as const));
  const scope: Scope = { clinic: physician.clinic, read: all, write: all };
  for (const made of resources) {
    const resource = made as unknown as JsonObject;
    const written = await change.tx.create(scope, resource, {
      id: made.id as MintedId,
      labels: policy.labelsOf(physician, resource),
      note: policy.noteOf(physician, now),
    });
    if (!written.ok) throw new Error(`the demo’s ${made.resourceType} could not be written: ${written.refusal.type}`);
  }
}
