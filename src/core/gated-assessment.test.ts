import { describe, expect, it } from 'vitest';
import { caseOf, knowledge, publishedCases } from '../../test/pack.js';
import { disorder, finding, knowledgeOf } from '../../test/small-knowledge.js';
import { EMPTY_CASE, type PatientCase } from './case.js';
import {
  CAUDA_EQUINA_QUESTIONS,
  type CouldNotAsk,
  caudaEquinaAnswers,
  isCaudaEquinaQuestion,
  unanswered,
} from './cauda-equina.js';
import { type Presence } from './finding.js';
import { assessThroughGate, withoutProcedures } from './gated-assessment.js';
import { modelFromKnowledge } from './model.js';
import { isProcedure } from './next-step.js';
import { redFlagsOf } from './red-flag.js';

const model = modelFromKnowledge(knowledge);
const options = { choice: 'pain-clinic', seed: 1, draws: 50 } as const;
const STATES: readonly Presence[] = ['present', 'absent', 'unknown'];
const SIGN: Readonly<Record<Presence, string>> = { present: '', absent: '-', unknown: '?' };

/** Every way five questions can be answered: 3^5. */
const combinations = CAUDA_EQUINA_QUESTIONS.reduce<Presence[][]>(
  (all, _) => all.flatMap((states) => STATES.map((s) => [...states, s])),
  [[]],
);
const withAnswers = (states: readonly Presence[]): PatientCase =>
  caseOf({ age: 60, findings: states.map((s, i) => `${SIGN[s]}${CAUDA_EQUINA_QUESTIONS[i]}`) });
const allAsked = CAUDA_EQUINA_QUESTIONS.map((id) => `-${id}`);

describe('the five cauda-equina questions', () => {
  it('are all asked by the rule of the knowledge', () => {
    const rule = knowledge.redFlags.find((r) => r.id === 'rf-ces')!;
    expect(rule.asks).toEqual(expect.arrayContaining([...CAUDA_EQUINA_QUESTIONS]));
    // The one it asks beside them is part of the fifth question, as that is put.
    expect(rule.asks.filter((id) => !isCaudaEquinaQuestion(id))).toEqual(['red.progressive-weakness']);
    expect(knowledge.findings.find((f) => f.id === CAUDA_EQUINA_QUESTIONS[4])!.name).toMatch(/weakness getting worse/);
  });

  it('every combination of answers, with and without each reason: withheld while one has neither', () => {
    expect(combinations).toHaveLength(243);
    for (const states of combinations)
      for (let reasons = 0; reasons < 32; reasons++) {
        const couldNotAsk: CouldNotAsk = Object.fromEntries(
          CAUDA_EQUINA_QUESTIONS.filter((_, i) => reasons & (1 << i)).map((id) => [id, 'unconscious']),
        );
        const answers = caudaEquinaAnswers(withAnswers(states), knowledge, couldNotAsk);
        const missing = CAUDA_EQUINA_QUESTIONS.filter((_, i) => states[i] === 'unknown' && !(reasons & (1 << i)));
        expect(unanswered(answers)).toEqual(missing);
        answers.forEach((a, i) => {
          if (states[i] !== 'unknown') expect(a).toEqual({ question: a.question, answer: states[i] });
        });
      }
  });

  it('a finding stated nowhere, a blank reason, and a shorthand', () => {
    const nothing = caseOf({ findings: ['tender.crest'] });
    expect(unanswered(caudaEquinaAnswers(nothing, knowledge))).toEqual([...CAUDA_EQUINA_QUESTIONS]);
    expect(unanswered(caudaEquinaAnswers(nothing, knowledge, { 'red.saddle': '  ' }))).toContain('red.saddle');
    expect(unanswered(caudaEquinaAnswers(caseOf({ findings: ['-red.bladder-bowel'] }), knowledge))).toEqual([
      ...['red.saddle', 'red.sexual-dysfunction', 'red.bilateral-or-worsening-legs'],
    ]);
    // "Bladder or bowel, which not stated" answers neither.
    expect(unanswered(caudaEquinaAnswers(caseOf({ findings: ['red.bladder-bowel'] }), knowledge))).toHaveLength(5);
  });

  it('what was said outranks a reason, and a yes outranks a no', () => {
    const yes = { id: 'red.saddle', presence: 'present' as const };
    const c = { ...caseOf({ findings: ['-red.saddle'] }) };
    const both = { ...c, findings: [...c.findings, yes] };
    expect(caudaEquinaAnswers(both, knowledge, { 'red.saddle': 'x' })[0]).toEqual({
      question: 'red.saddle',
      answer: 'present',
    });
  });

  it('the red flags are the same on both sides of the gate', () => {
    const quick = { ...options, draws: 0, explained: 0, steps: 0 };
    for (const { patient } of publishedCases)
      for (const c of [
        patient,
        { ...patient, findings: [...patient.findings, ...caseOf({ findings: allAsked }).findings] },
      ])
        expect(assessThroughGate(model, c, quick).redFlags).toEqual(redFlagsOf(knowledge, c));
  });
});

describe('for one who may not order a procedure', () => {
  it('a block that would tell most next is taken out and counted; the ranking stays', () => {
    const needle = { minutes: 10, harm: 'needle', money: 'low' } as const;
    const small = knowledgeOf(
      [finding('sign', 0.1), finding('block', 0.1, { cost: needle }), finding('blood', 0.1, { role: 'laboratory' })],
      [
        disorder('a', 0.5, { sign: 0.8, block: 0.9 }),
        disorder('b', 0.5, { sign: 0.8, blood: 0.9 }),
        disorder('else', 0.1, {}),
      ],
    );
    const couldNotAsk = Object.fromEntries(CAUDA_EQUINA_QUESTIONS.map((id) => [id, 'made up']));
    const sign: PatientCase = { ...EMPTY_CASE, findings: [{ id: 'sign', presence: 'present', side: 'R' }] };
    const whole = assessThroughGate(modelFromKnowledge(small), sign, options, couldNotAsk);
    if (whole.ranking !== 'given') throw new Error(whole.because);
    expect(whole.assessment.nextSteps.map((s) => s.finding)).toEqual(['blood', 'block']);
    const shown = withoutProcedures(whole, small);
    if (shown.ranking !== 'given') throw new Error(shown.because);
    expect(shown.assessment.nextSteps.map((s) => s.finding)).toEqual(['blood']);
    expect(shown.stepsWithheld).toBe(1);
    expect(shown.assessment.ranked).toEqual(whole.assessment.ranked);
  });

  it('questions, touch and what was tried by mouth or hand stay', () => {
    const whole = assessThroughGate(model, caseOf({ age: 60, findings: ['tender.crest@R', ...allAsked] }), options);
    expect(withoutProcedures(whole, knowledge)).toEqual(whole);
    const entry = (id: string) => knowledge.findings.find((f) => f.id === id)!;
    expect(
      ['relief.physio', 'lab.crp-raised', 'block.scn', 'after.neurectomy'].map((id) => isProcedure(entry(id))),
    ).toEqual([...[false, false, true, true]]);
  });

  it('a ranking that is withheld stays as it is', () => {
    const whole = assessThroughGate(model, caseOf({ findings: ['tender.crest@R'] }), options);
    expect(withoutProcedures(whole, knowledge)).toBe(whole);
  });
});
