// Finds a finding by its everyday name, its clinical name or its id, forgiving a slip of the finger; and reads a side
// or a "no" from the same words ("no crest left").
import { type Side } from '#core/finding.js';
import { type FindingEntry } from '#core/knowledge.js';

/** The words for sides and for "no" in the user's language, comma-separated. */
export interface SearchWords {
  readonly left: string;
  readonly right: string;
  readonly both: string;
  readonly no: string;
}

export interface FindingQuery {
  readonly terms: readonly string[];
  readonly side?: Side;
  readonly absent: boolean;
}

const plain = (s: string): string => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const words = (s: string): string[] =>
  plain(s)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

export function readQuery(text: string, vocabulary: SearchWords): FindingQuery {
  const is = (list: string, w: string) => list.split(',').includes(w);
  let side: Side | undefined;
  let absent = text.trimStart().startsWith('-');
  const terms: string[] = [];
  for (const w of words(text)) {
    if (is(vocabulary.left, w)) side = side === 'R' ? 'B' : 'L';
    else if (is(vocabulary.right, w)) side = side === 'L' ? 'B' : 'R';
    else if (is(vocabulary.both, w)) side = 'B';
    else if (is(vocabulary.no, w)) absent = true;
    else terms.push(w);
  }
  return { terms, absent, ...(side ? { side } : {}) };
}

/** One slip apart: a letter changed, missing, doubled, or two swapped. */
function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let j = 0;
  while (j < a.length - i && j < b.length - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
  const restA = a.length - i - j;
  const restB = b.length - i - j;
  if (restA <= 1 && restB <= 1) return true;
  return restA === 2 && restB === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
}

interface Indexed {
  readonly entry: FindingEntry;
  readonly fields: readonly { readonly words: readonly string[]; readonly worth: number }[];
}

function scoreOf(term: string, item: Indexed): number {
  let best = 0;
  for (const { words: list, worth } of item.fields) {
    for (const w of list) {
      const hit =
        w === term
          ? 4
          : w.startsWith(term)
            ? 3
            : term.length >= 3 && w.includes(term)
              ? 2
              : term.length >= 4 && (oneSlip(term, w) || oneSlip(term, w.slice(0, term.length)))
                ? 1
                : 0;
      best = Math.max(best, hit * worth);
    }
  }
  return best;
}

/** Indexes the entries once; the result answers queries, best first. Every term must be found. */
export function findingSearch(
  entries: readonly FindingEntry[],
): (query: FindingQuery, most: number) => readonly FindingEntry[] {
  const index = entries.map(
    (entry): Indexed => ({
      entry,
      fields: [
        // The id names the thing itself; names and clinical terms mention other things too ("away from the crest").
        { words: words(entry.id), worth: 1.2 },
        { words: words(entry.name), worth: 1 },
        { words: words(entry.clinical), worth: 0.9 },
      ],
    }),
  );
  return ({ terms }, most) => {
    if (terms.length === 0) return [];
    const hits: { entry: FindingEntry; score: number }[] = [];
    for (const item of index) {
      let score = 0;
      let all = true;
      for (const term of terms) {
        const s = scoreOf(term, item);
        if (s === 0) {
          all = false;
          break;
        }
        score += s;
      }
      if (all) hits.push({ entry: item.entry, score });
    }
    hits.sort(
      (a, b) => b.score - a.score || a.entry.name.length - b.entry.name.length || a.entry.id.localeCompare(b.entry.id),
    );
    return hits.slice(0, most).map((h) => h.entry);
  };
}
