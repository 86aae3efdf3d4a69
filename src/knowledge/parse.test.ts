import { describe, expect, it } from 'vitest';
import { folderOf } from '../../scripts/folder.mjs';
import { type Folder, parseKnowledge } from './parse.js';

const shipped = folderOf('knowledge');
const withFile = (path: string, text: string): Folder => ({
  read: (p) => (p === path ? text : shipped.read(p)),
  list: (p) => shipped.list(p),
});
const scn = shipped.read('disorders/scn.yaml');
const errorsWith = (text: string) => parseKnowledge(withFile('disorders/scn.yaml', text)).errors;

describe('reading the knowledge', () => {
  it('a misspelt key is an error that names file and key', () => {
    const [e] = errorsWith(scn.replace('group: cluneal', 'groop: cluneal'));
    expect(e).toMatchObject({ rule: 'schema', file: 'disorders/scn.yaml' });
  });

  it('a key written twice is an error', () => {
    expect(errorsWith(`id: scn\n${scn}`)[0]).toMatchObject({ rule: 'yaml', file: 'disorders/scn.yaml' });
  });

  it('a word that is no word is an error', () => {
    expect(errorsWith(scn.replace('word: most', 'word: mostly')).length).toBeGreaterThan(0);
  });

  it('"no" stays text: YAML 1.2', () => {
    expect(errorsWith(scn.replace(/^name: .*$/m, 'name: no'))).toEqual([]);
  });
});
