import { type KnowledgeError } from '../parse.js';
import { holdingsOf } from './holdings.js';
import { type Rule } from './rule.js';

/** A holding rests on reports that exist or on a word, never on both or neither; what it cites exists. */
export const holdWithoutSource: Rule = (files) => {
  const reports = new Set(files.sources.flatMap((s) => (s.reports ?? []).map((r) => r.id)));
  const claims = new Set([...reports, ...files.sources.flatMap((s) => (s.statements ?? []).map((x) => x.id))]);
  const errors: KnowledgeError[] = [];
  for (const h of holdingsOf(files)) {
    const fail = (message: string) =>
      errors.push({ rule: 'hold-without-source', file: h.file, message: `${h.of}: ${message}` });
    if (h.from.length === 0 && !h.word) fail('rests on nothing: give reports (from) or a judged word');
    if (h.from.length > 0 && h.word) fail('has both reports and a judged word: keep the reports');
    for (const id of h.from) if (!reports.has(id)) fail(`no such report: ${id}`);
    for (const id of h.cites) if (!claims.has(id)) fail(`cites an unknown claim: ${id}`);
  }
  for (const d of files.disorders) {
    const seen = new Set<string>();
    for (const h of d.holds) {
      if (seen.has(h.finding))
        errors.push({ rule: 'hold-without-source', file: d.file, message: `${h.finding} is held twice` });
      seen.add(h.finding);
    }
  }
  return errors;
};
