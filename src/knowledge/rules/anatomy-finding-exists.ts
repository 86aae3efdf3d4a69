import { type Rule } from './rule.js';

/** What pain in a region says is a finding we know. */
export const anatomyFindingExists: Rule = ({ anatomy, findings }) => {
  const known = new Set(findings.map((f) => f.id));
  return anatomy.regions.flatMap((r) =>
    r.findings
      .filter((id) => !known.has(id))
      .map((id) => ({
        rule: 'anatomy-finding-exists',
        file: 'anatomy/regions.yaml',
        message: `${r.id}: unknown finding: ${id}`,
      })),
  );
};
