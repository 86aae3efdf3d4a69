// The five questions that must be answered before anything is ranked (a missed cauda equina is the gravest hazard): saddle,
// bladder, bowel, sexual function, both or worsening legs. Not asked is not a no; where a question could not be put, a
// reason stands in its place. A yes does not stop the ranking: the red flag above it speaks.
import { type PatientCase } from './case.js';
import { type Presence } from './finding.js';
import { type Knowledge } from './knowledge.js';
import { withImplied } from './shorthand.js';

/**
 * What every patient is asked outright, in asking order. knowledge/red-flags/rf-ces.yaml asks a sixth, `red.progressive-weakness`; it is no question of its
 * own here, because the fifth is put as "both legs, or pain, numbness or weakness getting worse": who says no to that
 * has said no to growing weakness. It stays among what the rule asks and is named while nobody has asked it.
 */
export const CAUDA_EQUINA_QUESTIONS = [
  'red.saddle',
  'red.bladder',
  'red.bowel',
  'red.sexual-dysfunction',
  'red.bilateral-or-worsening-legs',
] as const;
export type CaudaEquinaQuestion = (typeof CAUDA_EQUINA_QUESTIONS)[number];

/** Whether a finding is one of the five. */
export const isCaudaEquinaQuestion = (id: string): id is CaudaEquinaQuestion =>
  (CAUDA_EQUINA_QUESTIONS as readonly string[]).includes(id);

/** Why a question could not be put, in somebody's words; never blank. */
export type CouldNotAsk = Partial<Readonly<Record<CaudaEquinaQuestion, string>>>;

/** What stands for one question. */
export type CaudaEquinaAnswer =
  | { readonly question: CaudaEquinaQuestion; readonly answer: Presence }
  | { readonly question: CaudaEquinaQuestion; readonly answer: 'could-not-ask'; readonly reason: string };

/**
 * The five answers of a case. A yes on any side is a yes; a shorthand that denies ("no bladder or bowel trouble")
 * answers what it stands for. A reason counts only where the case has no answer: what was said outranks it.
 */
export function caudaEquinaAnswers(
  stated: PatientCase,
  knowledge: Pick<Knowledge, 'findings'>,
  couldNotAsk: CouldNotAsk = {},
): readonly CaudaEquinaAnswer[] {
  const entries = new Map(knowledge.findings.map((f) => [f.id, f]));
  const c = withImplied(stated, (id) => entries.get(id));
  return CAUDA_EQUINA_QUESTIONS.map((question): CaudaEquinaAnswer => {
    const said = new Set(c.findings.filter((f) => f.id === question).map((f) => f.presence));
    const answer = said.has('present') ? 'present' : said.has('absent') ? 'absent' : 'unknown';
    const reason = couldNotAsk[question]?.trim() ?? '';
    return answer === 'unknown' && reason !== '' ? { question, answer: 'could-not-ask', reason } : { question, answer };
  });
}

/** The questions that nobody has answered and nobody has given a reason for; empty when a ranking may be shown. */
export const unanswered = (answers: readonly CaudaEquinaAnswer[]): readonly CaudaEquinaQuestion[] =>
  answers.filter((a) => a.answer === 'unknown').map((a) => a.question);
