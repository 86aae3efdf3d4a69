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
  const { folder, databaseUrl, root, world } = at;
  const now = world.now();
  const findings: Finding[] = [
    checkNode(at.nodeVersion),
    await checkKnowledge(root),
    await checkClock(now, root, folder),
  ];
  const place = await checkFolder(folder, world);
  if (place) findings.push(...place);
  else findings.push(ok('data folder', `${folder.root} is made at the first start`));
  if (databaseUrl) findings.push(await checkPostgres(databaseUrl));
  const choice = await rememberedChoice(folder).catch((error: Error) => {
    findings.push(fail('choice', error.message, 'the line says what to do'));
    return null;
  });
  const kind: RecordKind = choice ?? 'clinic';
  const record: RecordPlace = recordPlaceOf(folder, kind, databaseUrl);
  if (choice) findings.push(ok('opens', `the ${choice}’s record`));
  if (place || record.type === 'postgres') findings.push(...(await checkRecord(folder, kind, record, now)));
  for (const port of at.ports) findings.push(await checkPort(at.host, port));
  findings.push(...(await checkCertificate(folder, now, at.lan)));
  return findings;
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
