import { type KnowledgeError } from '../parse.js';
import { holdingsOf } from './holdings.js';
import { type Rule } from './rule.js';

/** Two reports on the same patients never feed one holding, unless they are the two ratios or rates of one table. */
export const cohortCountedTwice: Rule = (files) => {
  const cohort = new Map<string, string>();
  const measure = new Map<string, string>();
  for (const s of files.sources)
    for (const r of s.reports ?? []) {
      cohort.set(r.id, r.cohort ?? s.cohort ?? s.key);
      measure.set(r.id, r.measure);
    }
  const errors: KnowledgeError[] = [];
  for (const h of holdingsOf(files)) {
    const seen = new Map<string, string>();
    for (const id of h.from) {
      // LR+ and LR- of one study, or exposure in cases and in the others, are two halves of one count.
      const half = `${cohort.get(id)} ${/^lr-/.test(measure.get(id) ?? '') || h.of.startsWith('history') ? measure.get(id) : ''}${h.of.startsWith('history') ? id : ''}`;
      const before = seen.get(half);
      if (before)
        errors.push({
          rule: 'cohort-counted-twice',
          file: h.file,
          message: `${h.of}: ${before} and ${id} are the same patients (${cohort.get(id)})`,
        });
      seen.set(half, id);
    }
  }
  return errors;
};
