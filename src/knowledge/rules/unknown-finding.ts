import { conditionFindings } from '../condition-findings.js';
import { type KnowledgeError } from '../parse.js';
import { type Rule } from './rule.js';

/** Every finding named anywhere is defined, and those that reason are of a role that can. */
export const unknownFinding: Rule = (files) => {
  const known = new Map(files.findings.map((f) => [f.id, f]));
  const errors: KnowledgeError[] = [];
  const want = (file: string, id: string) => {
    if (!known.has(id)) errors.push({ rule: 'unknown-finding', file, message: `unknown finding: ${id}` });
  };
  const seen = new Map<string, string>();
  for (const f of files.findings) {
    const before = seen.get(f.id);
    if (before)
      errors.push({ rule: 'unknown-finding', file: f.file, message: `${f.id} is defined in ${before} already` });
    seen.set(f.id, f.file);
    for (const part of [...(f.expands?.present ?? []), ...(f.expands?.absent ?? [])])
      want(f.file, part.replace(/^-/, '').split('@')[0]!);
  }
  for (const d of files.disorders) {
    for (const h of d.holds) {
      want(d.file, h.finding);
      const role = known.get(h.finding)?.role;
      if (role === 'history' || role === 'shorthand' || role === 'context')
        errors.push({
          rule: 'unknown-finding',
          file: d.file,
          message: `${h.finding} has role ${role}: it cannot be caused by a disorder`,
        });
    }
    for (const m of d.history) if (m.finding) want(d.file, m.finding);
  }
  for (const r of files.redFlags) {
    for (const id of [...r.asks, ...(r.question?.asks ?? [])]) want(r.file, id);
    for (const l of r.levels) for (const id of conditionFindings(l.when)) want(r.file, id);
    if (r.question) for (const id of conditionFindings(r.question.when)) want(r.file, id);
  }
  for (const u of files.redFlagsUnused) want('red-flags-unused.yaml', u.finding);
  for (const p of files.patients)
    for (const f of p.findings) want('patients.yaml', f.replace(/^-/, '').split(/[@:]/)[0]!);
  return errors;
};
