// Read and version read (R4 3.1.0.1-2). The text is sent as it is kept.
import { type Result } from '../store/refusal.js';
import { type Reads, type StoredVersion } from '../store/repository.js';
import { type Answer, type Deed, etagOf } from './answer.js';
import { type Asked } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { refusedBy } from './outcome-of-refusal.js';
import { type Part, partOf, partText } from './part.js';
import { onlyKnown } from './query-pairs.js';

/** Makes the deed of a read of the current version. */
export const reading = (asker: Asker, type: string, id: string, asked: Asked): Attempt<Deed> =>
  showing('read', asked, (store) => store.read(asker.scope, type, id));

/** Makes the deed of a read of one version. */
export const versionReading = (asker: Asker, type: string, id: string, version: number, asked: Asked): Attempt<Deed> =>
  showing('vread', asked, (store) => store.vread(asker.scope, type, id, version));

function showing(
  action: 'read' | 'vread',
  asked: Asked,
  find: (store: Reads) => Promise<Result<StoredVersion>>,
): Attempt<Deed> {
  const known = onlyKnown(asked.pairs, ['_summary', '_elements']);
  if (!known.ok) return known;
  const part = partOf(asked.pairs);
  if (!part.ok) return part;
  if (part.value.type === 'count')
    return refuse('bad-parameter', { what: '_summary=count has no meaning for one resource', mend: 'leave it out' });
  return made({
    together: false,
    perform: async (store) => {
      const found = await find(store);
      if (!found.ok) return { ok: false, refused: refusedBy(found.refusal) };
      return made(answerOf(action, found.value, part.value, asked));
    },
  });
}

function answerOf(action: 'read' | 'vread', stored: StoredVersion, part: Part, { ifNoneMatch, query }: Asked): Answer {
  const { type, id } = stored;
  // Whoever is told that nothing has changed reads the copy they have.
  const shown = { action, type, id, ...(query === '' ? {} : { query }), versions: [stored] };
  if (ifNoneMatch !== null && matches(ifNoneMatch, etagOf(stored)))
    return { status: 304, stored, located: false, body: { kind: 'none' }, shown };
  return { status: 200, stored, located: false, body: { kind: 'resource', text: partText(stored, part) }, shown };
}

/** Whether an If-None-Match names the tag; weak and strong are compared alike (RFC 9110 13.1.2). */
function matches(header: string, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}
