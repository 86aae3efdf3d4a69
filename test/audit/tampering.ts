// Ways to tamper with a chain, each with what a verification must call it and the row it must point at.
import { type Random } from '#core/random.js';
import { type FaultType } from '#server/audit/fault.js';
import { type ChainRow, fieldsOf, hashAt } from '#server/audit/row-text.js';
import { type StoredVersion } from '#server/store/repository.js';
import { type Kept } from './kept.js';

export interface Tampered {
  readonly kept: Kept;
  readonly type: FaultType;
  readonly seq: number;
  /** The first place that was touched, where it is another. */
  readonly from?: number;
}
/** What is tampered with: a chain, and the rows of another clinic's. */
export interface Tamperable {
  readonly kept: Kept;
  readonly foreign: readonly ChainRow[];
}
/** Tampers at a random place; null where the place has nothing of the kind to tamper with. */
export type Tampering = (record: Tamperable, random: Random) => Tampered | null;

const at = (random: Random, low: number, high: number): number => low + Math.floor(random.uniform() * (high - low + 1));
const pick = <T>(random: Random, list: readonly T[]): T => list[at(random, 0, list.length - 1)]!;
/** The row at a place, counted from 1. */
const rowAt = ({ rows }: Kept, seq: number): ChainRow => rows[seq - 1]!;
const withRow = (kept: Kept, seq: number, row: ChainRow): Kept => ({
  ...kept,
  rows: kept.rows.map((r) => (r.seq === seq ? { ...row, seq } : r)),
});
const hashed = (clinic: string, row: ChainRow): ChainRow => ({
  ...row,
  hash: hashAt(clinic, row.seq, row, fieldsOf(row.body)!)!,
});
const changedBody = (random: Random, { body }: ChainRow): string => {
  const entry = JSON.parse(body) as Record<string, unknown>;
  const name = pick(random, Object.keys(entry));
  const change = pick(random, ['change', 'add', 'remove'] as const);
  if (change === 'remove') delete entry[name];
  else if (change === 'add' && entry.client === undefined) entry.client = '10.0.0.1';
  else entry[name] = typeof entry[name] === 'number' ? Number(entry[name]) + 1 : `${entry[name]}x`;
  return JSON.stringify(entry);
};

const edit: Tampering = ({ kept }, random) => {
  const seq = at(random, 1, kept.rows.length - 1);
  const row = rowAt(kept, seq);
  const how = pick(random, ['body', 'wall', 'hash', 'previous', 'unseen', 'made to fit', 'both'] as const);
  const changed: ChainRow = {
    ...row,
    ...(how === 'body' || how === 'made to fit' || how === 'both' ? { body: changedBody(random, row) } : {}),
    ...(how === 'wall' ? { wall: row.wall + pick(random, [-1, 1, 86_400_000]) } : {}),
    ...(how === 'hash' ? { hash: 'ab'.repeat(32) } : {}),
    ...(how === 'previous' || how === 'both' ? { previous: 'cd'.repeat(32) } : {}),
    // A member that the hash does not hold, and a second one of a name: what a reader would see is not what was signed.
    ...(how === 'unseen'
      ? { body: pick(random, [row.body.replace('{', '{"note":"x",'), row.body.replace('{', '{ ')]) }
      : {}),
  };
  return {
    kept: withRow(kept, seq, how === 'made to fit' ? hashed(kept.clinic, changed) : changed),
    type: 'edit',
    seq,
  };
};

const deletion: Tampering = ({ kept }, random) => {
  const seq = at(random, 1, kept.rows.length - 2);
  const count = Math.min(at(random, 1, 5), kept.rows.length - 1 - seq);
  const closed = random.uniform() < 0.5;
  const rows = kept.rows
    .filter((r) => r.seq < seq || r.seq >= seq + count)
    .map((r) => (closed && r.seq >= seq ? { ...r, seq: r.seq - count } : r));
  const end = closed ? { seq: rows.length, hash: rows.at(-1)!.hash } : kept.end;
  return { kept: { ...kept, rows, end }, type: 'deletion', seq };
};

