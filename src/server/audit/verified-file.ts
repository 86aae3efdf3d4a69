// What the last `audit verify` found, kept beside the key: it runs beside the server and may not write to the record.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type FaultType } from './fault.js';
import { type Verification } from './verify.js';

export interface KeptVerification {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly clinic: string;
  readonly rows: number;
  readonly fault: { readonly type: FaultType; readonly seq: number } | null;
}

const OWNER_ONLY = 0o600;

/** Keeps it in place of the one before. */
export function keepVerification(path: string, { clinic, rows, faults }: Verification, at: number): void {
  const [first] = faults;
  const kept: KeptVerification = { at, clinic, rows, fault: first ? { type: first.type, seq: first.seq } : null };
  writeFileSync(`${path}.new`, JSON.stringify(kept), { mode: OWNER_ONLY });
  renameSync(`${path}.new`, path);
}

/** The last one of this clinic; null where there is none to be read. */
export function lastVerification(path: string, clinic: string): KeptVerification | null {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as KeptVerification;
    return kept.clinic === clinic ? kept : null;
  } catch {
    return null;
  }
}
