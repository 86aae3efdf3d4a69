// knowledge/anatomy to the pack every picture is drawn from. Numbers pass through; nothing is computed here.
import { type Anatomy, type Dimension, type PlateShape, type StudyPoint } from '#core/anatomy/anatomy.js';
import { type KnowledgeFiles } from './parse.js';

export function compileAnatomy({ anatomy: files, sources }: KnowledgeFiles, version: string): Anatomy {
  const cohorts = new Map(sources.map((s) => [s.key, s.cohort ?? s.key]));
  const t = files.thresholds;
  return {
    version,
    dimensions: files.dimensions.map(
      (d): Dimension => ({
        id: d.id,
        name: d.name,
        unit: d.unit,
        female: d.female,
        male: d.male,
        ...(d['with-stature'] ? { withStature: d['with-stature'] } : {}),
        ...(d['with-weight'] ? { withWeight: d['with-weight'] } : {}),
        from: d.from,
        ...(d.assumed ? { assumed: d.assumed } : {}),
      }),
    ),
    outlines: files.outlines,
    shapes: files.plate.map(({ after: _, ...shape }): PlateShape => shape),
    regions: files.regions.map(({ note: _, ...region }) => region),
    points: files.points.map(
      ({ 'n-is': nIs, ...p }): StudyPoint => ({
        ...p,
        nIs,
        cohort: cohorts.get(p.source) ?? p.source,
      }),
    ),
    territories: files.territories.map(({ because: _, ...territory }) => territory),
    thresholds: {
      regionCoverage: t['region-coverage'].value,
      regionArea: t['region-area'].value,
      patchShare: t['patch-share'].value,
      singleSpot: t['single-spot'].value,
      detectableChange: t['detectable-change'].value,
    },
  };
}
