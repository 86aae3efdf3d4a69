import { type KnowledgeError } from '../parse.js';
import { holdingsOf } from './holdings.js';
import { type Rule } from './rule.js';

/** Every report feeds a holding, or not-taken.yaml says why it does not; nothing stands in both. */
export const numberNowhere: Rule = (files) => {
  const held = new Set(holdingsOf(files).flatMap((h) => h.from));
  const left = new Set(files.notTaken.map((x) => x.claim));
  const known = new Set(files.sources.flatMap((s) => [...(s.reports ?? []), ...(s.statements ?? [])].map((x) => x.id)));
  const errors: KnowledgeError[] = [];
  for (const s of files.sources)
    for (const r of s.reports ?? []) {
      if (!held.has(r.id) && !left.has(r.id))
        errors.push({
          rule: 'number-nowhere',
          file: s.file,
          message: `${r.id} feeds no holding and not-taken.yaml gives no reason`,
        });
      if (held.has(r.id) && left.has(r.id))
        errors.push({ rule: 'number-nowhere', file: 'not-taken.yaml', message: `${r.id} is held: remove it here` });
    }
  for (const x of files.notTaken)
    if (!known.has(x.claim))
      errors.push({ rule: 'number-nowhere', file: 'not-taken.yaml', message: `no such claim: ${x.claim}` });
  return errors;
};
