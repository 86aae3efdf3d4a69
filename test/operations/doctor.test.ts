// The doctor asks what a start asks: whatever keeps the server from starting is a failure here, with its mend.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cluneal, OTHER_USER, served } from './running-server.js';
import { temporary } from './temporary.js';

const root = process.getuid?.() === 0;
const whole = join(temporary('doctor'), 'data');
/** A folder of the user that the commands are run as. */
const own = (path: string) => (root ? execFileSync('chown', ['-R', '65534:65534', path]) : undefined);

beforeAll(async () => {
  await (await served(['--data', whole, '--clinic'])).stop();
}, 60_000);

function copied(): string {
  const parent = temporary('doctor');
  const data = join(parent, 'data');
  cpSync(whole, data, { recursive: true });
  own(parent);
  return data;
}
const run = (words: readonly string[], environment: Readonly<Record<string, string>>) =>
  cluneal([...words, '--port', '0'], environment, undefined, { ...OTHER_USER, timeout: 40_000 });

interface Case {
  readonly name: string;
  readonly harm: (data: string) => unknown;
  /** The folder that is named, where it is another. */
  readonly at?: (data: string) => string;
  readonly told: RegExp;
  readonly environment?: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    name: 'the record that was there is gone',
    harm: (data) => rmSync(join(data, 'clinic'), { recursive: true }),
    told: /record\.db is gone put a backup back with cluneal db restore, or remove .*state\.json/,
  },
  {
    name: 'the folder of the record may not be written',
    harm: (data) => chmodSync(join(data, 'clinic'), 0o500),
    told: /\/clinic may not be written by this user chmod u\+rwx .*\/clinic/,
  },
  {
    name: 'the record may not be written',
    harm: (data) => chmodSync(join(data, 'clinic/record.db'), 0o400),
    told: /record\.db may not be written by this user chmod u\+rw .*record\.db/,
  },
  {
    name: 'the choice cannot be read',
    harm: (data) => chmodSync(join(data, 'state.json'), 0),
    told: /state\.json cannot be read \(EACCES\): give it to the user .* or remove it and start with --clinic or --demo/,
  },
  {
    name: 'the choice is not as it was written',
    harm: (data) => writeFileSync(join(data, 'state.json'), '{"record":"x"}'),
    told: /state\.json is not as Cluneal wrote it: remove it/,
  },
  {
    name: 'a file lies where the keys belong',
    harm: (data) => {
      rmSync(join(data, 'keys'), { recursive: true });
      writeFileSync(join(data, 'keys'), '');
      own(join(data, 'keys'));
    },
    told: /\/keys is a file move it away/,
  },
  {
    name: 'the record is damaged',
    harm: (data) => {
      const path = join(data, 'clinic/record.db');
      writeFileSync(path, readFileSync(path).fill(0xff, 0, 200));
    },
    told: /cannot be opened .*: check its disk/,
  },
  {
    name: 'the data folder holds other things',
    harm: (data) => {
      rmSync(data, { recursive: true });
      mkdirSync(data);
      writeFileSync(join(data, 'thesis.odt'), '');
      own(data);
    },
    told: /holds other things \(thesis\.odt\) name an empty one/,
  },
  {
    name: 'the data folder cannot be made',
    harm: (data) => chmodSync(dirname(data), 0o500),
    at: (data) => join(dirname(data), 'deep', 'er'),
    told: /deep\/er cannot be made, for .* may not be written by this user name another/,
  },
  ...(root
    ? [
        {
          name: 'the folder of backups is another user’s',
          harm: (data: string) => chownSync(join(data, 'backups'), 0, 0),
          told: /\/backups belongs to user 0, and this is 65534 start as its owner/,
        },
      ]
    : []),
  {
    name: 'the address is of another database',
    harm: () => {},
    environment: { CLUNEAL_DATABASE_URL: 'mysql://anna:secret@db/cluneal' },
    told: /must begin with postgres:\/\/ or postgresql:\/\/, and begins with mysql:\/\/: mend it, or unset it/,
  },
  {
    name: 'the address is none',
    harm: () => {},
    environment: { CLUNEAL_DATABASE_URL: 'anna:secret@notaurl' },
    told: /must begin with postgres:\/\/ or postgresql:\/\/, and has no such beginning: mend it, or unset it/,
  },
];

/** Where the checkout is closed to others, another user can run nothing of it. */
const able = (await cluneal(['--version'], {}, undefined, OTHER_USER)).code === 0;

describe.skipIf(!able)('what keeps the server from starting', () => {
  it.each(cases)('$name', async ({ harm, told, at = (data) => data, environment = {} }) => {
    const copy = copied();
    harm(copy);
    const data = ['--data', at(copy)];
    const [start, { code, stdout }] = await Promise.all([
      run(['serve', '--no-backup', ...data], environment),
      run(['doctor', '--json', ...data], environment),
    ]);
    expect([start.code, start.stderr]).toEqual([1, expect.stringMatching(/^cluneal: .*\n$/)]);
    const { checks } = JSON.parse(stdout) as { checks: { state: string; says: string; mend?: string }[] };
    const failed = checks.filter(({ state }) => state === 'fail').map(({ says, mend }) => `${says} ${mend}`);
    expect([code, failed]).toEqual([3, expect.arrayContaining([expect.stringMatching(told)])]);
    expect(start.stderr + stdout).not.toContain('secret');
  });

  it('the demo is for this computer only', async () => {
    const data = copied();
    writeFileSync(join(data, 'state.json'), '{"record":"demo"}');
    const { code, stdout } = await run(['doctor', '--lan', '--trust-port', '0', '--data', data], {});
    expect([code, stdout]).toEqual([3, expect.stringMatching(/fail {2}opens .*for this computer only/)]);
  });
});

it.skipIf(!able)('a folder that was served from, and one that has yet to be made, are well', async () => {
  const data = copied();
  for (const path of [data, join(dirname(data), 'new')]) {
    const { code, stdout } = await run(['doctor', '--data', path], {});
    expect([code, stdout]).toEqual([0, expect.not.stringContaining('fail')]);
  }
  expect(existsSync(join(dirname(data), 'new'))).toBe(false);
});
