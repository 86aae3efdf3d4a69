// Baseline: the bedside rule "crest or ligament or fold tenderness that reproduces the pain means that nerve".
// A point counts when it is tender or its Tinel sign is present, and reproduction of the pain was not denied.
import { type PatientCase } from '../case.js';
import { answers, type Truth } from './evaluation-case.js';

const POINTS: Readonly<Record<string, readonly string[]>> = {
  scn: ['tender.crest', 'tinel.crest'],
  mcn: ['tender.lpsl', 'tinel.lpsl'],
  icn: ['tender.gluteal-fold', 'tinel.gluteal-fold', 'tender.ischial'],
};

/** The nerves the rule names; often none, sometimes more than one. */
export function bedsideNerves(c: PatientCase): readonly string[] {
  const is = (id: string, presence: 'present' | 'absent') =>
    c.findings.some((f) => f.id === id && f.presence === presence);
  if (is('reproduced-by-pressure', 'absent')) return [];
  return Object.keys(POINTS).filter((nerve) => POINTS[nerve]!.some((id) => is(id, 'present')));
}

/** 1 when the one nerve named is true; where several are named, the chance that one picked at random is. */
export function bedsideRight(c: PatientCase, truths: readonly Truth[]): number {
  const named = bedsideNerves(c);
  if (named.length === 0) return 0;
  return named.filter((nerve) => truths.some((t) => answers(nerve, t.disorder))).length / named.length;
}
