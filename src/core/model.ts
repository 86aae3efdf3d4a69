// The knowledge indexed for arithmetic, with its parameters at their means and in seeded draws.
import { type Estimate, type Knowledge, type PriorChoice } from './knowledge.js';
import { seededRandom } from './random.js';

/** Every number the network needs; one implementation holds the means, others hold a draw each. */
export interface Parameters {
  /** Background rate of finding f, or exposure for history. */
  elsewhere(finding: number): number;
  /** P(finding present | disorder alone), for each of the finding's cells in their order. */
  cells(finding: number): Float64Array;
  prior(disorder: number, choice: PriorChoice): number;
  bilateral(disorder: number): number;
  /** P(second of a linked pair | the first), by position in the knowledge's list. */
  companion(position: number): number;
  /** Natural log of the odds factor. */
  mover(disorder: number, position: number): number;
}

/** Where a finding's cells are: which disorder, and which cell of that disorder. */
export interface CellPlace {
  readonly disorder: number;
  readonly cell: number;
}

export interface Model {
  readonly knowledge: Knowledge;
  readonly findingIndex: ReadonlyMap<string, number>;
  readonly disorderIndex: ReadonlyMap<string, number>;
  readonly cellsByFinding: readonly (readonly CellPlace[])[];
  readonly means: Parameters;
  /** Draw number r of the seed. Each parameter has its own random stream, so one finding's draws never move another's. */
  draw(seed: number, r: number): Parameters;
}

/** Share of patients with a disorder when every disorder is held equally likely. */
const equalPrior = (k: Knowledge): number => k.disordersPerPatient / k.disorders.length;

export function meanOf(e: Estimate): number {
  let sum = 0;
  for (let i = 0; i < e.a.length; i++) sum += e.a[i]! / (e.a[i]! + e.b[i]!);
  return sum / e.a.length;
}

/** Draws kept per parameter, and so the most an answer may ask for. */
export const DRAWS_HELD = 512;
/** A drawn prior above this would say that nearly every patient has the disorder: a tail of the Beta, not a belief. */
const MOST_PRIOR = 0.95;

interface DrawStore {
  readonly elsewhere: (Float64Array | undefined)[];
  /** Per finding, draw after draw: the cells of one draw lie together. */
  readonly cells: (Float64Array | undefined)[];
  readonly priors: Partial<Record<PriorChoice, Float64Array[]>>;
  readonly bilateral: (Float64Array | undefined)[];
  readonly companions: (Float64Array | undefined)[];
  readonly movers: (Float64Array | undefined)[][];
}

const emptyStore = (k: Knowledge): DrawStore => ({
  elsewhere: [],
  cells: [],
  priors: {},
  bilateral: [],
  companions: [],
  movers: k.disorders.map(() => []),
});

/** Series by cell to rows by draw. */
function drawRows(series: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(DRAWS_HELD * series.length);
  series.forEach((s, i) => {
    for (let r = 0; r < DRAWS_HELD; r++) out[r * series.length + i] = s[r]!;
  });
  return out;
}

/** Indexes the knowledge once; the answer functions take the result. */
export function modelFromKnowledge(knowledge: Knowledge): Model {
  const findingIndex = new Map(knowledge.findings.map((f, i) => [f.id, i]));
  const disorderIndex = new Map(knowledge.disorders.map((d, i) => [d.id, i]));
  const cellsByFinding: CellPlace[][] = knowledge.findings.map(() => []);
  knowledge.disorders.forEach((d, disorder) => {
    d.cells.forEach((c, cell) => {
      cellsByFinding[findingIndex.get(c.finding)!]!.push({ disorder, cell });
    });
  });
  const elsewhereMeans = knowledge.findings.map((f) => (f.elsewhere ? meanOf(f.elsewhere) : 0));
  const cellMeans = knowledge.findings.map((_, f) =>
    Float64Array.from(cellsByFinding[f]!, (p) => meanOf(knowledge.disorders[p.disorder]!.cells[p.cell]!)),
  );
  const bilateralMeans = knowledge.disorders.map((d) => (d.bilateral ? meanOf(d.bilateral) : 0));
  const companionMeans = knowledge.companions.map((c) => meanOf(c.share));
  const means: Parameters = {
    elsewhere: (f) => elsewhereMeans[f]!,
    cells: (f) => cellMeans[f]!,
    prior: (d, choice) => (choice === 'equal' ? equalPrior(knowledge) : meanOf(knowledge.disorders[d]!.priors[choice])),
    bilateral: (d) => bilateralMeans[d]!,
    companion: (i) => companionMeans[i]!,
    mover: (d, i) => knowledge.disorders[d]!.movers[i]!.logOdds,
  };

  // Draws are made a parameter at a time and kept: the same seed asks for the same numbers at every answer.
  let store = emptyStore(knowledge);
  let heldSeed: number | undefined;
  const betas = (seed: number, stream: string, e: Estimate): Float64Array => {
    const random = seededRandom(seed, stream);
    return Float64Array.from({ length: DRAWS_HELD }, () => {
      const i = e.a.length === 1 ? 0 : Math.floor(random.uniform() * e.a.length);
      return random.beta(e.a[i]!, e.b[i]!);
    });
  };
  const draw = (seed: number, r: number): Parameters => {
    if (seed !== heldSeed) {
      heldSeed = seed;
      store = emptyStore(knowledge);
    }
    const kept = store;
    return {
      elsewhere: (f) => {
        const { elsewhere, id } = knowledge.findings[f]!;
        if (!elsewhere) return 0;
        kept.elsewhere[f] ??= betas(seed, `elsewhere ${id}`, elsewhere);
        return kept.elsewhere[f]![r]!;
      },
      cells: (f) => {
        const places = cellsByFinding[f]!;
        kept.cells[f] ??= drawRows(
          places.map((p) => {
            const d = knowledge.disorders[p.disorder]!;
            return betas(seed, `cell ${d.id} ${knowledge.findings[f]!.id}`, d.cells[p.cell]!);
          }),
        );
        return kept.cells[f]!.subarray(r * places.length, (r + 1) * places.length);
      },
      prior: (d, choice) => {
        if (choice === 'equal') return equalPrior(knowledge);
        kept.priors[choice] ??= [];
        const row = kept.priors[choice];
        row[d] ??= betas(seed, `prior ${choice} ${knowledge.disorders[d]!.id}`, knowledge.disorders[d]!.priors[choice]);
        return Math.min(MOST_PRIOR, row[d]![r]!);
      },
      bilateral: (d) => {
        const e = knowledge.disorders[d]!;
        if (!e.bilateral) return 0;
        kept.bilateral[d] ??= betas(seed, `bilateral ${e.id}`, e.bilateral);
        return kept.bilateral[d]![r]!;
      },
      companion: (i) => {
        const c = knowledge.companions[i]!;
        kept.companions[i] ??= betas(seed, `companion ${c.of} ${c.with}`, c.share);
        return kept.companions[i]![r]!;
      },
      mover: (d, i) => {
        const row = kept.movers[d]!;
        if (!row[i]) {
          const m = knowledge.disorders[d]!.movers[i]!;
          const random = seededRandom(seed, `mover ${knowledge.disorders[d]!.id} ${JSON.stringify(m.when)}`);
          row[i] = Float64Array.from({ length: DRAWS_HELD }, () => m.logOdds + m.sd * random.normal());
        }
        return row[i]![r]!;
      },
    };
  };
  return { knowledge, findingIndex, disorderIndex, cellsByFinding, means, draw };
}
