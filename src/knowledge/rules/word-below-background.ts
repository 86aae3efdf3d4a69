import { type KnowledgeError } from '../parse.js';
import { type Rule } from './rule.js';

/** A judged frequency at or under the finding's judged background does nothing: it must not look like a reason. */
export const wordBelowBackground: Rule = (files) => {
  const words = files.judgement['frequency-words'];
  const background = new Map(files.findings.map((f) => [f.id, f['elsewhere-from'] ? undefined : f.elsewhere]));
  const errors: KnowledgeError[] = [];
  for (const d of files.disorders)
    for (const h of d.holds) {
      const b = background.get(h.finding);
      if (h.word && b && words[h.word] <= words[b])
        errors.push({
          rule: 'word-below-background',
          file: d.file,
          message: `${h.finding}: ${h.word} is not above its background (${b})`,
        });
    }
  return errors;
};
