// A case as a plain record (from a file or a form) to a PatientCase, or to errors that name the case, the field, the
// value and the mend. Only the allow-list is read; whatever else a record carries never reaches the reasoning.
import { EMPTY_CASE, type PatientCase, type Sex } from './case.js';
import { closest } from './closest.js';
import { daysFromDuration } from './duration.js';
import { type Course, type Finding, type Side, textOfFinding } from './finding.js';
import { type FindingEntry, type Knowledge } from './knowledge.js';

export interface CaseError {
  readonly type:
    | 'not-a-case'
    | 'bad-field'
    | 'unreadable-finding'
    | 'unknown-finding'
    | 'wrong-side'
    | 'contradiction'
    | 'empty';
  /** Which case: its id where it has one, else its place in the list ("case 12"). */
  readonly case: string;
  readonly field: string;
  readonly value: string;
  /** What is wrong and how to mend it, lower case. */
  readonly message: string;
}

/** A read case; `id` names it in output and errors only. */
export interface ReadCase {
  readonly id: string;
  readonly patient: PatientCase;
}

export type CaseResult =
  | { readonly ok: true; readonly cases: readonly ReadCase[] }
  | { readonly ok: false; readonly errors: readonly CaseError[] };

type FindingOutcome = Finding | Omit<CaseError, 'case' | 'field'>;

const FORM = /^([-?]?)([a-z][a-z0-9.-]*)(?:@([A-Za-z]+))?(?::([a-z]+))?(?:=.*)?$/;
const COURSES: readonly string[] = ['new', 'worse', 'stable'];

const show = (v: unknown): string => {
  const s = typeof v === 'string' ? v : (JSON.stringify(v) ?? String(v));
  return s.length > 80 ? `${s.slice(0, 77)}...` : s;
};

/** Reads `-tender.crest@L` and the like. */
export function readFinding(text: unknown, entries: ReadonlyMap<string, FindingEntry>): FindingOutcome {
  const value = show(text);
  if (typeof text !== 'string')
    return {
      type: 'unreadable-finding',
      value,
      message: `a finding is written as text such as tender.crest@L, not ${value}`,
    };
  const m = FORM.exec(text.trim());
  if (!m)
    return {
      type: 'unreadable-finding',
      value,
      message: `cannot read finding ${value}: write id, -id for absent, and @L, @R or @B for a side`,
    };
  const [, sign, id, at, course] = m as unknown as [string, string, string, string?, string?];
  const entry = entries.get(id);
  if (!entry) {
    const near = closest(id, entries.keys());
    return {
      type: 'unknown-finding',
      value,
      message: `unknown finding: ${show(id)}${near ? `: did you mean ${near}?` : ' (cluneal knowledge coverage lists all)'}`,
    };
  }
  if (at !== undefined && !['L', 'R', 'B'].includes(at))
    return { type: 'wrong-side', value, message: `unknown side @${show(at)} of ${id}: use @L, @R or @B` };
  if (at !== undefined && !entry.sided)
    return { type: 'wrong-side', value, message: `${id} has no side: write ${id} without @${at}` };
  if (course !== undefined && !COURSES.includes(course))
    return {
      type: 'unreadable-finding',
      value,
      message: `unknown course :${show(course)} of ${id}: use :new, :worse or :stable`,
    };
  return {
    id,
    presence: sign === '-' ? 'absent' : sign === '?' ? 'unknown' : 'present',
    ...(at ? { side: at as Side } : {}),
    ...(course ? { course: course as Course } : {}),
  };
}

/** Present and absent of one finding on one side cannot both be. */
function contradictions(findings: readonly Finding[]): readonly (readonly [Finding, Finding])[] {
  const out: (readonly [Finding, Finding])[] = [];
  const overlap = (a?: Side, b?: Side) => !a || !b || a === b || a === 'B' || b === 'B';
  const seen = new Map<string, Finding[]>();
  for (const f of findings) {
    if (f.presence === 'unknown') continue;
    const said = seen.get(f.id) ?? [];
    // Said again is nothing new; a file of half a million repeats must not take half a million squared steps.
    if (said.some((g) => g.presence === f.presence && g.side === f.side)) continue;
    for (const g of said) if (g.presence !== f.presence && overlap(f.side, g.side)) out.push([g, f]);
    seen.set(f.id, [...said, f]);
  }
  return out;
}

function readNumber(v: unknown, least: number, most: number): number | 'unknown' | null {
  if (v === undefined || v === null || v === '' || v === 'unknown') return 'unknown';
  const n = typeof v === 'string' && v.trim() !== '' ? Number(v) : v;
  return typeof n === 'number' && n >= least && n <= most ? n : null;
}

/** Some five times what can be said of one patient. */
const MOST_FINDINGS = 2000;
/** Nobody mends more at one sitting; a file that is all errors is not read to its end. */
const MOST_ERRORS = 100;

const SEXES: Readonly<Record<string, Sex>> = { f: 'F', female: 'F', m: 'M', male: 'M' };

