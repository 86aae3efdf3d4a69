// The record as the doctor looks at it: reachable, of this schema, its chain's end signed, backed up lately.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { auditKeyAt } from '../../audit/audit-key.js';
import { readHeads } from '../../audit/heads-file.js';
import { type RecordKind } from '../../open-clinic.js';
import { MIGRATIONS } from '../../store/sql/migrations.js';
import { backupFiles } from '../backup/backup-files.js';
import { keyIdOf, storedBackupKey } from '../backup/backup-key.js';
import { chainEnds } from '../backup/write-backup.js';
import { type DataFolder } from '../data-folder.js';
import { NoRecord, openRecordReadOnly, type RecordPlace, shownPlace } from '../open-record.js';
import { goneRecord, isGone } from '../open-store.js';
import { type Finding, fail, ok, warn } from './finding.js';

const WEEK_MS = 7 * 86_400_000;

export interface CheckedRecord {
  readonly folder: DataFolder;
  readonly kind: RecordKind;
  readonly place: RecordPlace;
  readonly now: number;
  /** It was opened at the last start, so the next one wants it there. */
  readonly chosen: boolean;
}

export async function checkRecord({ folder, kind, place, now, chosen }: CheckedRecord): Promise<readonly Finding[]> {
  if (chosen && isGone(place)) {
    const { what, mend } = goneRecord(folder, kind);
    return [fail('record', what, mend)];
  }
  const findings: Finding[] = [];
  try {
    const record = await openRecordReadOnly(place);
    try {
      if (record.schema < MIGRATIONS.length)
        findings.push(
          warn(
            'schema',
            `${record.schema}, and this program has ${MIGRATIONS.length}`,
            'cluneal db migrate, or start the server',
          ),
        );
      const [end] = await chainEnds(record.connection);
      const size = place.type === 'file' ? `, ${((await stat(place.path)).size / 1e6).toFixed(1)} MB` : '';
      findings.push(ok('record', `${shownPlace(place)}${size}, schema ${record.schema}`));
      findings.push(
        end
          ? ok(
              'audit chain',
              `${end.seq} rows, the last of ${new Date(end.at).toISOString()}, ${end.hash.slice(0, 16)}`,
            )
          : ok('audit chain', 'empty'),
      );
    } finally {
      await record.close();
    }
  } catch (error) {
    if (error instanceof NoRecord) return [ok('record', `none yet at ${shownPlace(place)}`)];
    return [fail('record', (error as Error).message, 'the line says what to do')];
  }
  findings.push(auditKeyFinding(folder, kind));
  if (kind === 'clinic') findings.push(...(await backupFindings(folder, now)));
  return findings;
}

function auditKeyFinding(folder: DataFolder, kind: RecordKind): Finding {
  const { key, heads } = folder.audit(kind);
  try {
    const found = auditKeyAt(key);
    if (!found)
      return existsSync(heads)
        ? fail('audit key', `${key} is gone`, 'put it back from where it was kept')
        : ok('audit key', 'made at the next start');
    const last = readHeads(heads).heads.at(-1);
    return ok('audit key', `${found.id}${last ? `, signed last ${new Date(last.at).toISOString()}` : ''}`);
  } catch (error) {
    return fail('audit key', (error as Error).message, 'put back the file that was there');
  }
}

async function backupFindings(folder: DataFolder, now: number): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const take = 'cluneal db backup makes one';
  const files = await backupFiles(folder.backups, 'clinic').catch((error: NodeJS.ErrnoException) => error);
  const last = files instanceof Error ? files : files.at(-1);
  if (last instanceof Error)
    findings.push(
      fail('last backup', `${folder.backups} cannot be read (${last.code})`, 'give it to the user that starts Cluneal'),
    );
  else if (!last) findings.push(warn('last backup', `none in ${folder.backups}`, take));
  else {
    const says = `${last.name}, ${new Date(last.at).toISOString()}`;
    findings.push(
      now - last.at > WEEK_MS ? warn('last backup', `${says}: older than a week`, take) : ok('last backup', says),
    );
  }
  try {
    const key = await storedBackupKey(folder);
    if (!key) findings.push(ok('backup key', 'made with the first backup'));
    else if (existsSync(folder.backupKeyShown)) findings.push(ok('backup key', keyIdOf(key)));
    else
      findings.push(
        warn(
          'backup key',
          `${keyIdOf(key)}, and nobody has a copy`,
          'cluneal db key --print shows it, to be written down',
        ),
      );
  } catch (error) {
    findings.push(fail('backup key', (error as Error).message, 'put the file back, or write its words into it'));
  }
  return findings;
}
