import { reportsById } from '../compile.js';
import { estimateFromWord, factorFromReports } from '../estimate.js';
import { type Folder, type KnowledgeError, type KnowledgeFiles } from '../parse.js';
import { type FoundingCheck, type MoverSource } from '../schema.js';
import { type Rule } from './rule.js';

/** Each founding statement marked carried is carried: by a cell, a mover, a claim, a controversy, a rule or a document. */
export const foundingCarried: Rule = (files, root) => {
  const holds = checkerOf(files, root);
  const claims = new Set(
    files.sources.flatMap((s) => [...(s.reports ?? []), ...(s.statements ?? [])].map((x) => x.id)),
  );
  const seen = new Set<string>();
  const errors: KnowledgeError[] = [];
  for (const f of files.founding) {
    const fail = (message: string) =>
      errors.push({ rule: 'founding-carried', file: 'founding.yaml', message: `${f.id}: ${message}` });
    if (seen.has(f.id)) fail('stands twice');
    seen.add(f.id);
    if (f.status === 'planned') {
      if (!f.part) fail('is planned: say which part of the product will carry it');
      for (const id of typeof f.claim === 'string' ? [f.claim] : (f.claim ?? []))
        if (!claims.has(id)) fail(`no such claim: ${id}`);
      continue;
    }
    if (!f['carried-by']) fail('is marked carried by nothing');
    for (const check of f['carried-by'] ?? []) if (!holds(check)) fail(`is not carried: ${JSON.stringify(check)}`);
  }
  return errors;
};

function checkerOf(files: KnowledgeFiles, root: Folder): (check: FoundingCheck) => boolean {
  const disorders = new Map(files.disorders.map((d) => [d.id, d]));
  const findings = new Map(files.findings.map((f) => [f.id, f]));
  const claims = new Set(
    files.sources.flatMap((s) => [...(s.reports ?? []), ...(s.statements ?? [])].map((x) => x.id)),
  );
  const reports = reportsById(files);
  const background = (id: string) => {
    const word = findings.get(id)?.elsewhere;
    return word ? meanOf(estimateFromWord(word, files.judgement)) : undefined;
  };
  const logOdds = (m: MoverSource): number =>
    m.odds
      ? Math.log(files.judgement['odds-words'][m.odds])
      : factorFromReports(
          m.from
            ? { ratio: reports.get(m.from[0]!)! }
            : { exposed: reports.get(m.exposed!)!, unexposed: reports.get(m.unexposed!)! },
          files.judgement,
        ).logOdds;
  const points = (m: MoverSource, direction: 'up' | 'down') => (direction === 'up' ? logOdds(m) > 0 : logOdds(m) < 0);
  const words = new Map<string, string>();
  const wordsOf = (path: string): string => {
    const [folder, name] = [path.split('/').slice(0, -1).join('/'), path.split('/').at(-1)!];
    if (!root.list(folder).includes(name)) return '';
    if (!words.has(path)) words.set(path, root.read(path).replace(/\s+/g, ' ').toLowerCase());
    return words.get(path)!;
  };
  return (c) => {
    if ('mover' in c)
      return disorders.get(c.mover)?.history.some((m) => m.finding === c.finding && points(m, c.direction)) ?? false;
    if ('cell' in c) {
      const h = disorders.get(c.cell)?.holds.find((x) => x.finding === c.finding);
      const b = background(c.finding);
      return h !== undefined && (!h.word || b === undefined || files.judgement['frequency-words'][h.word] > b);
    }
    if ('no-cell' in c)
      return findings.has(c.finding) && !disorders.get(c['no-cell'])!.holds.some((h) => h.finding === c.finding);
    if ('age' in c)
      return (
        disorders
          .get(c.age)
          ?.history.some((m) => m.age && c.at >= m.age[0] && c.at < m.age[1] && points(m, c.direction)) ?? false
      );
    if ('differs-from' in c)
      return disorders.get(c.mentions)?.['must-differ-from']?.includes(c['differs-from']) ?? false;
    if ('shorthand' in c)
      return (
        findings.get(c.shorthand)?.expands?.present?.some((p) => p.replace(/^-/, '').split('@')[0] === c.implies) ??
        false
      );
    if ('claim' in c) return claims.has(c.claim);
    if ('controversy' in c) return files.controversies.some((x) => x.id === c.controversy);
    if ('red-flag' in c) return files.redFlags.some((x) => x.id === c['red-flag']);
    if ('document' in c) return wordsOf(c.document).includes(c.says.toLowerCase());
    return findings.has(c.finding);
  };
}

const meanOf = (e: { a: readonly number[]; b: readonly number[] }): number => e.a[0]! / (e.a[0]! + e.b[0]!);
