// The contract over any backend: reads as they come, writes through the one writer.
import { type Definitions } from './definitions.js';
import { readsOver } from './reading.js';
import { type MintedId, type Repository, type StoreWorld, type Transaction, type Writes } from './repository.js';
import { type Backend } from './session.js';
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
  return {
    newId: () => world.newId() as MintedId,
    read: (...args) => backend.read((session) => readsOver(session).read(...args), false),
    vread: (...args) => backend.read((session) => readsOver(session).vread(...args), false),
    history: (...args) => backend.read((session) => readsOver(session).history(...args), false),
    search: (scope, query) => {
      const parts = query.include.length + query.revinclude.length + (query.total === 'accurate' ? 1 : 0);
      return backend.read((session) => readsOver(session).search(scope, query), parts > 0);
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
    auditRows: (...args) => backend.read((session) => session.auditRows(...args), false),
    auditFound: (...args) => backend.read((session) => session.auditFound(...args), false),
    patientsIn: (...args) => backend.read((session) => session.patientsIn(...args), false),
    kept: (...args) => backend.read((session) => session.kept(...args), false),
    keptAll: (...args) => backend.read((session) => session.keptAll(...args), false),
    health: () => writer.health(),
    recover: () => writer.recover(),
    close: async () => {
      await writer.close();
      await backend.close();
    },
  };
}
