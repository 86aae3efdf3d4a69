// Seeded randomness, passed in and never taken from the platform, so that the same case, knowledge and seed
// give the same answer. Generator: sfc32 (Doty-Humphrey, PractRand); gamma: Marsaglia & Tsang,
// ACM Trans Math Softw 2000;26:363-372.

/** A stream of random numbers with a fixed past and future. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Gamma with the given shape and scale 1; shape > 0. */
  gamma(shape: number): number;
  /** Beta(a, b); a, b > 0. */
  beta(a: number, b: number): number;
}

/** FNV-1a over UTF-16 code units: turns a name into a 32-bit stream number, so each parameter has its own stream. */
export function streamOf(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** A generator for `seed`, optionally on a named stream of that seed. */
export function seededRandom(seed: number, stream = ''): Random {
  let a = seed | 0;
  let b = streamOf(stream) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) next();

  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const gamma = (shape: number): number => {
    if (!(shape > 0)) throw new Error(`gamma needs a positive shape: ${shape}`);
    if (shape < 1) return gamma(shape + 1) * (1 - next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const k = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + k * x) ** 3;
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const beta = (alpha: number, bet: number): number => {
    const x = gamma(alpha);
    const y = gamma(bet);
    return x + y === 0 ? 0.5 : x / (x + y);
  };
  return { uniform: next, normal, gamma, beta };
}
