import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFiles } from './audit-files.js';
import { type AuditKey, auditKey } from './audit-key.js';
import { appendHead, readHeads } from './heads-file.js';
import { headFromText, headLine, isSigned, type SignedHead, signHead, textOfHead } from './signed-head.js';

const folder = mkdtempSync(join(tmpdir(), 'cluneal-heads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const bytes = (n: number) => (count: number) => new Uint8Array(count).fill(n);
let key: AuditKey;
let other: AuditKey;
beforeAll(() => {
  key = auditKey(at('one.pem'), bytes(1));
  other = auditKey(at('two.pem'), bytes(2));
});
const END = {
  kind: 'head',
  clinic: 'c1',
  seq: 12,
  hash: '0123456789abcdef'.repeat(4),
  at: Date.UTC(2026, 10, 28, 9, 5),
} as const;

describe('a signed head', () => {
  let head: SignedHead;
  beforeAll(() => {
    head = signHead(key, END);
  });

  it('holds as it was signed and in no other form', () => {
    expect(head).toEqual({ ...END, key: key.id, signature: expect.any(String) });
    expect(isSigned(key, head)).toBe(true);
    expect(isSigned(other, head)).toBe(false);
    const forged: SignedHead[] = [
      { ...head, kind: 'restored' },
      { ...head, clinic: 'c2' },
      { ...head, seq: 13 },
      { ...head, hash: 'f'.repeat(64) },
      { ...head, at: head.at + 1 },
      { ...head, signature: 'AAAA' },
      { ...head, signature: '' },
    ];
    for (const each of forged) expect(isSigned(key, each)).toBe(false);
  });

  it('is a line of text that reads back, and nothing else reads as one', () => {
    expect(headFromText(textOfHead(head))).toEqual(head);
    expect(textOfHead(head)).not.toContain('\n');
    expect(headFromText(textOfHead({ ...head, kind: 'restored' }))?.kind).toBe('restored');
    const wrong = [
      ...['', 'x', 'null', '1', '[]', '{}'],
      ...(['kind', 'clinic', 'seq', 'hash', 'at', 'key', 'signature'] as const).flatMap((name) => [
        JSON.stringify({ ...head, [name]: undefined }),
        JSON.stringify({ ...head, [name]: null }),
        JSON.stringify({ ...head, [name]: name === 'seq' || name === 'at' ? 1.5 : 7 }),
      ]),
      JSON.stringify({ ...head, kind: 'tail' }),
    ];
    for (const text of wrong) expect(headFromText(text), text).toBeNull();
    expect(headFromText(JSON.stringify({ ...head, more: 1 }))).toEqual(head);
  });

  it('has a short form for the foot of a letter', () => {
    expect(headLine(head)).toBe('audit 12 · 0123 4567 89ab cdef · 2026-11-28 09:05 UTC');
  });
});

describe('the file of heads', () => {
  let heads: SignedHead[];
  beforeAll(() => {
    heads = [1, 2, 3].map((seq) => signHead(key, { ...END, seq }));
  });

  it('is added to, head by head, and read in order', () => {
    const path = at('heads.ndjson');
    expect(readHeads(path)).toEqual({ heads: [], unreadable: [] });
    for (const head of heads) appendHead(path, head);
    expect(readHeads(path)).toEqual({ heads, unreadable: [] });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(() => readHeads(folder)).toThrow(/EISDIR/);
  });

  it('loses a line that was torn in the writing, and nothing else', () => {
    const path = at('torn.ndjson');
    for (const head of heads.slice(0, 2)) appendHead(path, head);
    const whole = readFileSync(path, 'utf8');
    for (const cut of [1, 10, 100]) {
      writeFileSync(path, whole.slice(0, -cut));
      expect(readHeads(path)).toEqual({ heads: heads.slice(0, 1), unreadable: [] });
      appendHead(path, heads[2]!);
      expect(readHeads(path)).toEqual({ heads: [heads[0], heads[2]], unreadable: [] });
    }
    writeFileSync(path, 'torn');
    appendHead(path, heads[0]!);
    expect(readHeads(path)).toEqual({ heads: [heads[0]], unreadable: [] });
  });

  it('names the lines that are no head', () => {
    const path = at('spoilt.ndjson');
    writeFileSync(path, `${textOfHead(heads[0]!)}\nspoilt\n\n${textOfHead(heads[1]!)}\n`);
    expect(readHeads(path)).toEqual({ heads: heads.slice(0, 2), unreadable: [2, 3] });
  });

  it('stands with the key in the folder of keys, one set for each record', () => {
    expect(auditFiles('keys', 'clinic')).toEqual({
      key: join('keys', 'audit-clinic.pem'),
      heads: join('keys', 'audit-heads-clinic.ndjson'),
      verified: join('keys', 'audit-verified-clinic.json'),
    });
  });
});
