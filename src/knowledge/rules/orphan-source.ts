import { type Rule } from './rule.js';

/** A source says something, or a red flag rests on it; and what red flags name exists. */
export const orphanSource: Rule = (files) => {
  const flagged = new Set(files.redFlags.flatMap((r) => r.sources));
  const known = new Set(files.sources.map((s) => s.key));
  const ids = new Map<string, string>();
  const errors = files.sources.flatMap((s) => {
    const out = [];
    if (s.file !== `sources/${s.key}.yaml`)
      out.push({ rule: 'orphan-source', file: s.file, message: `holds ${s.key}: rename the file or the key` });
    if ((s.reports?.length ?? 0) + (s.statements?.length ?? 0) === 0 && !flagged.has(s.key))
      out.push({ rule: 'orphan-source', file: s.file, message: 'reports nothing and no red flag rests on it' });
    for (const x of [...(s.reports ?? []), ...(s.statements ?? [])]) {
      const before = ids.get(x.id);
      if (before) out.push({ rule: 'orphan-source', file: s.file, message: `${x.id} is in ${before} already` });
      ids.set(x.id, s.file);
    }
    return out;
  });
  for (const r of files.redFlags)
    for (const key of r.sources)
      if (!known.has(key)) errors.push({ rule: 'orphan-source', file: r.file, message: `unknown source: ${key}` });
  return errors;
};
