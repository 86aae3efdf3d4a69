// Every rule over the knowledge folder; `cluneal knowledge check` and the build both stop at its first finding.
import { type Folder, type KnowledgeError, parseKnowledge } from './parse.js';
import { RULES } from './rules/all.js';

export interface KnowledgeCheck {
  readonly errors: readonly KnowledgeError[];
  /** How many of each thing were checked: a check of nothing is itself an error. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Checks the knowledge folder; `root` is the project's folder, for founding statements that a document carries. */
export function checkKnowledge(folder: Folder, root: Folder): KnowledgeCheck {
  const { files, errors } = parseKnowledge(folder);
  if (!files || errors.length > 0) return { errors, counts: {} };
  const counts = {
    findings: files.findings.length,
    disorders: files.disorders.length,
    holds: files.disorders.reduce((s, d) => s + d.holds.length, 0),
    movers: files.disorders.reduce((s, d) => s + d.history.length, 0),
    sources: files.sources.length,
    reports: files.sources.reduce((s, x) => s + (x.reports?.length ?? 0), 0),
    statements: files.sources.reduce((s, x) => s + (x.statements?.length ?? 0), 0),
    redFlagRules: files.redFlags.length,
    controversies: files.controversies.length,
    founding: files.founding.length,
    patients: files.patients.length,
  };
  return { errors: RULES.flatMap((rule) => rule(files, root)), counts };
}
