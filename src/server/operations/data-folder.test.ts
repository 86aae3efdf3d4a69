import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolderAt, preparedDataFolder, preparedRecord, usualDataFolder } from './data-folder.js';
import { writeDurably, writeOnce } from './durable-file.js';
import { rememberChoice, rememberedChoice } from './remembered-choice.js';

const place = () => mkdtempSync(join(tmpdir(), 'cluneal-folder-'));
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('the data folder', () => {
  it('is where each system keeps a program’s data', () => {
    const home = '/home/anna';
    expect(usualDataFolder({ platform: 'linux', home })).toBe('/home/anna/.local/share/cluneal');
    expect(usualDataFolder({ platform: 'linux', home, xdgDataHome: '/data' })).toBe('/data/cluneal');
    expect(usualDataFolder({ platform: 'linux', home, xdgDataHome: 'data' })).toBe('/home/anna/.local/share/cluneal');
    expect(usualDataFolder({ platform: 'darwin', home: '/Users/anna' })).toBe(
      '/Users/anna/Library/Application Support/Cluneal',
    );
    expect(usualDataFolder({ platform: 'win32', home: 'C:\\Users\\anna', localAppData: 'D:\\Local' })).toBe(
      'D:\\Local\\Cluneal',
    );
    expect(usualDataFolder({ platform: 'win32', home: 'C:\\Users\\anna' })).toBe(
      'C:\\Users\\anna\\AppData\\Local\\Cluneal',
    );
  });

  it('is made for its owner alone, and closed again where others could look in', async () => {
    const root = join(place(), 'a', 'b');
    const folder = await preparedDataFolder(root);
    const record = await preparedRecord(folder, 'clinic');
    for (const path of [root, folder.keys, folder.tls, folder.backups, folder.recordFolder('clinic')])
      expect([path, modeOf(path)]).toEqual([path, 0o700]);
    expect(modeOf(record)).toBe(0o600);
    for (const path of [root, folder.keys]) chmodSync(path, 0o755);
    chmodSync(record, 0o644);
    await preparedRecord(await preparedDataFolder(root), 'clinic');
    expect([modeOf(root), modeOf(folder.keys), modeOf(record)]).toEqual([0o700, 0o700, 0o600]);
    expect(readdirSync(root).sort()).toEqual(['backups', 'clinic', 'keys', 'tls']);
  });

  it('that holds somebody’s other things is left as it is', async () => {
    const root = place();
    chmodSync(root, 0o755);
    writeFileSync(join(root, 'thesis.odt'), '');
    await expect(preparedDataFolder(root)).rejects.toThrow(/holds other things \(thesis\.odt\)/);
    expect([modeOf(root), readdirSync(root)]).toEqual([0o755, ['thesis.odt']]);
  });
});

describe('a file that is kept', () => {
  it('replaces the one before, is for its owner, and leaves nothing beside it', async () => {
    const folder = place();
    const path = join(folder, 'x.json');
    await writeDurably(path, 'one');
    await writeDurably(path, 'two');
    expect([readdirSync(folder), modeOf(path)]).toEqual([['x.json'], 0o600]);
    const inTheWay = join(folder, 'y');
    mkdirSync(join(inTheWay, 'full'), { recursive: true });
    await expect(writeDurably(inTheWay, 'z')).rejects.toThrow();
    expect(existsSync(`${inTheWay}.new`)).toBe(false);
  });

  it('a key is written once', async () => {
    const path = join(place(), 'key');
    expect([await writeOnce(path, 'one'), await writeOnce(path, 'two')]).toEqual([true, false]);
    expect(modeOf(path)).toBe(0o600);
  });
});

describe('the choice', () => {
  it('is remembered, and one that nobody can read is asked about in words', async () => {
    const folder = dataFolderAt(place());
    expect(await rememberedChoice(folder)).toBeNull();
    await rememberChoice(folder, 'demo');
    await rememberChoice(folder, 'clinic');
    expect(await rememberedChoice(folder)).toBe('clinic');
    for (const text of ['{', '{"record":"other"}', 'null', '']) {
      writeFileSync(folder.state, text);
      await expect(rememberedChoice(folder)).rejects.toThrow(/is not as Cluneal wrote it: remove it, and start with/);
    }
  });
});
