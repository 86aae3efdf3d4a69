// Each rule over the anatomy is shown the shipped knowledge with one thing broken, and must see that thing and nothing else.
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../scripts/folder.mjs';
import { type PointSource, type RegionSource } from '../anatomy-schema.js';
import { type KnowledgeFiles, parseKnowledge } from '../parse.js';
import { RULES } from './all.js';

const root = folderOf('.');
const { files, errors } = parseKnowledge(folderOf('knowledge'));
type Mutable<T> = T extends readonly (infer U)[]
  ? Mutable<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;
type Files = Mutable<KnowledgeFiles>;

const seenBy = (change: (f: Files) => void): string[] => {
  const copy = structuredClone(files) as unknown as Files;
  change(copy);
  const found = RULES.flatMap((rule) => rule(copy as unknown as KnowledgeFiles, root));
  return [...new Set(found.map((e) => e.rule))];
};

const region = (changed: Partial<RegionSource>): Mutable<RegionSource> =>
  ({
    id: 'test-region',
    view: 'back',
    name: 'x',
    plain: 'x',
    group: 'x',
    paired: true,
    polygon: [
      [10, 10],
      [20, 10],
      [20, 20],
    ],
    findings: ['pain.buttock'],
    choir: { male: { positive: [], negative: [] }, female: { positive: [], negative: [] } },
    ...changed,
  }) as Mutable<RegionSource>;

const point = (changed: Partial<PointSource>): Mutable<PointSource> =>
  ({
    id: 'test-point',
    nerve: 'scn',
    name: 'x',
    kind: 'tender-point',
    from: { midline: { mean: 70 } },
    n: 'unknown',
    'n-is': 'patients',
    source: 'lu1998',
    claims: ['ana-scn-psis-lu'],
    ...changed,
  }) as Mutable<PointSource>;

describe('the shipped anatomy', () => {
  it('is readable and breaks no rule', () => {
    expect(errors).toEqual([]);
    expect(seenBy(() => undefined)).toEqual([]);
  });
});

describe('a sound region and a sound point', () => {
  it('break no rule', () => {
    expect(
      seenBy((f) => {
        f.anatomy.regions.push(region({}));
        f.anatomy.points.push(point({}));
      }),
    ).toEqual([]);
  });
});

describe('a rule over the anatomy sees', () => {
  it.each<[string, (f: Files) => void, string]>([
    [
      'a territory that rests on a source nobody wrote',
      (f) => {
        f.anatomy.territories[0]!.from.push('nobody2099');
      },
      'anatomy-source-exists',
    ],
    [
      'a dimension that rests on a source nobody wrote',
      (f) => {
        f.anatomy.dimensions.push({
          id: 'test-length',
          name: 'x',
          unit: 'mm',
          female: { mean: 1 },
          male: { mean: 1 },
          from: ['nobody2099'],
        });
      },
      'anatomy-source-exists',
    ],
    [
      'a nerve point of a source nobody wrote',
      (f) => {
        f.anatomy.points.push(point({ source: 'nobody2099' }));
      },
      'anatomy-source-exists',
    ],
    [
      'a threshold that rests on a source nobody wrote',
      (f) => {
        f.anatomy.thresholds['single-spot'].from = ['nobody2099'];
      },
      'anatomy-source-exists',
    ],
    [
      'a nerve point with a claim that nobody made',
      (f) => {
        f.anatomy.points.push(point({ claims: ['nothing'] }));
      },
      'anatomy-claim-exists',
    ],
    [
      'a nerve point in a dispute that does not exist',
      (f) => {
        f.anatomy.points.push(point({ dispute: 'ctr-nothing' }));
      },
      'anatomy-claim-exists',
    ],
    [
      'a length that nobody measured and nobody owns up to',
      (f) => {
        f.anatomy.dimensions.push({
          id: 'test-length',
          name: 'x',
          unit: 'mm',
          female: { mean: 1 },
          male: { mean: 1 },
          from: [],
        });
      },
      'anatomy-assumed',
    ],
    [
      'two territories of one name',
      (f) => {
        f.anatomy.territories.push(f.anatomy.territories[0]!);
      },
      'anatomy-id-twice',
    ],
    [
      'two regions of one name',
      (f) => {
        f.anatomy.regions.push(region({}), region({}));
      },
      'anatomy-id-twice',
    ],
    [
      'a region that says a finding we do not know',
      (f) => {
        f.anatomy.regions.push(region({ findings: ['pain.butock'] }));
      },
      'anatomy-finding-exists',
    ],
    [
      'a territory of a disorder we do not hold',
      (f) => {
        f.anatomy.territories[0]!.disorders.push('scnn');
      },
      'anatomy-disorder-exists',
    ],
    [
      'a painful disorder that no territory shows',
      (f) => {
        for (const t of f.anatomy.territories) t.disorders = t.disorders.filter((d) => d !== 'coccydynia');
      },
      'anatomy-disorder-shown',
    ],
    [
      'a territory that runs out of its frame',
      (f) => {
        f.anatomy.territories[0]!.polygons[0]![0] = [461, 0];
      },
      'anatomy-inside-frame',
    ],
    [
      'a territory that crosses the midline',
      (f) => {
        f.anatomy.territories[0]!.polygons[0]![0] = [-1, 0];
      },
      'anatomy-inside-frame',
    ],
    [
      'a region that runs out of its frame',
      (f) => {
        f.anatomy.regions.push(
          region({
            view: 'perineum',
            polygon: [
              [0, 0],
              [10, 0],
              [10, 131],
            ],
          }),
        );
      },
      'anatomy-inside-frame',
    ],
    [
      'an arrow key that leads nowhere',
      (f) => {
        f.anatomy.regions.push(region({ neighbours: { up: 'nowhere' } }));
      },
      'anatomy-neighbour-exists',
    ],
    [
      'a point measured from a point that nobody placed',
      (f) => {
        f.anatomy.points.push(point({ from: { below: { point: 'nowhere', range: [30, 40] } } }));
      },
      'anatomy-point-below',
    ],
  ])('%s', (_, change, rule) => {
    expect(seenBy(change)).toEqual([rule]);
  });
});
