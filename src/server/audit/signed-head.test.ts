import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditFiles } from './audit-files.js';
import { type AuditKey, auditKey, auditKeyAt } from './audit-key.js';
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

describe('the audit key', () => {
  it('is made once, for its owner only, and is the same after', () => {
    expect(statSync(at('one.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('one.pem'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    const again = auditKey(at('one.pem'), () => {
      throw new Error('a second key was made');
    });
    expect(again.id).toBe(key.id);
    // The first digits of the SHA-256 of the public half, as openssl pkey -pubout -outform DER gives it.
    expect(key.id).toBe('fd110d301d2f077d');
    expect(other.id).not.toBe(key.id);
    expect(auditKeyAt(at('one.pem'))?.id).toBe(key.id);
    expect(auditKeyAt(at('none.pem'))).toBeNull();
  });

  it('is made on a system that cannot flush a folder', () => {
    const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    expect(auditKey(at('windows.pem'), bytes(1)).id).toBe(key.id);
    platform.mockRestore();
  });

  it('takes its secret from the bytes it is given, 32 of them', () => {
    const asked: number[] = [];
    const made = auditKey(at('three.pem'), (count) => {
      asked.push(count);
      return bytes(1)(count);
    });
    expect(asked).toEqual([32]);
    expect(made.id).toBe(key.id);
  });

  it('is not replaced when the file is something else, and the error says what to do', () => {
    writeFileSync(at('text.pem'), 'not a key');
    const { privateKey } = generateKeyPairSync('x25519');
    writeFileSync(at('x25519.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    for (const name of ['text.pem', 'x25519.pem'])
      expect(() => auditKey(at(name), bytes(1))).toThrow(
        `the audit key ${at(name)} is not an Ed25519 key: put back the file that was there`,
      );
    expect(readFileSync(at('text.pem'), 'utf8')).toBe('not a key');
    expect(() => auditKeyAt(folder)).toThrow(/EISDIR/);
    expect(() => auditKey(join(folder, 'no-such-folder', 'key.pem'), bytes(1))).toThrow(/ENOENT/);
  });

  it('signs so that its public half alone can check', () => {
    const signature = key.sign('a text');
    expect(key.verify('a text', signature)).toBe(true);
    expect(key.verify('another', signature)).toBe(false);
    expect(other.verify('a text', signature)).toBe(false);
    const open = createPublicKey(key.publicPem);
    expect(verify(null, Buffer.from('a text'), open, Buffer.from(signature, 'base64'))).toBe(true);
    expect(key.publicPem).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });
});

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
