// The key that signs the chain's heads. Nothing is made before a test begins: a key that cannot be made fails by name.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { auditKey, auditKeyAt } from './audit-key.js';

const folder = mkdtempSync(join(tmpdir(), 'cluneal-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const bytes = (n: number) => (count: number) => new Uint8Array(count).fill(n);

describe('the audit key', () => {
  it('is made once, for its owner only, and is the same after', () => {
    const [key, other] = [auditKey(at('one.pem'), bytes(1)), auditKey(at('two.pem'), bytes(2))];
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
    expect(auditKey(at('windows.pem'), bytes(1)).id).toBe(auditKey(at('here.pem'), bytes(1)).id);
    platform.mockRestore();
  });

  it('takes its secret from the bytes it is given, 32 of them', () => {
    const asked: number[] = [];
    const made = auditKey(at('three.pem'), (count) => {
      asked.push(count);
      return bytes(1)(count);
    });
    expect(asked).toEqual([32]);
    expect(made.id).toBe(auditKey(at('as-one.pem'), bytes(1)).id);
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
    const [key, other] = [auditKey(at('signs.pem'), bytes(1)), auditKey(at('other.pem'), bytes(2))];
    const signature = key.sign('a text');
    expect(key.verify('a text', signature)).toBe(true);
    expect(key.verify('another', signature)).toBe(false);
    expect(other.verify('a text', signature)).toBe(false);
    const open = createPublicKey(key.publicPem);
    expect(verify(null, Buffer.from('a text'), open, Buffer.from(signature, 'base64'))).toBe(true);
    expect(key.publicPem).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });
});
