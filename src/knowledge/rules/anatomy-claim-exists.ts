import { type Rule } from './rule.js';

/** The claims of a nerve point are reports or statements of a source, and its dispute is a controversy. */
export const anatomyClaimExists: Rule = ({ anatomy, sources, controversies }) => {
  const claims = new Set(sources.flatMap((s) => [...(s.reports ?? []), ...(s.statements ?? [])].map((x) => x.id)));
  const disputes = new Set(controversies.map((c) => c.id));
  return anatomy.points.flatMap((p) =>
    [
      ...p.claims.filter((id) => !claims.has(id)).map((id) => `no such claim: ${id}`),
      ...(p.dispute && !disputes.has(p.dispute) ? [`no such controversy: ${p.dispute}`] : []),
    ].map((message) => ({
      rule: 'anatomy-claim-exists',
      file: 'anatomy/points.yaml',
      message: `${p.id}: ${message}`,
    })),
  );
};
