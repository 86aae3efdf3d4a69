import { expect, it } from 'vitest';
import { done, type Result, refused } from './refusal.js';
import { type Backend, type WriteSession } from './session.js';
import { type SingleOutcome, type SingleWrite } from './single-write.js';
import { Writer } from './writer.js';

/** A backend whose disk can be broken; it notes what was asked of it. */
function disk() {
  const state = { broken: null as string | null, log: [] as string[] };
  const check = (step: string) => {
    state.log.push(step);
    if (state.broken === step) throw Object.assign(new Error('no'), { fault: true });
  };
  const session = {
    atomic: async (work: () => Promise<Result<unknown>>) => work(),
  } as unknown as WriteSession;
  const backend: Backend = {
    read: async () => {
      throw new Error('not asked here');
    },
    begin: async () => {
      check('begin');
      return session;
    },
    commit: async () => check('commit'),
    rollback: async () => check('rollback'),
    faultOf: (error) => ((error as { fault?: boolean }).fault ? 'io-error' : null),
    reopen: async () => check('reopen'),
    close: async () => {},
  };
  return { state, writer: new Writer(backend) };
}

const write = (writer: Writer, value: number) => writer.run('c1', async () => done(value));
const degraded = refused({ type: 'degraded', cause: 'io-error' });

it('writes that arrive together share a commit, those of another clinic have their own', async () => {
  const { state, writer } = disk();
  const results = await Promise.all([write(writer, 1), write(writer, 2), writer.run('c2', async () => done(3))]);
  expect(results).toEqual([done(1), done(2), done(3)]);
  expect(state.log).toEqual(['begin', 'commit', 'begin', 'commit']);
});

it('between two commits others have their turn', async () => {
  const { writer } = disk();
  let settled = 0;
  const writes = Array.from({ length: 100 }, (_, i) => write(writer, i).then(() => settled++));
  const seen: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resume) => setImmediate(resume));
    seen.push(settled);
  }
  await Promise.all(writes);
  expect(seen.every((n, i) => n <= (i + 1) * 24)).toBe(true);
  expect(settled).toBe(100);
});

/** A backend with a writer apart, which answers when it is told to. */
function diskWithWriter() {
  const { state } = disk();
  const batches: { writes: readonly SingleWrite[]; answer(error?: unknown): void }[] = [];
  const backend: Backend = {
    read: async () => {
      throw new Error('not asked here');
    },
    begin: async () => {
      state.log.push(`begin beside ${batches.length}`);
      return { atomic: async (work: () => Promise<Result<unknown>>) => work() } as unknown as WriteSession;
    },
    commit: async () => {},
    rollback: async () => void state.log.push('rollback'),
    apart: (_, writes) =>
      new Promise((resolve, reject) => {
        const outcomes = writes.map((w): SingleOutcome => ({ type: 'result', result: done(w.type) }));
        batches.push({
          writes,
          answer: (error) => {
            batches.splice(0, 1);
            if (error) reject(error);
            else resolve(outcomes);
          },
        });
      }),
    faultOf: (error) => ((error as { fault?: boolean }).fault ? 'io-error' : null),
    reopen: async () => {},
    close: async () => {},
  };
  const writer = new Writer(backend);
  const given = (type: 'update' | 'audit') => {
    const write = (type === 'audit' ? { type, clinic: 'c1', entries: [] } : { type }) as SingleWrite;
    return writer.run('c1', async () => done('here'), true, write);
  };
  const until = async (many: number) => {
    while (batches.length < many) await new Promise((resume) => setImmediate(resume));
  };
  return { state, writer, batches, given, until };
}

const turns = async (many: number) => {
  for (let i = 0; i < many; i++) await new Promise((resume) => setImmediate(resume));
};

it('a writer apart is given a second commit before it has answered the first, and not a third', async () => {
  const { batches, given, until } = diskWithWriter();
  const first = given('update');
  await until(1);
  const second = given('update');
  await until(2);
  const more = [given('update'), given('update')];
  await turns(5);
  expect(batches).toHaveLength(2);
  batches[0]!.answer();
  expect(await first).toEqual(done('update'));
  await until(2);
  expect(batches[1]!.writes).toHaveLength(2);
  batches[0]!.answer();
  batches[0]!.answer();
  expect(await Promise.all([second, ...more])).toEqual([done('update'), done('update'), done('update')]);
});

