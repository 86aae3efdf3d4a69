import { describe, expect, it } from 'vitest';
import { argumentsFromWords } from './arguments.js';

const read = (line: string) => argumentsFromWords(line.split(' ').filter(Boolean));
const messageOf = (line: string) => {
  const r = read(line);
  return r.ok ? '' : r.message;
};

describe('the words after cluneal', () => {
  it('a command with its file, and the defaults', () => {
    const r = read('assess case.yaml');
    expect(r).toMatchObject({
      ok: true,
      arguments: { operands: ['case.yaml'], json: false, seed: 1, setting: 'pain-clinic', colour: true },
    });
    expect(r.ok && r.arguments.verb?.name).toBe('assess');
  });

  it('flags stand anywhere, and - is standard input', () => {
    expect(read('--json assess --setting=equal - --seed 7 -q --no-color')).toMatchObject({
      ok: true,
      arguments: { operands: ['-'], json: true, seed: 7, setting: 'equal', quiet: true, colour: false },
    });
  });

  it('commands of two words', () => {
    const r = read('knowledge coverage --json');
    expect(r.ok && r.arguments.verb?.name).toBe('knowledge coverage');
  });

  it('a command that runs the server takes the flags of the operator', () => {
    const r = read('serve --data /srv/x --lan --name a.local --name=b.local --trust-port 0 --no-backup --log x.log');
    expect(r).toMatchObject({
      ok: true,
      arguments: {
        data: '/srv/x',
        lan: true,
        names: ['a.local', 'b.local'],
        trustPort: 0,
        backup: false,
        log: 'x.log',
      },
    });
    expect(read('serve')).toMatchObject({
      ok: true,
      arguments: {
        data: undefined,
        host: undefined,
        port: 8787,
        trustPort: 8788,
        names: [],
        backup: true,
        kind: 'clinic',
      },
    });
    const restore = read('db restore a.backup --into postgres --replace --key-file k');
    expect(restore.ok && [restore.arguments.verb?.name, restore.arguments.operands]).toEqual([
      'db restore',
      ['a.backup'],
    ]);
    expect(restore).toMatchObject({ arguments: { intoPostgres: true, replace: true, keyFile: 'k' } });
  });

  it('nothing at all, help and half a command ask for help', () => {
    for (const line of ['', '--help', 'help', 'knowledge --help'])
      expect(read(line)).toMatchObject({ ok: true, arguments: { verb: undefined } });
    const r = read('help evaluate');
    expect(r.ok && [r.arguments.help, r.arguments.verb?.name]).toEqual([true, 'evaluate']);
  });

  it.each([
    ['asess case.yaml', 'unknown command: asess: did you mean assess?'],
    ['frobnicate', 'unknown command: frobnicate: cluneal --help lists them'],
    ['knowledge chekc', 'unknown command: knowledge chekc: did you mean check?'],
    ['knowledge', 'knowledge needs one word more: write cluneal knowledge coverage or cluneal knowledge check'],
    ['assess', 'cluneal assess needs FILE (or - for standard input)'],
    ['explain case.yaml', 'cluneal explain needs DISORDER'],
    ['assess a.yaml b.yaml', 'cluneal assess takes FILE and no more: b.yaml'],
    ['knowledge check a.yaml', 'cluneal knowledge check takes nothing and no more: a.yaml'],
    ['assess a.yaml --jsn', 'unknown flag: --jsn: did you mean --json?'],
    ['assess a.yaml --json=yes', '--json takes no value: yes'],
    ['assess a.yaml --seed', '--seed needs a value'],
    ['assess a.yaml --seed -1', '--seed must be a whole number from 0 to 4294967295: -1'],
    ['assess a.yaml --seed 1.5', '--seed must be a whole number from 0 to 4294967295: 1.5'],
    ['assess a.yaml --setting pain-clinc', 'unknown setting: pain-clinc: did you mean pain-clinic?'],
    ['serve --port 99999', '--port must be a whole number from 0 to 65535: 99999'],
    ['assess a.yaml --port 80', 'cluneal assess takes no --port'],
    ['serve --trust-port x', '--trust-port must be a whole number from 0 to 65535: x'],
    ['serve --demo --clinic', '--demo and --clinic exclude each other: choose one'],
    ['serve --setting equal', 'cluneal serve takes no --setting'],
    ['db backup --kind both', '--kind must be clinic or demo: both'],
    ['db restore', 'cluneal db restore needs BACKUP'],
    ['db restore a --into mysql', '--into must be postgres, or be left out for a file: mysql'],
    ['db backup --replace', 'cluneal db backup takes no --replace'],
    ['db bakcup', 'unknown command: db bakcup: did you mean backup?'],
    ['account reset', 'cluneal account reset needs LOGIN'],
    ['serve --data', '--data needs a value'],
  ])('"%s" says what is wrong', (line, message) => {
    expect(messageOf(line)).toBe(message);
  });
});
