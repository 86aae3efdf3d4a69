// One patient's answer for a reader at a terminal: what must not be missed, then what hurts and why, then what to do next.
import { type Assessment, type RankedDisorder } from '#core/differential.js';
import { type Tier } from '#core/knowledge.js';
import { certaintyPhrase, type Names, oddsPhrase, peoplePhrase, reasonName, sideWords } from '#core/wording.js';
import { certaintyWord } from '#core/words.js';
import { questionsNotAsked } from './assess-json.js';
import { hanging } from './lines.js';
import { type Paint } from './paint.js';

export interface Page {
  readonly names: Names;
  readonly paint: Paint;
  readonly width: number;
}

const TIER: Readonly<Record<Tier, string>> = {
  emergency: 'EMERGENCY',
  'urgent-days': 'URGENT, DAYS',
  'urgent-2-weeks': 'URGENT, 2 WEEKS',
  soon: 'SOON',
  modify: 'MODIFY',
};
const CANNOT_TELL: Readonly<Record<Assessment['cannotTell'][number], string>> = {
  'too-little-known': 'too little is known of this patient',
  'ranges-overlap': 'the leading ranges overlap',
  'nothing-stands-out': 'nothing stands out',
};
const REASONS_SHOWN = 4;
/** Log-odds of x1.1: less than that is no reason to read. */
const LEAST_SHOWN = 0.1;
const QUESTIONS_SHOWN = 8;
const LEAST_LISTED = 3;

function redFlagLines({ names, paint, width }: Page, a: Assessment): string[] {
  const raised = a.redFlags.filter((s) => s.level);
  const lines = raised.flatMap((s) => {
    const level = s.level!;
    const marks = [level.country === 'any' ? '' : level.country, s.rule.verified ? '' : 'unverified'].filter(Boolean);
    const title = `${TIER[level.tier]}: ${s.rule.name}${marks.length > 0 ? ` [${marks.join(', ')}]` : ''}`;
    return [
      `  ${paint.bold(level.tier === 'emergency' ? paint.red(title) : title)}`,
      ...hanging('    ', level.action, width),
      ...hanging('    because: ', s.because.map((id) => names.finding(id)).join(', ') || 'age or time', width),
    ];
  });
  const none = `  none of the ${a.redFlags.length} rules holds`;
  return [paint.bold('Red flags'), ...(lines.length > 0 ? lines : [none])];
}

function notAskedLines({ names, width }: Page, a: Assessment): string[] {
  const ids = questionsNotAsked(a.redFlags);
  if (ids.length === 0) return ['not asked: nothing; every danger question has an answer'];
  const shown = ids.slice(0, QUESTIONS_SHOWN).map((id) => names.finding(id));
  const more = ids.length - shown.length;
  return hanging('not asked: ', `${shown.join('; ')}${more > 0 ? `; and ${more} more (--json lists all)` : ''}`, width);
}

function disorderLines({ names, paint, width }: Page, r: RankedDisorder, place: number): string[] {
  const name = `${names.disorder(r.disorder)}${sideWords(r.side)}`;
  const first = `${String(place).padStart(3)}  `;
  const head = `${first}${paint.bold(name)}: ${certaintyPhrase(r)}, ${peoplePhrase(r)}`;
  // An unlikely disorder further down needs no reasons here; explain gives them.
  if (r.reasons.length === 0 || (place > LEAST_LISTED && certaintyWord(r.low, r.high) === 'unlikely')) return [head];
  const moved = r.reasons.filter((x) => x.kind !== 'prior' && Math.abs(x.logOdds) >= LEAST_SHOWN);
  const part = (label: string, list: typeof moved) =>
    list.length === 0
      ? []
      : hanging(
          label,
          list
            .slice(0, REASONS_SHOWN)
            .map((x) => `${reasonName(x, names)} ${oddsPhrase(x.logOdds)}`)
            .join('; '),
          width,
        );
  const unexplained = r.notExplained.map((n) => names.finding(n.finding, n.side));
  return [
    head,
    ...part(
      '       for            ',
      moved.filter((x) => x.logOdds > 0),
    ),
    ...part(
      '       against        ',
      moved.filter((x) => x.logOdds < 0),
    ),
    ...(unexplained.length > 0 ? hanging('       not explained  ', unexplained.join('; '), width) : []),
    `       judgement      about ${Math.round(r.judgementShare * 10)} of 10 parts of these reasons are judgement, not counts`,
  ];
}

function nextLines({ names, paint, width }: Page, a: Assessment): string[] {
  const steps = a.nextSteps.map((step, i) => {
    const moves = step.moves.slice(0, 2).map((m) => {
      const tenth = (p: number) => (p < 0.095 ? `${Math.round(p * 100)} of 100` : `${Math.round(p * 10)} of 10`);
      return `${names.disorder(m.disorder)} ${tenth(m.now)} now, ${tenth(m.ifPresent)} if present, ${tenth(m.ifAbsent)} if not`;
    });
    return hanging(`  ${i + 1}  `, `${names.finding(step.finding, step.side)}: ${moves.join('; ')}`, width);
  });
  const nothing = ['  nothing left that would tell more for what it costs'];
  return [paint.bold('Examine next'), ...(steps.length > 0 ? steps.flat() : nothing)];
}

/** `shown`: how many disorders to list; the reasons are there for the leading ones only. */
export function assessText(page: Page, a: Assessment, shown = 8): string[] {
  const { names, paint, width } = page;
  const flags = redFlagLines(page, a);
  if (a.withheld)
    return [
      ...flags,
      '',
      ...notAskedLines(page, a),
      'Under 13 years: red flags only, no ranking; children hurt for other reasons.',
    ];
  const listed = a.ranked.slice(0, shown);
  const rest = a.ranked.length - listed.length;
  const families = a.discounted.map(
    (f) => `${f.findings.map((id) => names.finding(id)).join(' + ')} (each at ${f.weight.toFixed(2)})`,
  );
  const missing = a.missingMass === 0 ? 'nothing' : `at most ${a.missingMass.toExponential(0)}`;
  return [
    ...flags,
    '',
    ...notAskedLines(page, a),
    '',
    paint.bold('What may hurt') +
      (a.cannotTell.length > 0 ? ` (cannot tell yet: ${a.cannotTell.map((w) => CANNOT_TELL[w]).join('; ')})` : ''),
    ...listed.flatMap((r, i) => disorderLines(page, r, i + 1)),
    ...(rest > 0 ? [`     and ${rest} more, each less likely than these`] : []),
    `  -  Something else: ${certaintyPhrase(a.somethingElse!)}, ${peoplePhrase(a.somethingElse!)}`,
    ...(families.length > 0
      ? hanging('Discounted: ', `${families.join('; ')}, for saying one thing several ways`, width)
      : []),
    '',
    ...nextLines(page, a),
    '',
    paint.dim(
      a.certified
        ? `Certificate: ${missing} of the probability was left out of this answer.`
        : `NOT CERTIFIED: ${missing} of the probability may have been left out; read the ranges with care.`,
    ),
  ];
}
