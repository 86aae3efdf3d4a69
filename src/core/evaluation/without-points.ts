// The same patient without the pressed points: a tender crest is hardly ever asked about in mimics, so a product that
// only reads points would look better on published patients than it is.
import { type PatientCase } from '../case.js';
import { type Knowledge } from '../knowledge.js';

const POINTS: ReadonlySet<string> = new Set([
  'tender.crest',
  'tender.lpsl',
  'tender.psis',
  'tender.gluteal-fold',
  'tender.ischial',
  'reproduced-by-pressure',
]);

export const isPoint = (id: string): boolean => POINTS.has(id) || id.startsWith('tinel.');

/** Removes the points, and any shorthand that would bring one back. */
export function withoutPoints(c: PatientCase, knowledge: Knowledge): PatientCase {
  const entries = new Map(knowledge.findings.map((f) => [f.id, f]));
  const bringsPoint = (id: string) => {
    const { present = [], absent = [] } = entries.get(id)?.expands ?? {};
    return [...present, ...absent].some((text) => isPoint(text.replace(/^-/, '').split('@')[0]!));
  };
  return { ...c, findings: c.findings.filter((f) => !isPoint(f.id) && !bringsPoint(f.id)) };
}
