// A case as it is edited: what the reasoning may know of a patient, the duration as it was written, and the label it
// goes by on screen. The label never reaches the reasoning.
import { type PatientCase, type Sex } from '#core/case.js';
import { caseFromRecord } from '#core/case-record.js';
import { type Drawing, type FigureShown } from '#core/drawing/drawing.js';
import { daysFromDuration } from '#core/duration.js';
import { type PublishedPatient } from '#core/evidence-pack.js';
import { type Finding } from '#core/finding.js';
import { type Knowledge } from '#core/knowledge.js';

/** A drawing of another day, kept to be compared with. */
export interface EarlierDrawing {
  /** When it was put away, milliseconds since 1970. */
  readonly on: number;
  readonly drawing: Drawing;
}

export interface Draft {
  readonly id: string;
  readonly title: string;
  /** The published patient this was opened from. */
  readonly publishedId?: string;
  readonly age: number | 'unknown';
  readonly sex: Sex | 'unknown';
  readonly durationText: string;
  readonly nrs: number | 'unknown';
  /** Present and absent only: what is not here was not examined. */
  readonly findings: readonly Finding[];
  readonly priorTreatments: readonly string[];
  /** Where it hurts, as drawn; absent while nobody has drawn. */
  readonly drawing?: Drawing;
  /** The body chosen for the picture; absent while it follows the patient's sex. */
  readonly figure?: FigureShown;
  /** Findings (as `textOfFinding` writes them) that stand in the case because the drawing says them. */
  readonly fromDrawing?: readonly string[];
  /** Findings that the drawing says and a person took out or changed: the drawing does not bring them back. */
  readonly drawingOverrides?: readonly string[];
  /** The pain score that the drawing gave; 'declined' once a person has put another in its place. */
  readonly drawnNrs?: number | 'declined';
  /** Oldest first. */
  readonly earlierDrawings?: readonly EarlierDrawing[];
  /** Milliseconds since 1970; 0 when never edited. */
  readonly editedAt: number;
}

export const emptyDraft = (id: string): Draft => ({
  id,
  title: '',
  age: 'unknown',
  sex: 'unknown',
  durationText: '',
  nrs: 'unknown',
  findings: [],
  priorTreatments: [],
  editedAt: 0,
});

export const patientOf = (d: Draft): PatientCase => ({
  age: d.age,
  sex: d.sex,
  duration: daysFromDuration(d.durationText),
  nrs: d.nrs,
  findings: d.findings,
  priorTreatments: d.priorTreatments,
});

export const publishedDraftId = (publishedId: string): string => `published:${publishedId}`;

/** A published patient as a case; what the knowledge cannot read of it is left out, as the pack builder checked it. */
export function draftFromPublished(p: PublishedPatient, knowledge: Knowledge): Draft {
  const { duration, findings, age, sex, nrs } = p;
  const read = caseFromRecord({ age, sex, nrs, duration, findings }, p.id, knowledge);
  const patient = read.ok ? read.cases[0]?.patient : undefined;
  return {
    ...emptyDraft(publishedDraftId(p.id)),
    title: p.title,
    publishedId: p.id,
    durationText: duration ?? '',
    priorTreatments: p.priorTreatments,
    ...(patient
      ? {
          age: patient.age,
          sex: patient.sex,
          nrs: patient.nrs,
          findings: patient.findings.filter((f) => f.presence !== 'unknown'),
        }
      : {}),
  };
}

/** The body that the picture shows: the chosen one, else one of the patient's sex. */
export const figureOf = (d: Pick<Draft, 'figure' | 'sex'> | null): FigureShown =>
  d?.figure ?? { sex: !d || d.sex === 'unknown' ? 'neutral' : d.sex };

/** Has anything been recorded that the ranking could read? */
export const isBare = (d: Draft): boolean => d.findings.length === 0;
