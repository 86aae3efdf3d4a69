import { type KnowledgeError } from '../parse.js';
import { type Rule } from './rule.js';

/** Every source that a dimension, point, territory or threshold rests on is a file of sources/. */
export const anatomySourceExists: Rule = ({ anatomy, sources }) => {
  const known = new Set(sources.map((s) => s.key));
  const errors: KnowledgeError[] = [];
  const want = (file: string, of: string, keys: readonly string[]) => {
    for (const key of keys)
      if (!known.has(key))
        errors.push({ rule: 'anatomy-source-exists', file, message: `${of}: no such source: ${key}` });
  };
  for (const d of anatomy.dimensions) want('anatomy/dimensions.yaml', d.id, d.from);
  for (const p of anatomy.points) want('anatomy/points.yaml', p.id, [p.source]);
  for (const t of anatomy.territories) want('anatomy/territories', t.id, t.from);
  for (const [name, t] of Object.entries(anatomy.thresholds)) want('anatomy/thresholds.yaml', name, t.from);
  return errors;
};
