// The contract over any backend: reads as they come, writes through the one writer.
import { type Definitions } from './definitions.js';
import { readsOver } from './reading.js';
import { done, RecordDegraded, type Result, refused } from './refusal.js';
import { type MintedId, type Repository, type StoreWorld, type Transaction, type Writes } from './repository.js';
import { type Backend, type ReadSession } from './session.js';
import { Writer } from './writer.js';
import { ledgerOver, writesOver } from './writing.js';

export function repositoryOver(backend: Backend, definitions: Definitions, world: StoreWorld): Repository {
  const writer = new Writer(backend);
  const single = <K extends keyof Writes>(clinic: string, write: (writes: Writes) => ReturnType<Writes[K]>) =>
    writer.run(
      clinic,
      (session) => write(writesOver(session, clinic, definitions, world)) as never,
      true,
    ) as ReturnType<Writes[K]>;
  /** A fault of the disk while reading is an answer, and no crash. */
  async function asked<T>(work: (session: ReadSession) => Promise<Result<T>>, whole = false): Promise<Result<T>> {
    try {
      return await backend.read(work, whole);
    } catch (error) {
      const cause = backend.faultOf(error);
      if (!cause) throw error;
      writer.readFailed(cause, error);
      return refused({ type: 'degraded', cause });
    }
  }
  /** The same where the answer has no room for it. */
  async function plain<T>(work: (session: ReadSession) => Promise<T>): Promise<T> {
    const result = await asked(async (session) => done(await work(session)));
    if (result.ok) return result.value;
    throw new RecordDegraded(result.refusal);
  }
  return {
    newId: () => world.newId() as MintedId,
    read: (...args) => asked((session) => readsOver(session).read(...args)),
    vread: (...args) => asked((session) => readsOver(session).vread(...args)),
    history: (...args) => asked((session) => readsOver(session).history(...args)),
    search: (scope, query) => {
      const parts = query.include.length + query.revinclude.length + (query.total === 'accurate' ? 1 : 0);
      return asked((session) => readsOver(session).search(scope, query), parts > 0);
    },
    create: (scope, ...rest) => single<'create'>(scope.clinic, (w) => w.create(scope, ...rest)),
    update: (scope, ...rest) => single<'update'>(scope.clinic, (w) => w.update(scope, ...rest)),
    updateWhere: (scope, ...rest) => single<'updateWhere'>(scope.clinic, (w) => w.updateWhere(scope, ...rest)),
    delete: (scope, ...rest) => single<'delete'>(scope.clinic, (w) => w.delete(scope, ...rest)),
    audit: (clinic, entries) => single<'audit'>(clinic, (w) => w.audit(clinic, entries)),
    transaction: (clinic, work) =>
      writer.run(clinic, (session) => {
        const tx: Transaction = {
          ...readsOver(session),
          ...writesOver(session, clinic, definitions, world),
          ...ledgerOver(session, clinic),
        };
        return work(tx);
      }),
    auditRows: (...args) => plain((session) => session.auditRows(...args)),
    auditFound: (...args) => plain((session) => session.auditFound(...args)),
    patientsIn: (...args) => plain((session) => session.patientsIn(...args)),
    kept: (...args) => plain((session) => session.kept(...args)),
    keptAll: (...args) => plain((session) => session.keptAll(...args)),
    health: () => writer.health(),
    recover: () => writer.recover(),
    close: async () => {
      await writer.close();
      await backend.close();
    },
  };
}
