// Stands between the accounts and the store in every test of them, and breaks a transaction that changes an account,
// a session or anything else of the clinic's people without a row of the audit chain.
import { type Repository } from '#server/store/repository.js';

/** What may be counted or noted without a row: tries, last use, and how lately a password was given. */
const told = (session: string): string => {
  const { id, account, role, made, until, locked, opened } = JSON.parse(session);
  return JSON.stringify([id, account, role, made, until, locked, opened]);
};

/** Watches the repository's transactions from now on. */
export function watched(repository: Repository): Repository {
  const { transaction } = repository;
  const watching: Repository['transaction'] = (clinic, work) =>
    transaction(clinic, async (tx) => {
      const changed: string[] = [];
      let rows = 0;
      const result = await work({
        ...tx,
        keep: async (of, entry) => {
          const { kind, id, text } = entry;
          const before = await tx.kept(of, kind, id);
          const same = kind === 'session' ? before !== null && told(before) === told(text) : before === text;
          if (kind !== 'throttle' && !same) changed.push(`${kind} ${id}`);
          await tx.keep(of, entry);
        },
        forget: async (of, kind, id) => {
          if (kind !== 'throttle' && (await tx.kept(of, kind, id)) !== null) changed.push(`${kind} ${id}`);
          await tx.forget(of, kind, id);
        },
        audit: async (of, entries) => {
          rows += entries.length;
          return tx.audit(of, entries);
        },
      });
      if (result.ok && changed.length > 0 && rows === 0)
        throw new Error(`changed without a row of the audit chain: ${changed.join(', ')}`);
      return result;
    });
  return Object.assign(repository, { transaction: watching });
}
