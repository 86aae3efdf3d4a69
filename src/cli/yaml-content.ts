// YAML 1.2 (JSON is part of it) to plain data, strictly, with the place of every value for error messages.
// Duplicate keys are looked for here and not by the parser, whose search takes quadratic time on a long map.
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Problem extends Partial<Place> {
  readonly message: string;
}

export type ContentResult =
  | { readonly ok: true; readonly content: unknown; placeOf(path: readonly (string | number)[]): Place | undefined }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Each alias may stand for a whole list, and aliases of aliases multiply: a handful serves any case file. */
const MOST_ALIASES = 100;
const MOST_BRACKETS = 1000;
const NESTED = 'is nested too deeply: a case is a map of fields and one list of findings';

function duplicateKeys(document: Document, placeAt: (offset: number) => Place): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = `${typeof key.value} ${String(key.value)}`;
        if (seen.has(name)) {
          const message = `key ${String(key.value)} stands twice in one map: keep one`;
          problems.push({ ...placeAt(key.range?.[0] ?? 0), message });
        }
        seen.add(name);
      }
    },
  });
  return problems;
}

/** What the parser says, with the mend where we know it. */
function mended(code: string, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'holds several documents split by ---: put the cases in one list';
  if (code === 'TAG_RESOLVE_FAILED') return `${message}: tags are not used in case files, remove it`;
  if (code === 'TAB_AS_INDENT') return 'a tab in the indentation: use spaces';
  return `not valid YAML: ${message}`;
}

/** Brackets open at once; text in quotes counts too, so the bound is far above any case file. */
function deepestBracket(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '[' || c === '{') deepest = Math.max(deepest, ++depth);
    else if (c === ']' || c === '}') depth = Math.max(0, depth - 1);
  }
  return deepest;
}

export function contentFromText(text: string): ContentResult {
  const counter = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  const refuse = (problems: readonly Problem[]): ContentResult => ({ ok: false, problems });
  if (deepestBracket(text) > MOST_BRACKETS) return refuse([{ message: NESTED }]);
  try {
    const options = {
      version: '1.2',
      strict: true,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    } as const;
    const document = parseDocument(text, { ...options, lineCounter: counter });
    const spoken = [...document.errors, ...document.warnings];
    // The parser reports its own overflow as one more syntax error.
    if (spoken.some((e) => e.message.includes('call stack'))) return refuse([{ message: NESTED }]);
    if (spoken.length > 0)
      return refuse(spoken.map((e) => ({ ...placeAt(e.pos[0]), message: mended(e.code, e.message) })));
    const duplicates = duplicateKeys(document, placeAt);
    if (duplicates.length > 0) return refuse(duplicates);
    const content: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { ok: true, content, placeOf: (path) => placeOf(document, path, placeAt) };
  } catch (error) {
    if (error instanceof RangeError) return refuse([{ message: NESTED }]);
    if (error instanceof ReferenceError && /alias/i.test(error.message)) {
      const message = `repeats itself through aliases (*name) more than ${MOST_ALIASES} times: write the values out`;
      return refuse([{ message: /excessive/i.test(error.message) ? message : `not valid YAML: ${error.message}` }]);
    }
    throw error;
  }
}

/** The place of the value at a path, or of the nearest thing around it. */
function placeOf(
  document: Document,
  path: readonly (string | number)[],
  placeAt: (offset: number) => Place,
): Place | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const step of path) {
    if (!isMap(node) && !isSeq(node)) break;
    node = node.get(step, true);
    if (!isNode(node)) break;
    offset = node.range?.[0] ?? offset;
  }
  return offset === undefined ? undefined : placeAt(offset);
}
