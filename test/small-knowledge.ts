// Small made-up knowledge for tests that are worked by hand.
import {
  type Cell,
  type Disorder,
  type Estimate,
  type FindingEntry,
  type Knowledge,
  SETTINGS,
} from '#core/knowledge.js';

/** A number so sure that draws hardly move it. */
export const sure = (p: number): Estimate => ({
  a: [p * 1e6],
  b: [(1 - p) * 1e6],
  basis: 'published',
  from: ['made-up'],
});

export function finding(id: string, background: number, more: Partial<FindingEntry> = {}): FindingEntry {
  return {
    id,
    name: id,
    clinical: id,
    group: 'made-up',
    sided: true,
    role: 'sign',
    danger: false,
    elsewhere: sure(background),
    cost: { minutes: 1, harm: 'none', money: 'none' },
    ...more,
  };
}

export function disorder(
  id: string,
  share: number,
  cells: Readonly<Record<string, number>>,
  more: Partial<Disorder> = {},
): Disorder {
  return {
    id,
    name: id,
    plain: id,
    group: 'made-up',
    sided: false,
    dangerous: false,
    movers: [],
    priors: Object.fromEntries(SETTINGS.map((s) => [s, sure(share)])) as Disorder['priors'],
    cells: Object.entries(cells).map(([f, p]): Cell => ({ finding: f, ...sure(p) })),
    ...more,
  };
}

export function knowledgeOf(
  findings: readonly FindingEntry[],
  disorders: readonly Disorder[],
  more: Partial<Knowledge> = {},
): Knowledge {
  return {
    version: 'made-up',
    findings,
    disorders,
    redFlags: [],
    companions: [],
    rho: { default: 0.5 },
    somethingElse: disorders.at(-1)!.id,
    settingImplies: Object.fromEntries(SETTINGS.map((s) => [s, []])) as unknown as Knowledge['settingImplies'],
    disordersPerPatient: 1.1,
    harmMinutes: { none: 0, discomfort: 1, needle: 60, radiation: 20, surgery: 2000 },
    moneyMinutes: { none: 0, low: 5, medium: 30, high: 120 },
    ...more,
  };
}
