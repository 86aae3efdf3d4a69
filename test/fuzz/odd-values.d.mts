export const NAUGHTY: readonly string[];
