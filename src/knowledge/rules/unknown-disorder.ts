import { type KnowledgeError } from '../parse.js';
import { type Rule } from './rule.js';

/** Disorders named by red flags, frames and patients exist; an id equals its file's name. */
export const unknownDisorder: Rule = (files) => {
  const known = new Set(files.disorders.map((d) => d.id));
  const errors: KnowledgeError[] = [];
  const linked = new Set<string>();
  const want = (file: string, id: string, also: readonly string[] = []) => {
    if (!known.has(id) && !also.includes(id))
      errors.push({ rule: 'unknown-disorder', file, message: `unknown disorder: ${id}` });
  };
  for (const d of files.disorders) {
    if (d.file !== `disorders/${d.id}.yaml`)
      errors.push({ rule: 'unknown-disorder', file: d.file, message: `holds ${d.id}: rename the file or the id` });
    for (const other of d['must-differ-from'] ?? []) want(d.file, other);
    for (const c of d.companions ?? []) {
      want(d.file, c.disorder);
      for (const id of [d.id, c.disorder]) {
        if (linked.has(id))
          errors.push({
            rule: 'unknown-disorder',
            file: d.file,
            message: `${id} is linked twice: one companion a disorder`,
          });
        linked.add(id);
      }
    }
  }
  for (const r of files.redFlags) for (const d of r.disorders) want(r.file, d, ['any']);
  for (const p of files.patients)
    for (const t of p.truth) want('patients.yaml', t.split('@')[0]!, ['radiculopathy-unspecified']);
  return errors;
};
