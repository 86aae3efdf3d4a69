import { type Rule } from './rule.js';

/** Both sides of a controversy point to claims that exist. */
export const controversyClaims: Rule = (files) => {
  const known = new Set(files.sources.flatMap((s) => [...(s.reports ?? []), ...(s.statements ?? [])].map((x) => x.id)));
  return files.controversies.flatMap((c) =>
    [...c['side-a'].claims, ...c['side-b'].claims]
      .filter((id) => !known.has(id))
      .map((id) => ({
        rule: 'controversy-claims',
        file: 'controversies.yaml',
        message: `${c.id}: no such claim: ${id}`,
      })),
  );
};
