// How it is told that a role may not write: with the role, the type and who may, as the matrix has it. It says the same
// whatever is there, so it tells of nothing that is hidden.
import { refusal } from '#fhir/outcome.js';
import { MATRIX, WORDS } from '../authorization/matrix.js';
import { ROLES, type Role } from '../authorization/principal.js';
import { allowedOf } from '../store/scope.js';
import { type Deed } from './answer.js';
import { type Asker } from './asker.js';
import { type Attempt, made, type Refused } from './attempt.js';
import { MAY_NOT_WRITE } from './outcome-of-refusal.js';

const rowsOf = (type: string) => MATRIX.filter(({ writes }) => writes.includes(type));
const writersOf = (type: string): readonly Role[] =>
  ROLES.filter((role) => rowsOf(type).some(({ cells }) => cells[role] !== 'never'));

/** The refusal of a write of this type to this asker. */
export function mayNotWrite({ principal, scope }: Asker, type: string): Refused {
  const { role } = principal;
  const allowed = allowedOf(scope.write, type);
  if (allowed !== 'all' && allowed.length === 0) {
    const writers = writersOf(type).filter((writer) => writer !== role);
    const who = writers.length === 0 ? 'no role may' : `may: ${writers.join(', ')}`;
    return {
      outcome: refusal('forbidden', {
        what: `the role ${role} may not write ${type}`,
        mend: `${who}; change to such a role, if you hold one, or ask somebody who does`,
      }),
    };
  }
  const reach = rowsOf(type).flatMap(({ cells }) => (cells[role] === 'never' ? [] : [WORDS[cells[role]]]));
  return {
    outcome: refusal('forbidden', {
      what: `the role ${role} may not write this ${type} here`,
      mend: `it writes ${type} for: ${[...new Set(reach)].join(', ')}; ask somebody of the patient's care team`,
    }),
  };
}

/** The deed, or the refusal of it, that says who may where it says that the asker may not. */
export function sayingWhoMay(asker: Asker, type: string, attempt: Attempt<Deed>): Attempt<Deed> {
  const worded = <T>(told: Attempt<T>): Attempt<T> =>
    !told.ok && told.refused === MAY_NOT_WRITE ? { ok: false, refused: mayNotWrite(asker, type) } : told;
  if (!attempt.ok) return worded(attempt);
  const { together, perform } = attempt.value;
  return made({ together, perform: async (store) => worded(await perform(store)) });
}