/** One record to one case. `name` stands in where the record has no id. */
export function caseFromRecord(record: unknown, name: string, knowledge: Knowledge): CaseResult {
  const entries = new Map(knowledge.findings.map((f) => [f.id, f]));
  const errors: CaseError[] = [];
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return {
      ok: false,
      errors: [
        {
          type: 'not-a-case',
          case: name,
          field: '',
          value: show(record),
          message: `a case is a map with age, sex, duration and findings, not ${show(record)}`,
        },
      ],
    };
  }
  const r = record as Readonly<Record<string, unknown>>;
  const id = typeof r.id === 'string' && r.id !== '' ? r.id : name;
  const fail = (type: CaseError['type'], field: string, value: unknown, message: string) =>
    errors.push({ type, case: id, field, value: show(value), message });

  const age = readNumber(r.age, 0, 120);
  if (age === null) fail('bad-field', 'age', r.age, `age must be years from 0 to 120, or left out: ${show(r.age)}`);
  const nrs = readNumber(r.nrs, 0, 10);
  if (nrs === null)
    fail('bad-field', 'nrs', r.nrs, `nrs must be a pain score from 0 to 10, or left out: ${show(r.nrs)}`);
  const sexText =
    r.sex === undefined || r.sex === null || r.sex === 'unknown' ? 'unknown' : SEXES[String(r.sex).toLowerCase()];
  if (!sexText) fail('bad-field', 'sex', r.sex, `sex must be F or M, or left out: ${show(r.sex)}`);
  if (r.duration !== undefined && r.duration !== null && typeof r.duration !== 'string')
    fail(
      'bad-field',
      'duration',
      r.duration,
      `duration must be text such as "8 months", or left out: ${show(r.duration)}`,
    );
  const treatments = r.prior_treatments ?? [];
  if (!Array.isArray(treatments) || treatments.some((t) => typeof t !== 'string'))
    fail('bad-field', 'prior_treatments', treatments, `prior_treatments must be a list of texts: ${show(treatments)}`);

  const findings: Finding[] = [];
  if (r.findings === undefined || r.findings === null) {
    fail('empty', 'findings', r.findings, 'a case needs findings: a list such as [pain.low-back, tender.crest@R]');
  } else if (!Array.isArray(r.findings)) {
    fail('bad-field', 'findings', r.findings, `findings must be a list: ${show(r.findings)}`);
  } else if (r.findings.length > MOST_FINDINGS) {
    fail(
      'bad-field',
      'findings',
      r.findings.length,
      `findings lists ${r.findings.length} entries, more than ${MOST_FINDINGS}: is this one patient?`,
    );
  } else {
    for (const [i, text] of r.findings.entries()) {
      const f = readFinding(text, entries);
      if (!('type' in f)) findings.push(f);
      else if (errors.push({ ...f, case: id, field: `findings[${i}]` }) >= MOST_ERRORS) break;
    }
    for (const [a, b] of contradictions(findings))
      fail(
        'contradiction',
        'findings',
        `${textOfFinding(a)}, ${textOfFinding(b)}`,
        `${a.id} is stated both present and absent (${textOfFinding(a)} and ${textOfFinding(b)}): keep one`,
      );
  }
  if (errors.length > 0) return { ok: false, errors };
  const patient: PatientCase = {
    ...EMPTY_CASE,
    age: age!,
    sex: sexText!,
    nrs: nrs!,
    findings,
    duration: daysFromDuration(r.duration as string | null | undefined),
    priorTreatments: treatments as readonly string[],
  };
  return { ok: true, cases: [{ id, patient }] };
}

/** A file's content (a list, one case, or a map with `cases:`) to its records, with the name each goes by. */
export function recordsOf(content: unknown): readonly { readonly name: string; readonly record: unknown }[] {
  const list = Array.isArray(content)
    ? content
    : typeof content === 'object' && content !== null && Array.isArray((content as { cases?: unknown }).cases)
      ? (content as { cases: unknown[] }).cases
      : [content];
  return list.map((record, i) => {
    const id = (record as { id?: unknown } | null)?.id;
    return { name: typeof id === 'string' && id !== '' ? id : `case ${i + 1}`, record };
  });
}

/** All cases of a file's content, or the errors in it (the first hundred or so). */
export function casesFromContent(content: unknown, knowledge: Knowledge): CaseResult {
  const records = recordsOf(content);
  if (content === null || content === undefined || records.length === 0)
    return {
      ok: false,
      errors: [
        {
          type: 'empty',
          case: '',
          field: '',
          value: '',
          message: 'no case in this file: write a map with age, sex, duration and findings',
        },
      ],
    };
  const cases: ReadCase[] = [];
  const errors: CaseError[] = [];
  for (const r of records) {
    const read = caseFromRecord(r.record, r.name, knowledge);
    if (read.ok) cases.push(...read.cases);
    else errors.push(...read.errors);
    if (errors.length >= MOST_ERRORS) break;
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, cases };
}
