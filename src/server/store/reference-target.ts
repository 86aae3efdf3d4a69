// What a reference points to: one reader for all of them, because two that differ let a resource slip out of its
// compartment. An absolute address under one of our own bases is the relative one; any other is only a text.
import { keyText } from './text-key.js';

export interface ReferenceTarget {
  /** Empty for what is not a resource of this server. */
  readonly type: string;
  readonly id: string;
}

const LOCAL = /^([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** Null for nothing and for a contained resource, which has no life of its own. */
export function targetOf(reference: string, bases: readonly string[]): ReferenceTarget | null {
  if (reference === '' || reference.startsWith('#')) return null;
  const base = bases.find((b) => reference.startsWith(`${b}/`));
  const found = LOCAL.exec(base === undefined ? reference : reference.slice(base.length + 1));
  return found ? { type: found[1]!, id: found[2]! } : { type: '', id: keyText(reference) };
}