const insertion: Tampering = ({ kept }, random) => {
  const seq = at(random, 2, kept.rows.length);
  const before = rowAt(kept, seq - 1);
  const row = rowAt(kept, seq);
  const how = pick(random, ['made up', 'made to fit', 'a copy', 'at the end'] as const);
  if (how === 'at the end') {
    const last = kept.rows.at(-1)!;
    const added = hashed(kept.clinic, { ...row, seq: last.seq + 1, wall: last.wall, previous: last.hash });
    return { kept: { ...kept, rows: [...kept.rows, added] }, type: 'insertion', seq: added.seq };
  }
  const made =
    how === 'a copy'
      ? { ...rowAt(kept, pick(random, [1, kept.rows.length, at(random, 1, kept.rows.length)])), seq }
      : { ...row, seq, body: changedBody(random, row), previous: before.hash, wall: before.wall };
  // A copy of the row whose place it takes fits there; then it is the row itself that was put in once more.
  const put = how === 'made to fit' ? hashed(kept.clinic, made) : made;
  const rows = [
    ...kept.rows.slice(0, seq - 1),
    put,
    ...kept.rows.slice(seq - 1).map((r) => ({ ...r, seq: r.seq + 1 })),
  ];
  const twice = how === 'a copy' && put.hash === row.hash;
  return {
    kept: { ...kept, rows, end: { seq: rows.length, hash: rows.at(-1)!.hash } },
    type: 'insertion',
    seq: twice ? seq + 1 : seq,
  };
};

const reorder: Tampering = ({ kept }, random) => {
  const seq = at(random, 1, kept.rows.length - 1);
  const other = Math.min(kept.rows.length, seq + pick(random, [1, 2, at(random, 1, 500)]));
  const moved = random.uniform() < 0.5;
  const rows = [...kept.rows];
  if (moved) rows.splice(seq - 1, 0, ...rows.splice(other - 1, 1));
  else [rows[seq - 1], rows[other - 1]] = [rows[other - 1]!, rows[seq - 1]!];
  const placed = rows.map((r, i) => ({ ...r, seq: i + 1 }));
  return {
    kept: { ...kept, rows: placed, end: { seq: placed.length, hash: placed.at(-1)!.hash } },
    type: 'reorder',
    seq,
  };
};

const splice: Tampering = ({ kept, foreign }, random) => {
  const seq = at(random, 1, kept.rows.length - 1);
  const from = Math.min(foreign.length, pick(random, [seq, at(random, 1, foreign.length)]));
  const count = Math.min(pick(random, [1, 1, 7]), kept.rows.length - seq, foreign.length - from + 1);
  const rows = kept.rows.map((r) =>
    r.seq >= seq && r.seq < seq + count ? { ...foreign[from - 1 + r.seq - seq]!, seq: r.seq } : r,
  );
  return { kept: { ...kept, rows }, type: 'splice', seq };
};

/** All rows from a place on made to fit each other again. */
function rewritten(kept: Kept, from: number, change: (row: ChainRow) => ChainRow): Kept {
  const rows: ChainRow[] = kept.rows.slice(0, from - 1);
  for (const row of kept.rows.slice(from - 1)) {
    const next = row.seq === from ? change(row) : row;
    rows.push(hashed(kept.clinic, { ...next, previous: rows.at(-1)?.hash ?? '0'.repeat(64) }));
  }
  return { ...kept, rows, end: { seq: rows.length, hash: rows.at(-1)!.hash } };
}

const timeReversal: Tampering = ({ kept }, random) => {
  const seq = at(random, Math.max(2, kept.rows.length - 300), kept.rows.length);
  const before = rowAt(kept, seq - 1).wall;
  const changed = rewritten(kept, seq, (row) => ({ ...row, wall: before - at(random, 1, 100_000) }));
  return { kept: changed, type: 'time-reversal', seq };
};