it('who wrote something does not wait behind rows of the log, and those come next', async () => {
  const { batches, given, until } = diskWithWriter();
  const all = [given('audit'), given('audit'), given('update'), given('audit')];
  await until(2);
  expect(batches.map(({ writes }) => writes.map((w) => w.type))).toEqual([['update'], ['audit', 'audit', 'audit']]);
  batches[0]!.answer();
  batches[0]!.answer();
  expect(await Promise.all(all)).toEqual([done('audit'), done('audit'), done('update'), done('audit')]);
});

it('what can be done only here waits until the writer apart has answered', async () => {
  const { state, writer, batches, given, until } = diskWithWriter();
  const apart = given('update');
  await until(1);
  const here = writer.run('c1', async () => done('here'));
  await turns(5);
  expect(state.log).toEqual([]);
  batches[0]!.answer();
  expect([await apart, await here]).toEqual([done('update'), done('here')]);
  expect(state.log).toEqual(['begin beside 0']);
});

it('a fault of the writer apart degrades the record; a mistake of ours only its own commit', async () => {
  const { state, writer, batches, given, until } = diskWithWriter();
  const wrong = given('update');
  await until(1);
  batches[0]!.answer(new Error('our mistake'));
  await expect(wrong).rejects.toThrow('our mistake');
  expect(writer.health()).toEqual({ type: 'ready' });
  const lost = given('update');
  await until(1);
  batches[0]!.answer(Object.assign(new Error('no'), { fault: true }));
  expect(await lost).toEqual(degraded);
  expect(await given('update')).toEqual(degraded);
  expect([batches.length, state.log]).toEqual([0, []]);
});

it('a failed flush answers all of its writes as failed, and the disk is not asked again until it was checked', async () => {
  const { state, writer } = disk();
  state.broken = 'commit';
  expect(await Promise.all([write(writer, 1), write(writer, 2)])).toEqual([degraded, degraded]);
  state.broken = null;
  state.log.length = 0;
  expect(await write(writer, 3)).toEqual(degraded);
  expect(state.log).toEqual([]);
  expect(writer.health()).toMatchObject({ type: 'degraded', cause: 'io-error' });
  expect(await Promise.all([writer.recover(), writer.recover()])).toEqual([{ type: 'ready' }, { type: 'ready' }]);
  expect(state.log).toEqual(['reopen']);
  expect(await write(writer, 4)).toEqual(done(4));
});

it('a disk that cannot be read is not written until it has been checked, a lost connection only answers so', async () => {
  const { state, writer } = disk();
  writer.readFailed('connection-lost', new Error('no'));
  expect(await write(writer, 1)).toEqual(done(1));
  writer.readFailed('io-error', new Error('no'));
  state.log.length = 0;
  expect([await write(writer, 2), state.log]).toEqual([degraded, []]);
  expect(await writer.recover()).toEqual({ type: 'ready' });
  expect(await write(writer, 3)).toEqual(done(3));
});

it('a disk that is still broken stays degraded', async () => {
  const { state, writer } = disk();
  state.broken = 'begin';
  expect(await write(writer, 1)).toEqual(degraded);
  state.broken = 'reopen';
  expect((await writer.recover()).type).toBe('degraded');
});

it('our own mistake fails its own write and no other', async () => {
  const { writer } = disk();
  const broken = writer.run('c1', async () => {
    throw new Error('a mistake of ours');
  });
  const fine = write(writer, 2);
  await expect(broken).rejects.toThrow('a mistake of ours');
  expect(await fine).toEqual(done(2));
  expect(writer.health()).toEqual({ type: 'ready' });
});

it('a closed writer takes nothing more, and finishes what it has', async () => {
  const { writer } = disk();
  const last = write(writer, 1);
  await writer.close();
  expect(await last).toEqual(done(1));
  expect(() => write(writer, 2)).toThrow('the store is closed');
});
