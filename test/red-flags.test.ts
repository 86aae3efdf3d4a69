// The hand-written table of red flags, row by row, on the shipped rules.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type PatientCase } from '#core/case.js';
import { type Tier } from '#core/knowledge.js';
import { redFlagsOf } from '#core/red-flag.js';
import { caseOf, knowledge } from './pack.js';

interface Row {
  says: string;
  age?: number;
  sex?: 'F' | 'M';
  days?: number;
  nrs?: number;
  findings: string[];
  tier?: Tier;
}
const table = parse(readFileSync(new URL('./red-flags.yaml', import.meta.url), 'utf8')) as {
  rule: string;
  positive: Row[];
  negative: Row[];
}[];

const patientOf = ({ days, ...row }: Row): PatientCase => ({
  ...caseOf({ age: row.age, sex: row.sex, nrs: row.nrs, findings: row.findings }),
  duration: days === undefined ? 'unknown' : { min: days, max: days },
});
const stateOf = (rule: string, row: Row) => redFlagsOf(knowledge, patientOf(row)).find((s) => s.rule.id === rule)!;

describe('the table of red flags', () => {
  it('holds every rule to at least three patients who have it and three who do not', () => {
    const short = knowledge.redFlags.filter((r) => {
      const rows = table.find((t) => t.rule === r.id);
      return !rows || rows.positive.length < 3 || rows.negative.length < 3;
    });
    expect(short.map((r) => r.id)).toEqual([]);
  });

  for (const { rule, positive, negative } of table) {
    describe(rule, () => {
      it.each(positive.map((row) => [row.says, row] as const))('fires: %s', (_, row) => {
        expect(stateOf(rule, row).level?.tier).toBe(row.tier);
      });
      it.each(negative.map((row) => [row.says, row] as const))('is silent: %s', (_, row) => {
        expect(stateOf(rule, row).level).toBeUndefined();
      });
    });
  }
});

describe('asked, not asked, present', () => {
  const ces = (findings: string[]) => stateOf('rf-ces', { says: '', age: 45, findings });

  it('a bladder question not asked stays a question', () => {
    expect(ces(['pain.low-back']).notAsked).toContain('red.bladder');
  });

  it('answered no, it is asked no more and fires nothing', () => {
    const state = ces(['-red.bladder']);
    expect(state.notAsked).not.toContain('red.bladder');
    expect(state.level).toBeUndefined();
  });

  it('the older id for bladder or bowel, denied, denies both', () => {
    const state = ces(['-red.bladder-bowel']);
    expect(state.notAsked).not.toContain('red.bladder');
    expect(state.notAsked).not.toContain('red.bowel');
  });

  it('a risk factor alone asks and gives no tier', () => {
    const state = stateOf('rf-infection', { says: '', age: 50, findings: ['pain.low-back', 'hx.diabetes'] });
    expect(state.level).toBeUndefined();
  });
});
