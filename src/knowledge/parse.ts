// The knowledge folder's text to one typed collection. Pure: text in, KnowledgeFiles or errors out; who reads the disk
// is the entry point. YAML 1.2, strict: a duplicate key fails, `no` stays text.
import { parseDocument } from 'yaml';
import { type z } from 'zod';
import {
  type DimensionSource,
  dimensionFile,
  type OutlineSource,
  outlineFile,
  type PlateSource,
  type PointSource,
  plateFile,
  pointFile,
  type RegionSource,
  regionFile,
  type TerritorySource,
  type ThresholdSource,
  territoryFile,
  thresholdFile,
} from './anatomy-schema.js';
import {
  type Controversy,
  controversyFile,
  type DisorderSource,
  disorderFile,
  type FindingSource,
  type FoundingStatement,
  findingFile,
  foundingFile,
  type Judgement,
  judgementFile,
  notTakenFile,
  type PatientSource,
  patientFile,
  type RedFlagSource,
  redFlagFile,
  type SourceFile,
  sourceFile,
  unusedFlagFile,
} from './schema.js';

export interface KnowledgeError {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
}

/** A folder to read; `list` gives file names of a folder (none when it does not exist). */
export interface Folder {
  read(path: string): string;
  list(path: string): readonly string[];
}

export interface FindingDefinition extends FindingSource {
  readonly id: string;
  readonly group: string;
  readonly file: string;
}

/** knowledge/anatomy: what the pictures are drawn from. */
export interface AnatomyFiles {
  readonly dimensions: readonly DimensionSource[];
  readonly outlines: OutlineSource;
  readonly plate: readonly PlateSource[];
  readonly regions: readonly RegionSource[];
  readonly points: readonly PointSource[];
  readonly territories: readonly TerritorySource[];
  readonly thresholds: ThresholdSource;
}

export interface KnowledgeFiles {
  readonly findings: readonly FindingDefinition[];
  readonly disorders: readonly (DisorderSource & { readonly file: string })[];
  readonly sources: readonly (SourceFile & { readonly file: string })[];
  readonly redFlags: readonly (RedFlagSource & { readonly file: string })[];
  readonly redFlagsUnused: readonly { readonly finding: string; readonly because: string }[];
  readonly controversies: readonly Controversy[];
  readonly notTaken: readonly { readonly claim: string; readonly because: string }[];
  readonly founding: readonly FoundingStatement[];
  readonly patients: readonly PatientSource[];
  readonly judgement: Judgement;
  readonly anatomy: AnatomyFiles;
}

/** One file's YAML, checked by its schema; errors are appended with file, line and path. */
function parseFile<T>(file: string, text: string, schema: z.ZodType<T>, errors: KnowledgeError[]): T | undefined {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  for (const e of document.errors) errors.push({ rule: 'yaml', file, message: e.message.split('\n')[0]! });
  if (document.errors.length > 0) return undefined;
  const result = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    errors.push({ rule: 'schema', file, message: `${issue.path.join('.') || '(top)'}: ${issue.message}` });
  return undefined;
}

/** Reads and validates the whole folder. Anything wrong is in `errors`; `files` holds what could be read. */
export function parseKnowledge(folder: Folder): { files: KnowledgeFiles; errors: KnowledgeError[] } {
  const errors: KnowledgeError[] = [];
  const one = <T>(file: string, schema: z.ZodType<T>): T | undefined =>
    parseFile(file, folder.read(file), schema, errors);
  const each = <T extends object>(sub: string, schema: z.ZodType<T>): (T & { file: string })[] =>
    folder
      .list(sub)
      .filter((f) => f.endsWith('.yaml'))
      .sort()
      .flatMap((f) => {
        const file = `${sub}/${f}`;
        const value = one(file, schema);
        return value ? [{ ...value, file }] : [];
      });

  const findings = folder
    .list('findings')
    .filter((f) => f.endsWith('.yaml'))
    .sort()
    .flatMap((f) => {
      const entries = one(`findings/${f}`, findingFile) ?? {};
      return Object.entries(entries).map(([id, e]) => ({
        ...e,
        id,
        group: f.replace(/\.yaml$/, ''),
        file: `findings/${f}`,
      }));
    });
  const judgement = one('judgement.yaml', judgementFile);
  const many = <T>(sub: string, schema: z.ZodType<readonly T[]>): T[] =>
    folder
      .list(sub)
      .filter((f) => f.endsWith('.yaml'))
      .sort()
      .flatMap((f) => one(`${sub}/${f}`, schema) ?? []);
  const outlines = one('anatomy/outlines.yaml', outlineFile);
  const thresholds = one('anatomy/thresholds.yaml', thresholdFile);
  if (!judgement || !outlines || !thresholds) return { files: undefined as never, errors };
  return {
    errors,
    files: {
      findings,
      judgement,
      disorders: each('disorders', disorderFile),
      sources: each('sources', sourceFile),
      redFlags: each('red-flags', redFlagFile),
      redFlagsUnused: one('red-flags-unused.yaml', unusedFlagFile) ?? [],
      controversies: one('controversies.yaml', controversyFile) ?? [],
      notTaken: one('not-taken.yaml', notTakenFile) ?? [],
      founding: one('founding.yaml', foundingFile) ?? [],
      patients: one('patients.yaml', patientFile) ?? [],
      anatomy: {
        outlines,
        thresholds,
        dimensions: one('anatomy/dimensions.yaml', dimensionFile) ?? [],
        plate: many('anatomy/plate', plateFile),
        regions: one('anatomy/regions.yaml', regionFile) ?? [],
        points: one('anatomy/points.yaml', pointFile) ?? [],
        territories: many('anatomy/territories', territoryFile),
      },
    },
  };
}
