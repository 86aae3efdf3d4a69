// A query in the audit log: its hash, so that an auditor who has a question in hand can show that it was asked, and
// nobody can read from the log what was searched for.
import { sha256 } from '../store/audit-chain.js';

const DOMAIN = 'cluneal/query/1';

/**
 * SHA-256 (hex) of the query in canonical form: a line `name=SHA-256(value)` for each parameter, sorted. The order in
 * which parameters came and their percent signs make no difference.
 */
export function queryHash(query: string): string {
  const lines = [...new URLSearchParams(query)].map(([name, value]) => `${name}=${sha256(value)}`);
  return sha256([DOMAIN, ...lines.sort()].join('\n'));
}
