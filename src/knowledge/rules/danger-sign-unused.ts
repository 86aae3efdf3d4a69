import { conditionFindings } from '../condition-findings.js';
import { type Rule } from './rule.js';

/** Every danger sign is used by a red-flag rule, or stands in red-flags-unused.yaml with its reason. */
export const dangerSignUnused: Rule = (files) => {
  const used = new Set(
    files.redFlags.flatMap((r) => [
      ...r.levels.flatMap((l) => conditionFindings(l.when)),
      ...(r.question ? conditionFindings(r.question.when) : []),
    ]),
  );
  const excused = new Set(files.redFlagsUnused.map((u) => u.finding));
  return files.findings
    .filter((f) => f.danger && !used.has(f.id) && !excused.has(f.id))
    .map((f) => ({
      rule: 'danger-sign-unused',
      file: f.file,
      message: `${f.id} is a danger sign no red-flag rule uses: use it or give a reason in red-flags-unused.yaml`,
    }));
};
