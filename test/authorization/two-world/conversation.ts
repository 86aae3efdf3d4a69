// One asker and one world, request after request: what a request refers to of answers before it, and what an answer says
// once the names that mean nothing are taken out.
import { type Principal } from '#server/authorization/principal.js';
import { type Answered, type Face } from './face.js';
import { type Asked } from './random-request.js';

/** Headers that name the moment or the request, and nothing of the record. */
const PASSING: ReadonlySet<string> = new Set(['date', 'x-request-id']);
/** Answers made of the audit chain. */
const OF_THE_LOG = /^(?:AuditEvent|Provenance|\/audit\/)/;
/**
 * Rows of the log and places between them are named by words that tell nothing (names-of-rows.test.ts): the same row has
 * another name in another world, and a question that holds such a name another hash. They are replaced by the order in
 * which they first came.
 */
const NAMES = new RegExp(
  [
    String.raw`\b[ap]-[0-9a-f]{32}\b`,
    String.raw`(?<=_cursor=)[\w-]{22,}`,
    String.raw`(?<="next":")[\w-]{22,}`,
    '(?<="SHA-256 of the query","valueString":")[0-9a-f]{64}',
  ].join('|'),
  'g',
);

export interface Said {
  readonly asked: Asked;
  readonly answer: Answered;
  /** All that the asker could learn from it. */
  readonly text: string;
}

export class Conversation {
  readonly #face: Face;
  readonly #asker: Principal;
  readonly #names = new Map<string, string>();
  /** Places in answers before: the next page, what was created last, the row of the log seen last. */
  readonly #places: Record<string, string> = { '@next': 'Patient', '@last': 'Patient/p0', '@row': 'AuditEvent/a-1' };

  constructor(face: Face, asker: Principal) {
    this.#face = face;
    this.#asker = asker;
  }

  /** Asks; `at` is the place of the request among all. */
  async ask(request: Asked, at: number): Promise<Said> {
    const asked = { ...request, path: this.#places[request.path] ?? request.path };
    const answer = await this.#face.ask(this.#asker, asked, at);
    this.#remember(answer);
    return { asked, answer, text: this.#textOf(asked, answer) };
  }

  #remember({ headers, body }: Answered): void {
    const next = /"relation":"next","url":"([^"]+)"/.exec(body)?.[1];
    if (next !== undefined) this.#places['@next'] = next.slice(next.indexOf('/fhir/') + 6);
    const created = /\/fhir\/([A-Za-z]+\/[^/]+)\/_history\/1$/.exec(headers.location ?? '')?.[1];
    if (created !== undefined) this.#places['@last'] = created;
    const row = /"fullUrl":"[^"]+\/((?:AuditEvent|Provenance)\/[^"]+)"/.exec(body)?.[1];
    if (row !== undefined) this.#places['@row'] = row;
  }

  #textOf({ path }: Asked, { status, headers, body }: Answered): string {
    const told = Object.entries(headers).filter(([name]) => !PASSING.has(name));
    const text = OF_THE_LOG.test(path) ? body.replace(NAMES, (name) => this.#renamed(name)) : body;
    return JSON.stringify([status, told.sort(), text]);
  }

  #renamed(name: string): string {
    const known = this.#names.get(name) ?? `row ${this.#names.size + 1}`;
    this.#names.set(name, known);
    return known;
  }
}
