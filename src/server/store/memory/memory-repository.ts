// The record in memory: for tests, and the plain meaning the SQL stores are held to. It promises nothing after the
// process ends.
import { EMPTY_CHAIN } from '../audit-chain.js';
import { type Definitions } from '../definitions.js';
import { type Repository, type StoreWorld } from '../repository.js';
import { repositoryOver } from '../repository-over.js';
import { allowedOf } from '../scope.js';
import { type Backend, type NewVersion, type WriteSession } from '../session.js';
import { compareText } from '../text-key.js';
import { type Clinic, currentOf, type Kept, reaches, storedOf } from './kept.js';
import { matches, visibleOf } from './matches.js';
import { pageOf } from './sorted.js';

/** An empty store. */
export function memoryRepository(definitions: Definitions, world: StoreWorld): Repository {
  const clinics = new Map<string, Clinic>();
  /** What takes back each step of the transaction that is open. */
  const undo: (() => void)[] = [];
  const back = (length: number) => {
    while (undo.length > length) undo.pop()!();
  };
  const clinicOf = (name: string): Clinic => {
    const known = clinics.get(name) ?? { kept: new Map(), audit: [], ledger: new Map() };
    clinics.set(name, known);
    return known;
  };
  const byPlace = (a: NewVersion, b: NewVersion) => compareText(a.type, b.type) || compareText(a.id, b.id);

  const session: WriteSession = {
    current: async (clinic, allowed, type, id) => {
      const kept = clinicOf(clinic).kept.get(`${type}/${id}`);
      return kept && reaches(clinicOf(clinic), allowed, kept, currentOf(kept)) ? storedOf(currentOf(kept)) : null;
    },
    version: async (clinic, allowed, type, id, version) => {
      const kept = clinicOf(clinic).kept.get(`${type}/${id}`);
      const found = kept?.versions[version - 1];
      const seen = (v: NewVersion) => reaches(clinicOf(clinic), allowed, kept!, v);
      return kept && found && seen(currentOf(kept)) && seen(found) ? storedOf(found) : null;
    },
    history: async ({ clinic, read }, { type, id, count, before }) => {
      const here = clinicOf(clinic);
      const rows = [...here.kept.values()]
        .filter((kept) => {
          const { type: t, id: i } = currentOf(kept);
          return (type === undefined || t === type) && (id === undefined || i === id);
        })
        .flatMap((kept) => {
          const allowed = allowedOf(read, currentOf(kept).type);
          if (!reaches(here, allowed, kept, currentOf(kept))) return [];
          return kept.versions.filter((v) => reaches(here, allowed, kept, v));
        })
        .filter((v) => before === undefined || v.seq < before)
        .sort((a, b) => b.seq - a.seq);
      const entries = rows.slice(0, count).map(storedOf);
      return { entries, next: rows.length > count ? entries.at(-1)!.seq : null };
    },
    search: async (scope, query) => {
      const here = clinicOf(scope.clinic);
      const found = visibleOf(here, scope, query.type).filter((row) =>
        query.filters.every((filter) => matches(here, scope, row, filter)),
      );
      const { rows, next } = pageOf(found, query.sort, query.count, query.after);
      return { entries: rows.map(storedOf), next };
    },
    count: async (scope, query) => {
      const here = clinicOf(scope.clinic);
      return visibleOf(here, scope, query.type).filter((row) =>
        query.filters.every((filter) => matches(here, scope, row, filter)),
      ).length;
    },
    included: async (scope, { direction, type, ids }, { param, source, target }, most) => {
      const here = clinicOf(scope.clinic);
      const refers = (row: NewVersion) => row.values!.reference.filter((r) => r.param === param);
      if (direction === 'revinclude')
        return visibleOf(here, scope, source)
          .filter((row) => refers(row).some((r) => r.type === type && ids.includes(r.id)))
          .sort(byPlace)
          .slice(0, most + 1)
          .map(storedOf);
      const wanted = new Set(
        ids
          .map((id) => here.kept.get(`${type}/${id}`))
          .flatMap((kept) => (kept ? refers(currentOf(kept)) : []))
          .filter((r) => target === undefined || r.type === target)
          .map((r) => `${r.type}/${r.id}`),
      );
      const types = new Set([...wanted].map((key) => key.split('/')[0]!));
      return [...types]
        .flatMap((t) => visibleOf(here, scope, t))
        .filter((row) => wanted.has(`${row.type}/${row.id}`))
        .sort(byPlace)
        .slice(0, most + 1)
        .map(storedOf);
    },
    auditRows: async (clinic, from, count) => clinicOf(clinic).audit.slice(from - 1, from - 1 + count),
    auditFound: async (clinic, { patient, actor, before, count }) =>
      clinicOf(clinic)
        .audit.filter(
          (row) =>
            (patient === undefined || row.patient === patient) &&
            (actor === undefined || row.actor === actor) &&
            (before === undefined || row.seq < before),
        )
        .reverse()
        .slice(0, count),
    patientsIn: async (clinic, versions) => {
      const { kept } = clinicOf(clinic);
      return versions.map((v) =>
        [...(kept.get(`${v.type}/${v.id}`)?.versions[v.version - 1]?.patients ?? [])].sort(compareText),
      );
    },
    kept: async (clinic, kind, id) => clinicOf(clinic).ledger.get(kind)?.get(id) ?? null,
    keptAll: async (clinic, kind) =>
      [...(clinicOf(clinic).ledger.get(kind) ?? [])]
        .map(([id, text]) => ({ kind, id, text }))
        .sort((a, b) => compareText(a.id, b.id)),
    keep: async (clinic, { kind, id, text }) => {
      const { ledger } = clinicOf(clinic);
      const entries = ledger.get(kind) ?? new Map<string, string>();
      ledger.set(kind, entries);
      const before = entries.get(id);
      entries.set(id, text);
      undo.push(() => {
        if (before === undefined) entries.delete(id);
        else entries.set(id, before);
      });
    },
    forget: async (clinic, kind, id) => {
      const entries = clinicOf(clinic).ledger.get(kind);
      const before = entries?.get(id);
      if (before === undefined) return;
      entries!.delete(id);
      undo.push(() => entries!.set(id, before));
    },
    head: async (clinic) => clinicOf(clinic).audit.at(-1) ?? EMPTY_CHAIN,
    append: async (clinic, rows) => {
      const { audit } = clinicOf(clinic);
      const before = audit.length;
      audit.push(...rows);
      undo.push(() => audit.splice(before));
    },
    put: async (clinic, version, labels) => {
      const { kept } = clinicOf(clinic);
      const key = `${version.type}/${version.id}`;
      const before = kept.get(key);
      const next: Kept = {
        versions: [...(before?.versions ?? []), version],
        labels: labels ?? before?.labels ?? {},
      };
      kept.set(key, next);
      undo.push(() => {
        if (before) kept.set(key, before);
        else kept.delete(key);
      });
    },
    patientsOf: async (clinic, type, id, version) =>
      clinicOf(clinic).kept.get(`${type}/${id}`)?.versions[version - 1]?.patients ?? [],
    atomic: async (work) => {
      const mark = undo.length;
      try {
        const result = await work();
        if (!result.ok) back(mark);
        return result;
      } catch (error) {
        back(mark);
        throw error;
      }
    },
  };
  /** The open transaction's end: reads wait for it, so that none sees what may be taken back. */
  let open: Promise<void> | null = null;
  let end = () => {};
  const ended = () => {
    open = null;
    end();
  };
  const backend: Backend = {
    read: async (work) => {
      while (open) await open;
      return work(session);
    },
    begin: async () => {
      open = new Promise((resolve) => {
        end = resolve;
      });
      return session;
    },
    commit: async () => {
      undo.length = 0;
      ended();
    },
    rollback: async () => {
      back(0);
      ended();
    },
    faultOf: () => null,
    reopen: async () => {},
    close: async () => {},
  };
  return repositoryOver(backend, definitions, world);
}
