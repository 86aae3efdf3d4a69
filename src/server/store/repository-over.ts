// The contract over any backend: reads as they come, writes through the one writer.
import { textFromJson } from '#fhir/json-value.js';
import { type Definitions } from './definitions.js';
import { readsOver } from './reading.js';
import { done, RecordDegraded, type Result, refused } from './refusal.js';
import { type MintedId, type Repository, type StoreWorld, type Transaction, type Writes } from './repository.js';
import { type Backend, type ReadSession } from './session.js';
import { type SingleWrite } from './single-write.js';
import { Writer } from './writer.js';
import { ledgerOver, writesOver } from './writing.js';

export function repositoryOver(backend: Backend, definitions: Definitions, world: StoreWorld): Repository {
  const writer = new Writer(backend);
  const single = <K extends keyof Writes>(
    clinic: string,
    write: (writes: Writes) => ReturnType<Writes[K]>,
    asData?: () => SingleWrite,
  ) =>
    writer.run(
      clinic,
      (session) => write(writesOver(session, clinic, definitions, world)) as never,
      true,
      backend.apart && asData?.(),
    ) as ReturnType<Writes[K]>;
  /** A fault of the disk while reading is an answer, and no crash. */
  const asked = <T>(work: (session: ReadSession) => Promise<Result<T>>, whole = false) =>
    answered(() => backend.read(work, whole));
  async function answered<T>(read: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await read();
    } catch (error) {
      const cause = backend.faultOf(error);
      if (!cause) throw error;
      writer.readFailed(cause, error);
      return refused({ type: 'degraded', cause });
    }
  }
  /** The same where the answer has no room for it. */
  const plain = <T>(work: (session: ReadSession) => Promise<T>): Promise<T> =>
    told(asked(async (session) => done(await work(session))));
  async function told<T>(answer: Promise<Result<T>>): Promise<T> {
    const result = await answer;
    if (result.ok) return result.value;
    throw new RecordDegraded(result.refusal);
  }
  return {
    newId: () => world.newId() as MintedId,
    read: (...args) => asked((session) => readsOver(session).read(...args)),
    vread: (...args) => asked((session) => readsOver(session).vread(...args)),
    history: (...args) => asked((session) => readsOver(session).history(...args)),
    search: (scope, query) => {
      if (backend.search) return answered(async () => done(await backend.search!(scope, query)));
      const parts = query.include.length + query.revinclude.length + (query.total === 'accurate' ? 1 : 0);
      return asked((session) => readsOver(session).search(scope, query), parts > 0);
    },
    create: (scope, resource, options) => {
      const { ifNoneExist, id, ...rest } = options;
      const asData = (): SingleWrite => ({
        ...{ type: 'create', scope, text: textFromJson(resource) },
        options: { ...rest, id: id ?? (world.newId() as MintedId) },
      });
      return single<'create'>(
        scope.clinic,
        (w) => w.create(scope, resource, options),
        ifNoneExist ? undefined : asData,
      );
    },
    update: (scope, resource, options) =>
      single<'update'>(
        scope.clinic,
        (w) => w.update(scope, resource, options),
        () => ({ type: 'update', scope, text: textFromJson(resource), options }),
      ),
    updateWhere: (scope, ...rest) => single<'updateWhere'>(scope.clinic, (w) => w.updateWhere(scope, ...rest)),
    delete: (scope, ...rest) => single<'delete'>(scope.clinic, (w) => w.delete(scope, ...rest)),
    audit: (clinic, entries) =>
      single<'audit'>(
        clinic,
        (w) => w.audit(clinic, entries),
        () => ({ type: 'audit', clinic, entries }),
      ),
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
    patientsIn: (clinic, versions) =>
      backend.patientsIn
        ? told(answered(async () => done(await backend.patientsIn!(clinic, versions))))
        : plain((session) => session.patientsIn(clinic, versions)),
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
