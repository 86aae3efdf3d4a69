// The one writer: jobs wait their turn and share a commit, so that many small writes cost one flush of the disk. A job
// is answered only after the commit that holds it. After a failed flush nothing is tried again in hope: the kernel may
// have dropped what it could not write, and a second flush would succeed without it (PostgreSQL's lesson of 2018).
import { type DegradedCause, type Result, refused } from './refusal.js';
import { type Health } from './repository.js';
import { type Backend, type WriteSession } from './session.js';
import { type SingleWrite } from './single-write.js';

/** Jobs of one commit; more would make the first of them wait too long, and all reads beside a store of this thread. */
const MOST_IN_COMMIT = 24;

/** Commits given to a writer apart before the first is answered: it need not wait for this thread to look up. */
const MOST_APART = 2;

type Work<T> = (session: WriteSession) => Promise<Result<T>>;

interface Job {
  readonly clinic: string;
  readonly work: Work<unknown>;
  /** The work is one step that undoes itself when it is refused; another step around it would cost for nothing. */
  readonly single: boolean;
  /** The same as data, where it can be. */
  readonly write: SingleWrite | undefined;
  readonly settle: (outcome: Outcome) => void;
}
type Outcome =
  | { readonly type: 'result'; readonly result: Result<unknown> }
  | { readonly type: 'thrown'; readonly error: unknown };

export class Writer {
  #jobs: Job[] = [];
  #draining: Promise<void> | null = null;
  #health: Health = { type: 'ready' };
  #recovering: Promise<Health> | null = null;
  #closed = false;
  /** Tells the drain that there is more to do. */
  #arrived: () => void = () => {};
  /** When both wait: whether the last commit was of rows of the log. */
  #logsNext = true;
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  health(): Health {
    return this.#health;
  }

  /** Runs the work alone, in its turn, and answers after the commit. */
  run<T>(clinic: string, work: Work<T>, single = false, write?: SingleWrite): Promise<Result<T>> {
    if (this.#closed) throw new Error('the store is closed');
    return new Promise((resolve, reject) => {
      this.#jobs.push({
        clinic,
        work,
        single,
        write,
        settle: (outcome) => (outcome.type === 'thrown' ? reject(outcome.error) : resolve(outcome.result as Result<T>)),
      });
      this.#arrived();
      this.#draining ??= this.#drain();
    });
  }

  /** Opens the store anew after a fault; ready when it is sound and takes a write. Asked twice, it is done once. */
  recover(): Promise<Health> {
    this.#recovering ??= this.#recovered().finally(() => {
      this.#recovering = null;
    });
    return this.#recovering;
  }

  async #recovered(): Promise<Health> {
    await this.#draining;
    if (this.#health.type === 'ready') return this.#health;
    try {
      await this.#backend.reopen(this.#health.cause);
      this.#health = { type: 'ready' };
    } catch (error) {
      this.#degrade(this.#backend.faultOf(error) ?? 'io-error', error);
    }
    return this.#health;
  }

  /** Finishes what was asked before, and takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    const apart = new Set<Promise<void>>();
    while (this.#jobs.length > 0 || apart.size > 0) {
      if (this.#jobs.length === 0) {
        await Promise.race([...apart, new Promise<void>((arrived) => (this.#arrived = arrived))]);
        continue;
      }
      // Whatever else arrives in this turn of the event loop shares the commit, and who came to read has his turn.
      await new Promise((resume) => setImmediate(resume));
      if (apart.size >= MOST_APART) await Promise.race(apart);
      const jobs = this.#taken();
      if (this.#writesOf(jobs)) {
        const commit = this.#commit(jobs).finally(() => apart.delete(commit));
        apart.add(commit);
      } else {
        // The file is written at one place at a time.
        await Promise.all(apart);
        await this.#commit(jobs);
      }
    }
    this.#draining = null;
  }

  /** The jobs of the next commit, in their order. One clinic a commit: its rows live on one node of a distributed database. */
  #taken(): readonly Job[] {
    const { clinic } = this.#jobs[0]!;
    // Rows of the log come by the hundred and nobody looks at them. On a writer of its own they take turns with the rest,
    // so that who wrote something does not wait for them too.
    const own = this.#jobs.filter((job) => job.clinic === clinic);
    const turns = this.#backend.apart && own.some(isLog) && !own.every(isLog);
    if (turns) this.#logsNext = !this.#logsNext;
    const taken: Job[] = [];
    const left: Job[] = [];
    for (const job of this.#jobs) {
      const fits = job.clinic === clinic && !(turns && isLog(job) !== this.#logsNext);
      (fits && taken.length < MOST_IN_COMMIT ? taken : left).push(job);
    }
    this.#jobs = left;
    return taken;
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    const outcomes: Outcome[] = [];
    if (this.#health.type === 'degraded') {
      const { cause } = this.#health;
      for (const job of jobs) job.settle(degraded(cause));
      return;
    }
    const apart = this.#writesOf(jobs);
    try {
      if (apart) {
        for (const outcome of await this.#backend.apart!(jobs[0]!.clinic, apart))
          outcomes.push(outcome.type === 'result' ? outcome : { type: 'thrown', error: new Error(outcome.message) });
      } else {
        const session = await this.#backend.begin(jobs[0]!.clinic);
        for (const job of jobs) outcomes.push(await this.#outcomeOf(job, session));
        await this.#backend.commit();
      }
      jobs.forEach((job, i) => {
        job.settle(outcomes[i]!);
      });
    } catch (error) {
      const cause = this.#backend.faultOf(error);
      if (cause) this.#degrade(cause, error);
      if (!apart) await this.#backend.rollback().catch(() => {});
      for (const job of jobs) job.settle(cause ? degraded(cause) : { type: 'thrown', error });
    }
  }

  /** The jobs as data, where all of them are and the store has a place apart for them. */
  #writesOf(jobs: readonly Job[]): readonly SingleWrite[] | null {
    if (!this.#backend.apart) return null;
    const writes = jobs.flatMap(({ write }) => write ?? []);
    return writes.length === jobs.length ? writes : null;
  }

  async #outcomeOf(job: Job, session: WriteSession): Promise<Outcome> {
    try {
      return {
        type: 'result',
        result: await (job.single ? job.work(session) : session.atomic(() => job.work(session))),
      };
    } catch (error) {
      // A fault of the disk ends the whole commit; a mistake of this job only this job.
      if (this.#backend.faultOf(error)) throw error;
      return { type: 'thrown', error };
    }
  }

  /** Of a fault met while reading: a disk that cannot be read is not to be written. */
  readFailed(cause: DegradedCause, error: unknown): void {
    if (cause === 'io-error') this.#degrade(cause, error);
  }

  #degrade(cause: DegradedCause, error: unknown): void {
    this.#health = { type: 'degraded', cause, message: error instanceof Error ? error.message : String(error) };
  }
}

const isLog = (job: Job): boolean => job.write?.type === 'audit';
const degraded = (cause: DegradedCause): Outcome => ({ type: 'result', result: refused({ type: 'degraded', cause }) });
