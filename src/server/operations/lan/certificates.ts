// The clinic's own certificate authority, made once, and the certificate of this machine under it, made anew before it
// ends or when the machine's names change. ECDSA on P-256: every tablet still in use takes it.
import './reflect-absent.js';
import { createHash, webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { type ServerWorld } from '../../world.js';
import { OperatorError } from '../data-folder.js';
import { writeDurably } from '../durable-file.js';
import { type LanNames } from './lan-names.js';
import { bytesOf, constraintsValue, isPermitted, permittedIn, permittedNames } from './name-constraints.js';

export interface Certificates {
  /** PEM: the machine's certificate with its authority's, and its key. */
  readonly certificate: string;
  readonly key: string;
  /** DER: what a tablet installs. */
  readonly authority: Uint8Array;
  /** SHA-256 of it, in pairs of hex digits: what people compare. */
  readonly fingerprint: string;
  /** Milliseconds since 1970 UTC. */
  readonly until: number;
  /** Names that the authority may not speak for, so they are not in the certificate. */
  readonly leftOut: readonly string[];
  readonly renewed: boolean;
}

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3_650;
/** Apple and others refuse certificates that hold longer than 398 days. */
const LEAF_DAYS = 397;
const RENEWED_BEFORE_DAYS = 30;
/** A tablet's clock may be behind. */
const BEFORE_DAYS = 2;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const NAME_CONSTRAINTS = '2.5.29.30';
const SERIAL_BYTES = 16;

x509.cryptoProvider.set(webcrypto as never);
const subtle = webcrypto.subtle;

const pemOfKey = async (key: webcrypto.CryptoKey): Promise<string> =>
  `${x509.PemConverter.encode(await subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;

async function keyOfPem(pem: string): Promise<webcrypto.CryptoKey> {
  const [der] = x509.PemConverter.decode(pem);
  return subtle.importKey('pkcs8', der!, ALGORITHM, true, ['sign']);
}

/** A positive number; the first bit would make it negative, a leading zero byte is not allowed. */
function serialOf(world: ServerWorld): string {
  const bytes = Buffer.from(world.random(SERIAL_BYTES));
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString('hex');
}

const newKeys = () => subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
const span = (now: number, days: number) => ({
  notBefore: new Date(now - BEFORE_DAYS * DAY_MS),
  notAfter: new Date(now + (days - BEFORE_DAYS) * DAY_MS),
});

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

async function readOr<T>(path: string, otherwise: T): Promise<string | T> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}

async function authorityIn(folder: string, names: LanNames, world: ServerWorld): Promise<Authority> {
  const [pem, keyPem] = [await readOr(join(folder, 'ca.pem'), null), await readOr(join(folder, 'ca.key'), null)];
  if (pem !== null && keyPem !== null) {
    const certificate = new x509.X509Certificate(pem);
    if (certificate.notAfter.getTime() - world.now() > (LEAF_DAYS + 1) * DAY_MS)
      return { certificate, key: await keyOfPem(keyPem) };
  } else if (pem !== null || keyPem !== null)
    throw new OperatorError(
      `${folder} holds a part of the certificate authority only: put ca.pem and ca.key back, or remove both, and install the new one on each tablet`,
    );
  const keys = await newKeys();
  const now = world.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialOf(world),
    name: [{ CN: [`Cluneal of ${names.dns[0] ?? 'this clinic'}`] }, { O: ['Cluneal, this clinic only'] }],
    ...span(now, AUTHORITY_DAYS),
    keys: keys as never,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as never),
      new x509.Extension(NAME_CONSTRAINTS, true, constraintsValue(permittedNames(names.dns, names.ip)) as never),
    ],
  });
  await writeDurably(join(folder, 'ca.key'), await pemOfKey(keys.privateKey));
  await writeDurably(join(folder, 'ca.pem'), `${certificate.toString('pem')}\n`);
  return { certificate, key: keys.privateKey };
}

/** The machine's names: those its authority may speak for, and the others. */
function spokenFor(authority: x509.X509Certificate, names: LanNames): { use: string[]; leftOut: string[] } {
  const constraint = authority.getExtension(NAME_CONSTRAINTS);
  const permitted = constraint ? permittedIn(new Uint8Array(constraint.value)) : null;
  const fits = (name: string) => permitted === null || isPermitted(permitted, name);
  const all = [...names.dns, ...names.ip, 'localhost', '127.0.0.1', '::1'];
  return { use: all.filter(fits), leftOut: all.filter((name) => !fits(name)) };
}

/** The certificates of the folder, made or renewed where that is due. */
export async function certificatesIn(folder: string, names: LanNames, world: ServerWorld): Promise<Certificates> {
  const authority = await authorityIn(folder, names, world);
  const { use, leftOut } = spokenFor(authority.certificate, names);
  const der = new Uint8Array(authority.certificate.rawData);
  const known = {
    authority: der,
    fingerprint: createHash('sha256').update(der).digest('hex').toUpperCase().match(/../g)!.join(':'),
    leftOut,
  };
  const [pem, keyPem] = [await readOr(join(folder, 'leaf.pem'), null), await readOr(join(folder, 'leaf.key'), null)];
  if (pem !== null && keyPem !== null && (await stillGood(pem, authority.certificate, use, world)))
    return {
      ...{ ...known, certificate: pem, key: keyPem, renewed: false },
      until: new x509.X509Certificate(pem).notAfter.getTime(),
    };
  const leaf = await newLeaf(authority, use, world);
  const chain = `${leaf.certificate.toString('pem')}\n${authority.certificate.toString('pem')}\n`;
  await writeDurably(join(folder, 'leaf.key'), leaf.key);
  await writeDurably(join(folder, 'leaf.pem'), chain);
  return { ...known, certificate: chain, key: leaf.key, until: leaf.certificate.notAfter.getTime(), renewed: true };
}

/** An address can be written in several ways. */
const sameName = (name: string): string => (isIP(name) > 0 ? bytesOf(name).join('.') : name);

async function stillGood(
  pem: string,
  authority: x509.X509Certificate,
  names: readonly string[],
  world: ServerWorld,
): Promise<boolean> {
  const leaf = new x509.X509Certificate(pem);
  const held = new Set(
    leaf.getExtension(x509.SubjectAlternativeNameExtension)?.names.items.map(({ value }) => sameName(value)) ?? [],
  );
  return (
    leaf.notAfter.getTime() - world.now() > RENEWED_BEFORE_DAYS * DAY_MS &&
    leaf.notBefore.getTime() < world.now() &&
    names.every((name) => held.has(sameName(name))) &&
    (await leaf.verify({ publicKey: authority.publicKey, signatureOnly: true }))
  );
}

async function newLeaf(authority: Authority, names: readonly string[], world: ServerWorld) {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialOf(world),
    subject: [{ CN: [names.find((name) => isIP(name) === 0) ?? 'localhost'] }],
    issuer: authority.certificate.subject,
    ...span(world.now(), LEAF_DAYS),
    publicKey: keys.publicKey as never,
    signingKey: authority.key as never,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) > 0 ? ('ip' as const) : ('dns' as const), value: name })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as never),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
    ],
  });
  return { certificate, key: await pemOfKey(keys.privateKey) };
}
