// The evidence behind the numbers, loaded on demand: papers, counts, disputes. Types only.

export interface EvidenceReport {
  readonly id: string;
  readonly source: string;
  readonly measure: string;
  readonly finding?: readonly string[];
  readonly among?: readonly string[];
  readonly present?: number;
  readonly of?: number;
  readonly value?: number | string;
  readonly ci?: readonly [number, number];
  readonly establishedBy?: string;
  readonly where?: string;
  readonly says: string;
  readonly contestedBy: readonly string[];
}

export interface EvidenceSource {
  readonly key: string;
  readonly citation: string;
  readonly doi?: string;
  readonly url?: string;
  readonly kind: string;
  readonly design: string;
  readonly cohort?: string;
  readonly population?: string;
  readonly read: string;
  readonly corrections: readonly string[];
}

/** Why a cell, prior, mover or background rate holds what it holds. */
export interface HoldingNote {
  readonly because: string;
  readonly reconcile?: string;
  readonly certainty?: string;
  readonly cites: readonly string[];
  readonly word?: string;
}

export interface ControversyEntry {
  readonly id: string;
  readonly question: string;
  readonly sides: readonly {
    readonly position: string;
    readonly who: string;
    readonly patients: string;
    readonly claims: readonly string[];
  }[];
  readonly changes: string;
  readonly handling: string;
}

export interface FindingText {
  readonly elicit: string;
  readonly positive: string;
  readonly codes: readonly { readonly system: string; readonly code: string }[];
}

export interface EvidencePack {
  readonly version: string;
  readonly sources: readonly EvidenceSource[];
  readonly reports: readonly EvidenceReport[];
  /** Key: `cell <disorder> <finding>`, `elsewhere <finding>`, `prior <setting> <disorder>`, `mover <disorder> <finding|age|sex|duration>`, `bilateral <disorder>`, `companion <disorder> <disorder>`. */
  readonly holdings: Readonly<Record<string, HoldingNote>>;
  readonly controversies: readonly ControversyEntry[];
  readonly findings: Readonly<Record<string, FindingText>>;
  readonly disorders: Readonly<
    Record<
      string,
      {
        readonly about: string;
        readonly cautions: readonly string[];
        readonly differsFrom: readonly string[];
        readonly codes: readonly { readonly system: string; readonly code: string; readonly title?: string }[];
      }
    >
  >;
  readonly judgementSource: string;
  /** Claims and statements without counts that holdings and controversies point to. */
  readonly statements: readonly { readonly id: string; readonly source: string; readonly says: string }[];
}

/** A published patient to open: neutral name, what was known before confirmation, and the source; the truth apart. */
export interface PublishedPatient {
  readonly id: string;
  readonly title: string;
  readonly age: number | null;
  readonly sex: 'F' | 'M' | null;
  readonly duration: string | null;
  readonly narrative: string;
  readonly findings: readonly string[];
  readonly nrs: number | null;
  readonly priorTreatments: readonly string[];
  readonly citation: string;
  readonly doi?: string;
  readonly truth: readonly string[];
  readonly confirmation: string;
}
