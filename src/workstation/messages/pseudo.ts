// A pretend language for finding text that was never given to a translator: accented, a third longer, in brackets.
// Placeholders and the words a search understands stay as they are.
type Tree = { readonly [key: string]: string | Tree };

const FROM = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const TO = [...'åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻḾÑÖÞǪŔŠŢÛṼŴẊÝŽ'];

export function pseudoText(text: string): string {
  const accented = text
    .split(/(\{\{.*?\}\})/)
    .map((part) => (part.startsWith('{{') ? part : [...part].map((c) => TO[FROM.indexOf(c)] ?? c).join('')))
    .join('');
  return text === '' ? '' : `[${accented}${'·'.repeat(Math.ceil(text.length / 3))}]`;
}

export function pseudoOf<T extends Tree>(messages: T): T {
  const of = (tree: Tree): Tree =>
    Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [
        key,
        key === 'searchWords' ? value : typeof value === 'string' ? pseudoText(value) : of(value),
      ]),
    );
  return of(messages) as T;
}
