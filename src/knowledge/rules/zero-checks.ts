import { type Rule } from './rule.js';

/** An empty folder passes every other rule; this one it does not pass. */
export const zeroChecks: Rule = (files) =>
  (['findings', 'disorders', 'sources', 'redFlags', 'controversies', 'founding', 'patients'] as const)
    .filter((kind) => files[kind].length === 0)
    .map((kind) => ({ rule: 'zero-checks', file: `${kind}`, message: `no ${kind} were found to check` }));
