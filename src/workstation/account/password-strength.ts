// How easily a password is guessed, in four steps: a hint while it is typed. What the server accepts is length alone.

/** The server refuses anything shorter. */
export const SHORTEST_PASSWORD = 12;

const COMMON = [
  'password',
  'passwort',
  'qwerty',
  'qwertz',
  'azerty',
  'letmein',
  'welcome',
  'admin',
  'iloveyou',
  'monkey',
  'dragon',
  'cluneal',
  'clinic',
  'doctor',
  'hospital',
];

/** Characters that add something: a run of one letter or a count upward is worth one. */
function weightOf(text: string): number {
  let weight = 0;
  for (let i = 0; i < text.length; i++) {
    const step = i === 0 ? Number.NaN : text.charCodeAt(i) - text.charCodeAt(i - 1);
    weight += step === 0 || step === 1 || step === -1 ? 0.25 : 1;
  }
  return weight;
}

/**
 * 0 (weak) to 3 (strong). `known` are words an attacker would try first: the person's name, the login, the clinic.
 */
export function strengthOf(password: string, known: readonly string[] = []): number {
  if (password.length < SHORTEST_PASSWORD) return 0;
  const words = [...COMMON, ...known.flatMap((k) => k.split(/[^\p{L}\p{N}]+/u)).filter((w) => w.length >= 4)];
  let rest = password.toLowerCase();
  for (const word of words) rest = rest.replaceAll(word.toLowerCase(), 'x');
  const distinct = new Set(rest).size;
  const weight = Math.min(weightOf(rest), distinct * 2);
  return weight < 9 ? 0 : weight < 13 ? 1 : weight < 17 ? 2 : 3;
}