const rewrite: Tampering = ({ kept }, random) => {
  const seq = at(random, Math.max(1, kept.rows.length - 300), kept.rows.length);
  const changed = rewritten(kept, seq, (row) => ({ ...row, body: row.body.replace('{"actor":"', '{"actor":"x') }));
  return { kept: changed, type: 'rewrite', seq: kept.heads.find((head) => head.seq >= seq)!.seq, from: seq };
};

const truncation: Tampering = ({ kept }, random) => {
  const last = at(random, Math.max(0, kept.rows.length - 300), kept.rows.length - 1);
  const rows = kept.rows.slice(0, last);
  const gone = random.uniform() < 0.5;
  const kept_ = {
    ...kept,
    rows,
    versions: kept.versions.filter((v) => v.seq <= last),
    // Whoever is thorough takes out what the database itself says of the end.
    end: gone ? (rows.length === 0 ? null : { seq: last, hash: rows.at(-1)!.hash }) : kept.end,
    ledger: gone ? kept.ledger.filter((head) => head.seq <= last) : kept.ledger,
  };
  return { kept: kept_, type: 'truncation', seq: last + 1 };
};

const headForged: Tampering = ({ kept }, random) => {
  const place = at(random, 0, kept.heads.length - 1);
  const head = kept.heads[place]!;
  const change = pick(random, [
    { seq: Math.max(1, head.seq - at(random, 1, 50)) },
    { hash: rowAt(kept, 1).hash },
    { at: head.at + 1 },
    { clinic: 'c2' },
    { signature: `A${head.signature.slice(1)}` },
    { key: 'ffffffffffffffff' },
  ] as const);
  const forged = { ...head, ...change };
  if (JSON.stringify(forged) === JSON.stringify(head)) return null;
  const replaced = (list: Kept['heads']) => list.map((each, i) => (i === place ? forged : each));
  const inFile = random.uniform() < 0.5;
  return {
    kept: { ...kept, ...(inFile ? { heads: replaced(kept.heads) } : { ledger: replaced(kept.ledger) }) },
    type: 'head-forged',
    seq: forged.seq,
  };
};

const versionAltered: Tampering = ({ kept }, random) => {
  const version = pick(random, kept.versions);
  const change = pick<Partial<StoredVersion>>(random, [
    { text: version.text.replace('"', '" ') || ' ' },
    { text: `${version.text} ` },
    { deleted: !version.deleted },
    { updated: version.updated + 1 },
    { type: 'Condition' },
    { id: 'x-000000' },
    { version: version.version + 7 },
  ]);
  const versions = kept.versions.map((v) => (v === version ? { ...v, ...change } : v));
  return { kept: { ...kept, versions }, type: 'version-altered', seq: version.seq };
};

const versionMissing: Tampering = ({ kept }, random) => {
  const version = pick(random, kept.versions);
  return {
    kept: { ...kept, versions: kept.versions.filter((v) => v !== version) },
    type: 'version-missing',
    seq: version.seq,
  };
};

const versionUnrecorded: Tampering = ({ kept }, random) => {
  const free = kept.rows.filter((row) => !kept.versions.some((v) => v.seq === row.seq));
  const { seq } = random.uniform() < 0.1 ? { seq: kept.rows.length + 1 } : pick(random, free);
  const added: StoredVersion = { ...pick(random, kept.versions), id: 'x-000000', seq };
  const versions = [...kept.versions, added].sort((a, b) => a.seq - b.seq);
  return { kept: { ...kept, versions }, type: 'version-unrecorded', seq };
};

export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'an edit': edit,
  'a deletion': deletion,
  'an insertion': insertion,
  'another order': reorder,
  'a row of another chain': splice,
  'a time that goes back': timeReversal,
  'a truncation': truncation,
  'a chain written anew': rewrite,
  'a forged head': headForged,
  'an altered version': versionAltered,
  'a missing version': versionMissing,
  'a version that was never recorded': versionUnrecorded,
};
