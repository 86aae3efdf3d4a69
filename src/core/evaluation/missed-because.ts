// Why the truth did not stand first, as one sentence for whoever mends the knowledge: what lifted the winner, what held
// the truth back, what the winner leaves unexplained. Figures are natural log-odds.
import { type Assessment, type RankedDisorder } from '../differential.js';
import { type Reason } from '../explain.js';
import { answers, type Truth } from './evaluation-case.js';

const SHOWN = 3;

function shown(r: Reason): string {
  const sign = r.presence === 'absent' ? '-' : '';
  const side = r.side ? `@${r.side}` : '';
  return `${sign}${r.finding ?? r.kind}${side} (${r.logOdds > 0 ? '+' : ''}${r.logOdds.toFixed(1)})`;
}

function strongest(line: RankedDisorder, wanted: 'for' | 'against'): string {
  const moved = line.reasons.filter((r) => r.kind !== 'prior' && r.logOdds > 0 === (wanted === 'for'));
  return moved.slice(0, SHOWN).map(shown).join(', ');
}

/** null where a true disorder stands first. The assessment must carry the reasons of every disorder. */
export function missedBecause(a: Assessment, truths: readonly Truth[]): string | null {
  if (a.withheld) return 'no ranking is given under 13 years of age';
  const isTrue = (r: RankedDisorder) => truths.some((t) => answers(r.disorder, t.disorder));
  const winner = a.ranked[0]!;
  if (isTrue(winner)) return null;
  const parts = [`${winner.disorder} first for ${strongest(winner, 'for') || 'nothing in particular'}`];
  const place = a.ranked.findIndex(isTrue);
  if (place < 0) parts.push(`${truths.map((t) => t.disorder).join(', ')} is not a line of the list`);
  else {
    const truth = a.ranked[place]!;
    const lifted = strongest(truth, 'for');
    const held = strongest(truth, 'against');
    parts.push(
      `${truth.disorder} in place ${place + 1}${lifted ? ` for ${lifted}` : ', nothing speaks for it'}${held ? ` against ${held}` : ''}`,
    );
  }
  if (winner.notExplained.length > 0) {
    const left = winner.notExplained.map((n) => `${n.finding}${n.side ? `@${n.side}` : ''}`).slice(0, 5);
    parts.push(`${winner.disorder} does not explain ${left.join(', ')}`);
  }
  return parts.join('; ');
}
