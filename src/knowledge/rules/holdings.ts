// What every holding of the knowledge names, in one list: the rules over sources read it.
import { type KnowledgeFiles } from '../parse.js';

export interface Holding {
  readonly file: string;
  /** What is held, for messages: `scn pain.leg`, `prior spine-clinic sij`. */
  readonly of: string;
  readonly from: readonly string[];
  readonly cites: readonly string[];
  readonly word: boolean;
  readonly reconcile?: string;
}

export function holdingsOf(files: KnowledgeFiles): Holding[] {
  const out: Holding[] = [];
  const add = (
    file: string,
    of: string,
    h: {
      from?: readonly string[] | undefined;
      cites?: readonly string[] | undefined;
      word?: unknown;
      odds?: unknown;
      reconcile?: string | undefined;
    },
    extra: readonly (string | undefined)[] = [],
  ) => {
    out.push({
      file,
      of,
      from: [...(h.from ?? []), ...extra.filter((x): x is string => x !== undefined)],
      cites: h.cites ?? [],
      word: h.word !== undefined || h.odds !== undefined,
      ...(h.reconcile ? { reconcile: h.reconcile } : {}),
    });
  };
  for (const d of files.disorders) {
    for (const h of d.holds) add(d.file, `${d.id} ${h.finding}`, h);
    for (const m of d.history)
      add(d.file, `history of ${d.id} (${m.finding ?? 'age, sex or duration'})`, m, [m.exposed, m.unexposed]);
    for (const [setting, p] of Object.entries(d.priors)) add(d.file, `prior ${setting} ${d.id}`, p);
    for (const c of d.companions ?? []) add(d.file, `companion ${d.id} ${c.disorder}`, c);
    if (d.bilateral) add(d.file, `bilateral ${d.id}`, d.bilateral);
  }
  for (const f of files.findings)
    if (f['elsewhere-from'])
      add(f.file, `background of ${f.id}`, { from: f['elsewhere-from'], reconcile: f['elsewhere-reconcile'] });
  return out;
}
