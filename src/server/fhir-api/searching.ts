// Search (R4 3.1.1): the answer's form around what the store finds. Pages are stable: the next one begins behind the
// last row seen, wherever that is by then.

import { issueOf, outcomeOf } from '#fhir/outcome.js';
import { saidValue } from '#fhir/said-value.js';
import { type Query } from '../store/query.js';
import { readQuery } from '../store/read-query.js';
import { type Page, type StoredVersion } from '../store/repository.js';
import { allowedOf } from '../store/scope.js';
import { type Answer, type Deed } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker, readContextOf } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { bundleText, entryMembers, linkMember } from './bundle-text.js';
import { CURSOR, cursorOfWord, wordOfCursor } from './cursor.js';
import { elementsOf, isElement } from './element-names.js';
import { refusedBy } from './outcome-of-refusal.js';
import { type Part, partOf, partText } from './part.js';
import { onlyValue, type Pair, queryOf } from './query-pairs.js';
import { RECORDS } from './served-types.js';

const ONCE = ['_sort', '_count', '_total'];
const TOTALS = ['none', 'estimate', 'accurate'];

/** A type of which the role may see nothing: said, for an empty list would read as "there is none". */
export const notForThisRole = ({ principal }: Asker, type: string) =>
  refuse('forbidden', {
    what: `the role ${principal.role} reads no ${type}`,
    mend: 'change to a role that does, if you hold one',
  });

/** Makes the deed of a search of one type. */
export function searching(asker: Asker, type: string, asked: Asked): Attempt<Deed> {
  const allowed = allowedOf(asker.scope.read, type);
  if (allowed !== 'all' && allowed.length === 0) return notForThisRole(asker, type);
  const part = partOf(asked.pairs);
  if (!part.ok) return part;
  const query = queryFor(asker, type, asked.pairs);
  if (!query.ok) return query;
  const elements = elementRefusal(part.value, query.value);
  if (!elements.ok) return elements;
  return made({
    together: false,
    perform: async (store) => {
      const found = await store.search(asker.scope, query.value);
      if (!found.ok) return { ok: false, refused: refusedBy(found.refusal) };
      return made(answerOf(asker, query.value, found.value, part.value, asked));
    },
  });
}

/** Refuses elements that no found resource can have: a part without them would read as if they were empty. */
function elementRefusal(part: Part, { type, include, revinclude }: Query): Attempt<null> {
  if (part.type !== 'elements') return made(null);
  const joined = include.length + revinclude.length > 0;
  const wrong = part.names.find((name) => {
    const at = name.indexOf('.');
    if (at > 0) return !isElement(name.slice(0, at), name.slice(at + 1));
    // Where other types are joined, a name is that of any of them.
    return !(joined ? RECORDS : [type]).some((of) => isElement(of, name));
  });
  if (wrong === undefined) return made(null);
  return refuse('bad-parameter', {
    what: `_elements must name top-level elements, not ${saidValue(wrong)}`,
    mend: `those of ${type} are ${elementsOf(type).join(', ')}`,
  });
}

function queryFor(asker: Asker, type: string, pairs: readonly Pair[]): Attempt<Query> {
  for (const name of ONCE) {
    const value = onlyValue(pairs, name);
    if (!value.ok) return value;
    if (name === '_total' && value.value !== null && !TOTALS.includes(value.value))
      return refuse('bad-parameter', {
        what: `_total must be one of ${TOTALS.join(', ')}, not ${saidValue(value.value)}`,
        mend: 'leave it out',
      });
  }
  const word = onlyValue(pairs, CURSOR);
  if (!word.ok) return word;
  const read = readQuery(type, pairs, readContextOf(asker));
  if (!read.ok) return { ok: false, refused: refusedBy(read.refusal) };
  if (word.value === null) return made(read.value);
  const after = cursorOfWord(word.value, read.value.sort);
  return after.ok ? made({ ...read.value, after: after.value }) : after;
}

function answerOf({ base }: Asker, query: Query, page: Page, part: Part, { pairs, query: said }: Asked): Answer {
  const { entries, included, includedCut, next } = page;
  const { type } = query;
  const members = [
    ...entries.map((e) => entryText(base, e, part, 'match')),
    ...included.map((e) => entryText(base, e, part, 'include')),
    ...(includedCut ? [CUT] : []),
  ];
  const total = page.total ?? knownTotal(query, page, pairs);
  const text = bundleText('searchset', [
    ...(total === null ? [] : [`"total":${total}`]),
    linkMember(linksOf(`${base}/${type}`, pairs, next ? wordOfCursor(next) : null)),
    ...entryMembers(members),
  ]);
  return {
    ...{ status: 200, stored: null, located: false, body: { kind: 'resource', text } },
    shown: { action: 'search', type, ...(said === '' ? {} : { query: said }), versions: [...entries, ...included] },
  };
}

/** A first page that is the last one holds them all: that total costs nothing. */
function knownTotal(query: Query, { entries, next }: Page, pairs: readonly Pair[]): number | null {
  const wanted = !pairs.some(([name, value]) => name === '_total' && value === 'none');
  return wanted && !query.after && next === null ? entries.length : null;
}

/** Links of a page: itself, the first one and, where there is one, the next. */
export function linksOf(path: string, pairs: readonly Pair[], next: string | null): Readonly<Record<string, string>> {
  const bare = pairs.filter(([name]) => name !== CURSOR);
  const linkTo = (with_: readonly Pair[]) => (with_.length === 0 ? path : `${path}?${queryOf(with_)}`);
  return {
    self: linkTo(pairs),
    first: linkTo(bare),
    ...(next === null ? {} : { next: linkTo([...bare, [CURSOR, next]]) }),
  };
}

/** An entry with the text, or the asked part, of a kept version. */
export function entryText(base: string, stored: StoredVersion, part: Part, mode: 'match' | 'include'): string {
  const url = JSON.stringify(`${base}/${stored.type}/${stored.id}`);
  return `{"fullUrl":${url},"resource":${partText(stored, part)},"search":{"mode":"${mode}"}}`;
}

const CUT = `{"resource":${JSON.stringify(
  outcomeOf([
    issueOf(
      'too-costly',
      { what: 'more resources are referred to than are included here', mend: 'ask for a smaller page with _count' },
      'warning',
    ),
  ]),
)},"search":{"mode":"outcome"}}`;
