// The audit of reads over the store. A row costs a flush of the disk, so those of ordinary reads wait a quarter of a
// second for each other; a crash of the whole machine can lose that much of them, and never a row of a write. Where a
// record was opened with a reason, and for an export, the answer waits for its row.
import { type Policy } from '../authorization/policy.js';
import { type Principal } from '../authorization/principal.js';
import { type AuditEntry } from '../store/audit-chain.js';
import { type Repository } from '../store/repository.js';
import { compareText } from '../store/text-key.js';
import { type ServerWorld } from '../world.js';
import { entriesOfShown, entryOfRefused, NOBODY } from './entries-of-shown.js';
import { AuditUnavailable, type ReadAudit, type Shown } from './read-audit.js';

/** Rows that are written together. */
const BATCH = 128;
/** Versions whose patients are asked for together, and one answer more. */
const ASKED_TOGETHER = 512;
const WAIT_MS = 250;
/** References to versions that may wait, across all answers: some megabytes, and seconds of the fullest load. */
const MOST_WAITING = 20_000;
/** With so many waiting nobody new is let in (load-shedding.ts), for a request that is begun and then refused costs twice. */
const BEHIND = 5_000;
/** Refusals of strangers that may wait; more are counted in one row, for a stranger must not fill the log. */
const MOST_STRANGERS = 32;
/** A row that a fault has held back longer says so: its own time is that of the writing. */
const LATE_MS = 5_000;

type Waiting = { readonly at: number; readonly weight: number } & (
  | { readonly shown: Shown; readonly principal: Principal }
  | { readonly refused: AuditEntry }
);

/** The audit of reads of one clinic. The policy says who did it and why. */
export function readAuditOver(
  repository: Pick<Repository, 'audit' | 'patientsIn' | 'health'>,
  clinic: string,
  policy: Policy,
  world: Pick<ServerWorld, 'now'>,
): ReadAudit {
  const waiting: Waiting[] = [];
  let weight = 0;
  let strangers = 0;
  /** Refusals that found no room. */
  let untold = 0;
  /** A quarter of a second is running. */
  let armed = false;
  let writing: Promise<void> | null = null;

  const degraded = (): boolean => repository.health().type === 'degraded';

  /** The patients that each of these answers was about, in one question. */
  async function patientsOf(answers: readonly Pick<Shown, 'versions' | 'patients'>[]) {
    const versions = answers.flatMap((one) => one.versions);
    const about = versions.length === 0 ? [] : await repository.patientsIn(clinic, versions);
    let at = 0;
    return answers.map(({ versions, patients = [] }): readonly string[] => {
      const own = about.slice(at, at + versions.length).flat();
      at += versions.length;
      return [...new Set([...own.sort(compareText), ...patients])];
    });
  }

  async function write(entries: readonly AuditEntry[]): Promise<void> {
    const written = await repository.audit(clinic, entries);
    if (!written.ok) throw new AuditUnavailable('disk');
  }

  /** Rows that the answer waits for. */
  async function writeNow(principal: Principal, shown: Shown, patients: readonly string[], at: number): Promise<void> {
    await write(entriesOfShown(policy, principal, shown, patients, at));
  }

  async function noteOpened(principal: Principal, shown: Shown, at: number): Promise<void> {
    const [patients = []] = await patientsOf([shown]);
    if (shown.action === 'export' || principal.opened.some((o) => patients.includes(o.patient)))
      return writeNow(principal, shown, patients, at);
    hold({ at, principal, shown: { ...shown, versions: shown.versions.map(light) }, weight: weightOf(shown) });
  }

  function hold(one: Waiting): void {
    waiting.push(one);
    weight += one.weight;
    if (waiting.length >= BATCH) void drain().catch(() => {});
    else arm();
  }

  function arm(): void {
    if (armed) return;
    armed = true;
    setTimeout(() => {
      armed = false;
      void drain().catch(() => {});
    }, WAIT_MS).unref();
  }

  function entriesOf(one: Waiting, patients: readonly string[]): readonly AuditEntry[] {
    const entries =
      'refused' in one ? [one.refused] : entriesOfShown(policy, one.principal, one.shown, patients, one.at);
    return world.now() - one.at < LATE_MS ? entries : entries.map((entry) => late(entry, one.at));
  }

  /** Writes what waited when it was called. What cannot be written goes on waiting. */
  async function drained(): Promise<void> {
    for (let left = waiting.length; left > 0; ) {
      const answers: Waiting[] = [];
      for (let heavy = 0; answers.length < left && heavy < ASKED_TOGETHER; ) {
        const one = waiting[answers.length]!;
        answers.push(one);
        heavy += one.weight;
      }
      left -= answers.length;
      const patients = await patientsOf(answers.map((one) => ('shown' in one ? one.shown : ABOUT_NOBODY)));
      for (let from = 0; from < answers.length; ) {
        const entries: AuditEntry[] = [];
        let to = from;
        for (; to < answers.length && entries.length < BATCH; to++)
          entries.push(...entriesOf(answers[to]!, patients[to]!));
        await writeFirst(to - from, entries, left === 0 && to === answers.length ? untold : 0);
        from = to;
      }
    }
  }

  /** Writes the rows of the first answers that wait, and lets go of those; `counted` refusals are told in one row more. */
  async function writeFirst(answers: number, entries: readonly AuditEntry[], counted: number): Promise<void> {
    await write(counted > 0 ? [...entries, countedRow(counted)] : entries);
    untold -= counted;
    for (const one of waiting.splice(0, answers)) {
      weight -= one.weight;
      if ('refused' in one && one.refused.actor === NOBODY) strangers--;
    }
  }

  const countedRow = (count: number): AuditEntry => ({
    ...{ actor: NOBODY, role: NOBODY, policy: policy.version, action: 'refused', outcome: 'refused' },
    reason: `${count} more were refused in this moment`,
  });

  function drain(): Promise<void> {
    writing ??= drained().finally(() => {
      writing = null;
      if (waiting.length > 0) arm();
    });
    return writing;
  }

  return {
    shown: (principal, shown) => {
      if (degraded()) return Promise.reject(new AuditUnavailable('disk'));
      const heavy = weightOf(shown);
      if (weight + heavy > MOST_WAITING) return Promise.reject(new AuditUnavailable('too-many'));
      const at = world.now();
      if (shown.action === 'export' || principal.opened.length > 0) return noteOpened(principal, shown, at);
      hold({ at, principal, shown: { ...shown, versions: shown.versions.map(light) }, weight: heavy });
      return NOTED;
    },
    refused: (principal, refused) => {
      if (weight >= MOST_WAITING || (!principal && strangers >= MOST_STRANGERS)) {
        untold++;
        return;
      }
      if (!principal) strangers++;
      const at = world.now();
      hold({ at, weight: 1, refused: entryOfRefused(policy, principal, refused, at) });
    },
    behind: () => weight > BEHIND,
    flush: async () => {
      // A drain under way took only what waited when it began.
      await writing?.catch(() => {});
      await drain();
    },
  };
}

const ABOUT_NOBODY: Pick<Shown, 'versions'> = { versions: [] };
const NOTED: Promise<void> = Promise.resolve();

const weightOf = (shown: Shown): number => Math.max(1, shown.versions.length);

/** What the log needs of a version; its text would be megabytes. */
const light = (version: Shown['versions'][number]): Shown['versions'][number] => ({ ...version, text: '' });

function late(entry: AuditEntry, at: number): AuditEntry {
  const when = `done at ${new Date(at).toISOString()}, logged late`;
  return { ...entry, reason: entry.reason === undefined ? when : `${entry.reason}; ${when}` };
}
