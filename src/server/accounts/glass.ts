// Breaking the glass: a physician opens the record of a patient of the own site who is in none of the own care teams,
// with a reason, for some hours of this session. And taking such a patient into a care team, for good.

import { type JsonObject } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type Principal } from '../authorization/principal.js';
import { type Labels, type Scope } from '../store/scope.js';
import { type Change } from './change.js';
import { type AccountsContext, rowOf, stillHolds } from './context.js';
import { type KeptOpening } from './kept.js';
import { type Answer, good, objected, SIGNED_OUT } from './objection.js';
import { keyOfToken } from './secret-text.js';

export const OPEN_FOR_MS = 4 * 3_600_000;
const SHORTEST_REASON = 10;
const LONGEST_REASON = 500;
const ID = /^[A-Za-z0-9.-]{1,64}$/;

export interface Reasoned {
  /** Id of the Patient. */
  readonly patient: string;
  readonly reason: string;
}

/** A broken glass, as it is shown for review. */
export interface ShownOpening extends KeptOpening {
  readonly id: string;
  /** Name of the account. */
  readonly name: string;
}

/** Both deeds by a physician. */
export interface GlassDeeds {
  /** Durable, with its row of the audit chain, before it answers; until when the record is open. */
  breakGlass(token: string, physician: Principal, asked: Reasoned): Promise<Answer<{ readonly until: number }>>;
  /** Newest first: all for an auditor, the own for a physician. */
  openings(principal: Principal): Promise<readonly ShownOpening[]>;
  joinCareTeam(physician: Principal, asked: Reasoned & { readonly team: string }): Promise<Answer<null>>;
}

/** Hidden and absent are one answer. */
const NOT_HERE = objected('not-found', 'no such patient at your sites', 'check the id, and your sites');

function reasonFrom(typed: string): Answer<string> {
  const reason = typed.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const { length } = [...reason];
  if (length < SHORTEST_REASON)
    return objected('invalid', `the reason has ${length} characters`, `say why in at least ${SHORTEST_REASON}`);
  if (length > LONGEST_REASON)
    return objected('invalid', `the reason has ${length} characters`, `say why in at most ${LONGEST_REASON}`);
  return good(reason);
}

export function glassDeeds(context: AccountsContext): GlassDeeds {
  const { changes, clinic, policy, world } = context;

  const scopeOfSites = (sites: readonly string[]): Scope => {
    const rules = { Patient: [{ kind: 'site', values: sites }] } as const;
    return { clinic, read: rules, write: rules };
  };

  /** The labels of a patient: the store tells nobody's, but it can be asked for each place whether it reaches them. */
  async function labelsOf(change: Change, patient: string): Promise<Required<Pick<Labels, 'site' | 'team'>>> {
    const reached = async (kind: 'site' | 'team'): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const [id] of await change.all(kind)) {
        const scope: Scope = { clinic, read: { Patient: [{ kind, values: [id] }] }, write: {} };
        if ((await change.tx.read(scope, 'Patient', patient)).ok) found.push(id);
      }
      return found;
    };
    return { site: await reached('site'), team: await reached('team') };
  }

  return {
    async breakGlass(token, physician, { patient, reason: typed }) {
      const reason = reasonFrom(typed);
      if (!reason.ok) return reason;
      const key = keyOfToken(token);
      return changes.change(async (change): Promise<Answer<{ readonly until: number }>> => {
        const holds = await stillHolds(context, change, physician, 'physician');
        if (!holds.ok) return holds;
        const session = key && (await change.get('session', key));
        if (!key || !session) return SIGNED_OUT;
        const now = world.now();
        const note = { ...policy.noteOf(physician, now), reason: reason.value };
        const named = ID.test(patient) ? { patient } : {};
        const there =
          ID.test(patient) && (await change.tx.read(scopeOfSites(holds.value.sites), 'Patient', patient)).ok;
        if (!there) {
          await change.audit({ ...note, ...named, action: 'break-glass', outcome: 'refused' });
          return { ...NOT_HERE, noted: true };
        }
        const until = now + OPEN_FOR_MS;
        const opened = { patient, reason: reason.value, until };
        const others = session.opened.filter((one) => one.patient !== patient && now < one.until);
        await change.put('session', key, { ...session, opened: [...others, opened] });
        await change.put('opening', world.newId(), { ...opened, account: physician.account, at: now });
        await change.audit({ ...note, patient, action: 'break-glass', outcome: 'success' });
        return good({ until });
      });
    },
    async openings({ account, role }) {
      const names = new Map((await changes.all('account')).map(([id, { name }]) => [id, name]));
      return (await changes.all('opening'))
        .filter(([, opening]) => role === 'auditor' || opening.account === account)
        .map(([id, opening]) => ({ ...opening, id, name: names.get(opening.account)! }))
        .sort((a, b) => b.at - a.at);
    },
    async joinCareTeam(physician, { patient, team, reason: typed }) {
      const reason = reasonFrom(typed);
      if (!reason.ok) return reason;
      return changes.change(async (change): Promise<Answer<null>> => {
        const holds = await stillHolds(context, change, physician, 'physician');
        if (!holds.ok) return holds;
        const { sites, teams } = holds.value;
        if (!teams.includes(team))
          return objected('forbidden', 'this is none of your care teams', 'choose one of your own');
        const note = policy.noteOf(physician, world.now());
        const scope = scopeOfSites(sites);
        const there = ID.test(patient) ? await change.tx.read(scope, 'Patient', patient) : null;
        if (!there?.ok) {
          const named = ID.test(patient) ? { patient } : {};
          await change.audit(rowOf(note, `care team ${team}: ${reason.value}`, { ...named, outcome: 'refused' }));
          return { ...NOT_HERE, noted: true };
        }
        const labels = await labelsOf(change, patient);
        if (labels.team.includes(team)) return good(null);
        const kept = readJson(there.value.text);
        if (!kept.ok) throw new Error(`the record keeps a Patient that cannot be read: ${kept.error.message}`);
        const resource = kept.value as JsonObject;
        const written = await change.tx.update(scope, resource, {
          note: { ...note, reason: `care team ${team}: ${reason.value}` },
          labels: { ...labels, team: [...labels.team, team] },
        });
        if (!written.ok) throw new Error(`a patient who was read could not be labelled: ${written.refusal.type}`);
        await change.audit(rowOf(note, `taken into care team ${team}: ${reason.value}`, { patient }));
        return good(null);
      });
    },
  };
}
