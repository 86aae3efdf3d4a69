// The login that a name suggests, and what a login may be.

const TITLES = new Set(['dr', 'prof', 'mr', 'mrs', 'ms', 'mx', 'md', 'phd', 'pt', 'dpt', 'do']);

/** 2 to 64 characters of any script, as the server takes them. */
export function isLogin(text: string): boolean {
  const { length } = [...text.trim()];
  return length >= 2 && length <= 64;
}

/** "Dr Aiko Tanaka" suggests aiko.tanaka; a name without Latin letters suggests nothing. */
export function loginFrom(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((w) => w !== '' && !TITLES.has(w));
  const kept = words.length > 2 ? [words[0]!, words.at(-1)!] : words;
  return kept.join('.').slice(0, 40).replace(/\.$/, '');
}
