import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { modelFromKnowledge } from '#core/model.js';
import { type CaseContext } from '#fhir/case-context.js';
import { codeBookOf } from '#fhir/code-book.js';
import { type Parameters } from '#fhir/r4.js';
import { resourcesFromCase } from '#fhir/resources-from-case.js';
import { caseOf, evidence, knowledge } from '../../../test/pack.js';
import { type AssessTask, assessOutcome } from './assess-task.js';
import { type Reasoning, reasoningThread } from './reasoning-thread.js';

const codes = evidence.findings;
const model = modelFromKnowledge(knowledge);
const book = codeBookOf(knowledge, codes);
const BUILT = new URL('../../../dist/server/fhir-api/assess-worker.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'cluneal-thread-'));
const open: Reasoning[] = [];
const threadOf = (module: string | URL, limit?: number): Reasoning => {
  const made = reasoningThread({ module, knowledge, codes, ...(limit === undefined ? {} : { limit }) });
  open.push(made);
  return made;
};
afterAll(async () => {
  for (const thread of open) await thread.close();
  rmSync(folder, { recursive: true, force: true });
});

const context: CaseContext = {
  ...{ subject: 'p1', encounter: 'e1', at: '2026-11-24T09:30:00Z' },
  idOf: (name) => `c1-${name}`,
};
const asked = [
  '-red.saddle',
  '-red.bladder',
  '-red.bowel',
  '-red.sexual-dysfunction',
  '-red.bilateral-or-worsening-legs',
];
const patient = caseOf({
  age: 62,
  sex: 'F',
  findings: ['tender.crest@R', 'pain.low-back', 'pain.buttock@R', ...asked],
});
const taskOf = (seed: number, more: Partial<AssessTask> = {}): AssessTask => ({
  resources: JSON.stringify(resourcesFromCase(patient, book, context)),
  ...{ subject: null, encounter: null, now: '2026-11-25T10:00:00.000Z' },
  options: { choice: 'pain-clinic', seed, draws: 200 },
  couldNotAsk: {},
  ids: { impression: 'i1', differential: 'd1' },
  procedures: true,
  ...more,
});

describe('the reasoning thread', () => {
  it('gives the answer that the reasoning itself gives', async () => {
    const answer = await threadOf(BUILT).assess(taskOf(1));
    expect(answer).toEqual(assessOutcome(taskOf(1), model, book));
    if (answer.type !== 'answered') throw new Error(answer.type);
    const { parameter } = JSON.parse(answer.parameters) as Parameters;
    expect(parameter!.map((p) => p.name)).toEqual(['notice', 'impression', 'differential']);
  });

  it('others have their turn while it reasons', async () => {
    const thread = threadOf(BUILT);
    await thread.assess(taskOf(1));
    let turns = 0;
    let reasoning = true;
    const turn = () => {
      turns++;
      if (reasoning) setImmediate(turn);
    };
    turn();
    await thread.assess(taskOf(2));
    reasoning = false;
    expect(turns).toBeGreaterThan(20);
  });

  it('who finds eight waiting is told so at once, and those who wait are answered', async () => {
    const thread = threadOf(BUILT);
    const answers = await Promise.all(Array.from({ length: 12 }, () => thread.assess(taskOf(1))));
    expect(answers.map((a) => a.type)).toEqual([...Array(9).fill('answered'), ...Array(3).fill('busy')]);
  });

  it('a task without end is given up, a thread that dies is told of, and the next task finds a new one', async () => {
    const module = join(folder, 'odd-worker.mjs');
    writeFileSync(
      module,
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', ({ options: { seed } }) => {
         if (seed === 1) for (;;) {}
         if (seed === 2) throw new Error('out of sorts');
         if (seed === 3) return parentPort.postMessage({ type: 'failed', message: 'a mistake of ours' });
         if (seed === 4) process.exit(0);
         parentPort.postMessage({ type: 'answered', parameters: '{}' });
       });`,
    );
    const thread = threadOf(module, 1_000);
    const answers = await Promise.allSettled([1, 2, 3, 4, 5].map((seed) => thread.assess(taskOf(seed))));
    expect(answers.map((a) => (a.status === 'fulfilled' ? a.value.type : (a.reason as Error).message))).toEqual([
      'too-long',
      'out of sorts',
      'reasoning failed: a mistake of ours',
      'the reasoning thread ended by itself',
      'answered',
    ]);
  });

  it('closed, it leaves nobody waiting', async () => {
    const thread = threadOf(BUILT);
    const waiting = Promise.all([thread.assess(taskOf(1)), thread.assess(taskOf(2))]);
    await thread.close();
    expect((await waiting).map((a) => a.type)).toEqual(['busy', 'busy']);
    expect((await thread.assess(taskOf(1))).type).toBe('busy');
  });
});

describe('one case', () => {
  const parametersOf = (task: AssessTask): Parameters => {
    const outcome = assessOutcome(task, model, book);
    if (outcome.type !== 'answered') throw new Error(JSON.stringify(outcome.issues));
    return JSON.parse(outcome.parameters) as Parameters;
  };

  it('is of the day its encounter began, and the answer of the day it was asked', () => {
    const born = { resourceType: 'Patient', id: 'p1', birthDate: '1960-01-01' };
    const encounter = { resourceType: 'Encounter', id: 'e1', period: { start: '2016-06-01T09:00:00Z' } };
    const questions = resourcesFromCase(caseOf({ findings: asked }), book, context).filter(
      (r) => r.resourceType === 'Observation',
    );
    const resources = JSON.stringify([born, encounter, ...questions]);
    const named = parametersOf(taskOf(1, { resources, encounter: 'e1' })).parameter![2]!.resource;
    const unnamed = parametersOf(taskOf(1, { resources })).parameter![2]!.resource;
    // 56 then and 66 now: the two ages give two rankings.
    expect(JSON.stringify(named)).not.toBe(JSON.stringify(unnamed));
    expect(named).toMatchObject({ occurrenceDateTime: '2026-11-25T10:00:00.000Z', id: 'd1' });
  });

  it('tells what it was read from', () => {
    const { basis } = parametersOf(taskOf(1)).parameter![2]!.resource as { basis: { reference: string }[] };
    expect(basis.map((b) => b.reference)).toContain('Patient/p1');
    expect(basis.map((b) => b.reference)).toContain('Observation/c1-finding-0');
  });

  it('that is nobody’s is refused', () => {
    for (const resources of [
      [],
      [{ resourceType: 'Observation', subject: { reference: 'https://elsewhere.example/Patient/1' } }],
    ])
      expect(assessOutcome(taskOf(1, { resources: JSON.stringify(resources) }), model, book)).toMatchObject({
        type: 'refused',
        issues: [{ details: { text: 'record does not say whose case it is' } }],
      });
  });
});
