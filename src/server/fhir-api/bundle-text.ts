// Bundles made from the texts of their parts, as they are kept: nothing is read again, so no decimal changes.
import { textFromJson } from '#fhir/json-value.js';

/** JSON text with line breaks and indents, decimals as they were: only white space is added. */
export function indented(text: string): string {
  let out = '';
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"') {
      const end = endOfString(text, i);
      out += text.slice(i, end);
      i = end - 1;
    } else if ((c === '{' || c === '[') && text[i + 1] !== (c === '{' ? '}' : ']')) {
      depth++;
      out += `${c}\n${'  '.repeat(depth)}`;
    } else if ((c === '}' || c === ']') && text[i - 1] !== '{' && text[i - 1] !== '[') {
      depth--;
      out += `\n${'  '.repeat(depth)}${c}`;
    } else if (c === ',') out += `,\n${'  '.repeat(depth)}`;
    else out += c === ':' ? ': ' : c;
  }
  return out;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** A bundle from the texts of its parts. */
export const bundleText = (type: string, members: readonly string[]): string =>
  `{"resourceType":"Bundle","type":"${type}"${members.map((member) => `,${member}`).join('')}}`;

/** `"link":[...]` */
export const linkMember = (links: Readonly<Record<string, string>>): string =>
  `"link":${textFromJson(Object.entries(links).map(([relation, url]) => ({ relation, url })))}`;

/** `"entry":[...]`, or nothing where there is none: FHIR has no empty lists. */
export const entryMembers = (entries: readonly string[]): readonly string[] =>
  entries.length === 0 ? [] : [`"entry":[${entries.join(',')}]`];
