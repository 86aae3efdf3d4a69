// The knowledge, its model and look-ups by id, for every component.
import { createContext, use } from 'react';
import { type PublishedPatient } from '#core/evidence-pack.js';
import { type Disorder, type FindingEntry, type Knowledge } from '#core/knowledge.js';
import { type Model, modelFromKnowledge } from '#core/model.js';
import { courseMatters } from '../case/finding-groups.js';

export interface KnowledgeHere {
  readonly knowledge: Knowledge;
  readonly model: Model;
  readonly patients: readonly PublishedPatient[];
  readonly finding: (id: string) => FindingEntry | undefined;
  readonly disorder: (id: string) => Disorder | undefined;
  /** Findings whose course (new, worse) a red flag rule asks for. */
  readonly courseMatters: ReadonlySet<string>;
}

export function knowledgeHere(knowledge: Knowledge, patients: readonly PublishedPatient[]): KnowledgeHere {
  const findings = new Map(knowledge.findings.map((f) => [f.id, f]));
  const disorders = new Map(knowledge.disorders.map((d) => [d.id, d]));
  return {
    knowledge,
    patients,
    model: modelFromKnowledge(knowledge),
    finding: (id) => findings.get(id),
    disorder: (id) => disorders.get(id),
    courseMatters: courseMatters(knowledge),
  };
}

export const KnowledgeContext = createContext<KnowledgeHere | null>(null);

export function useKnowledge(): KnowledgeHere {
  const here = use(KnowledgeContext);
  if (!here) throw new Error('useKnowledge outside KnowledgeContext');
  return here;
}
