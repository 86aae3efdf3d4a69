// `doctor`: everything that decides whether a clinic can rely on this installation, looked at from outside the server.
import { type RecordKind } from '../../open-clinic.js';
import { type ServerWorld } from '../../world.js';
import { type DataFolder } from '../data-folder.js';
import { type RecordPlace, recordPlaceOf } from '../open-record.js';
import { postgresClient, shownAddress } from '../postgres-place.js';
import { rememberedChoice } from '../remembered-choice.js';
import { checkFolder } from './check-folder.js';
import { checkCertificate, checkClock, checkKnowledge, checkNode, checkPort } from './check-machine.js';
import { checkRecord } from './check-record.js';
import { checkMakeable, checkOurs, checkUsable } from './check-usable.js';
import { type Finding, fail, ok } from './finding.js';

export interface Examined {
  readonly folder: DataFolder;
  readonly databaseUrl: string | undefined;
  /** The `dist` folder. */
  readonly root: string;
  readonly nodeVersion: string;
  readonly host: string;
  readonly ports: readonly number[];
  readonly lan: boolean;
  readonly world: ServerWorld;
}

/** In the order in which they should be mended. */
export async function examine(at: Examined): Promise<readonly Finding[]> {
  const { folder, root, world } = at;
  const now = world.now();
  const findings: Finding[] = [
    checkNode(at.nodeVersion),
    await checkKnowledge(root),
    await checkClock(now, root, folder),
  ];
  const place = await checkFolder(folder, world);
  if (place) findings.push(...place, ...(await present(checkOurs(folder.root))));
  else
    findings.push((await checkMakeable(folder.root)) ?? ok('data folder', `${folder.root} is made at the first start`));
  const choice = await rememberedChoice(folder).catch((error: Error) => {
    findings.push(fail('choice', error.message, 'the line says what to do'));
    return null;
  });
  const kind: RecordKind = choice ?? 'clinic';
  if (choice === 'demo' && at.lan)
    findings.push(
      fail('opens', 'the demo’s record, which is for this computer only', 'leave --lan out, or start with --clinic'),
    );
  else if (choice) findings.push(ok('opens', `the ${choice}’s record`));
  const record = await placeOf(at, kind, findings);
  if (place) findings.push(...(await checkUsable(folder, kind, record?.type === 'file')));
  if (record && (place || record.type === 'postgres'))
    findings.push(...(await checkRecord({ folder, kind, place: record, now, chosen: choice === kind })));
  for (const port of at.ports) findings.push(await checkPort(at.host, port));
  findings.push(...(await checkCertificate(folder, now, at.lan)));
  return findings;
}

const present = async (finding: Promise<Finding | null>): Promise<Finding[]> => {
  const found = await finding;
  return found ? [found] : [];
};

/** Where the record is; null where the address of PostgreSQL is none, which is told. */
async function placeOf(at: Examined, kind: RecordKind, findings: Finding[]): Promise<RecordPlace | null> {
  const { folder, databaseUrl } = at;
  if (databaseUrl) findings.push(await checkPostgres(databaseUrl));
  try {
    return recordPlaceOf(folder, kind, databaseUrl);
  } catch {
    return null;
  }
}

async function checkPostgres(url: string): Promise<Finding> {
  const name = 'PostgreSQL';
  try {
    const client = await postgresClient(url);
    try {
      const { rows } = await client.query('SHOW server_version');
      const version = String((rows[0] as { server_version: string }).server_version);
      const major = Number.parseInt(version, 10);
      return major >= 15
        ? ok(name, `${shownAddress(url)}, version ${version}`)
        : fail(name, `version ${version} at ${shownAddress(url)}`, 'install 15 or newer');
    } finally {
      await client.end();
    }
  } catch (error) {
    return fail(name, (error as Error).message, 'the line says what to do');
  }
}
