import { describe, expect, it } from 'vitest';
import { type PatientCase } from '#core/case.js';
import { CAUDA_EQUINA_QUESTIONS, type CouldNotAsk } from '#core/cauda-equina.js';
import { assess } from '#core/differential.js';
import { type Presence } from '#core/finding.js';
import { assessThroughGate } from '#core/gated-assessment.js';
import { modelFromKnowledge } from '#core/model.js';
import { caseForAssessment, parametersFromAnswer } from '#fhir/assess-answer.js';
import { ASSESS_OPERATION } from '#fhir/assess-operation.js';
import { assessRequestFromParameters } from '#fhir/assess-request.js';
import { type AnswerBasis } from '#fhir/assessment-basis.js';
import { clinicalImpressionFromAnswer } from '#fhir/clinical-impression.js';
import { type ClinicalImpression, type Parameters, type ParametersParameter, type RiskAssessment } from '#fhir/r4.js';
import { resourcesFromCase } from '#fhir/resources-from-case.js';
import { riskAssessmentFromAssessment } from '#fhir/risk-assessment.js';
import { caseOf, knowledge } from '../pack.js';
import { book, context } from './arbitrary-case.js';

const model = modelFromKnowledge(knowledge);
const basis: AnswerBasis = {
  ...{ knowledge: knowledge.version, setting: 'pain-clinic', seed: 1, draws: 50 },
  evidence: ['Observation/o1', 'Condition/c1'],
};
const options = { choice: 'pain-clinic', seed: 1, draws: 50 } as const;
const STATES: readonly Presence[] = ['present', 'absent', 'unknown'];
const SIGN: Readonly<Record<Presence, string>> = { present: '', absent: '-', unknown: '?' };

/** Every way five questions can be answered: 3^5. */
const combinations = CAUDA_EQUINA_QUESTIONS.reduce<Presence[][]>(
  (all, _) => all.flatMap((states) => STATES.map((s) => [...states, s])),
  [[]],
);
const withAnswers = (states: readonly Presence[], more: readonly string[] = []): PatientCase =>
  caseOf({ age: 60, findings: [...more, ...states.map((s, i) => `${SIGN[s]}${CAUDA_EQUINA_QUESTIONS[i]}`)] });
const allAsked = CAUDA_EQUINA_QUESTIONS.map((id) => `-${id}`);

describe('the gate at the door', () => {
  it('every combination through the whole door: a probability leaves only when all five are in', () => {
    const quick = { ...options, draws: 0, explained: 0, steps: 0 };
    for (const states of combinations) {
      const c = withAnswers(states);
      const answer = assessThroughGate(model, c, quick);
      const out = parametersFromAnswer(answer, [], basis, knowledge, context);
      const names = out.parameter!.map((p) => p.name);
      const open = !states.includes('unknown');
      expect(names.includes('differential')).toBe(open);
      expect(names.includes('withheld')).toBe(!open);
      if (!open) expect(JSON.stringify(out)).not.toMatch(/probability|RiskAssessment|such patients/);
      // A yes is never hidden by a question that was not asked.
      if (states[0] === 'present') expect(JSON.stringify(out)).toMatch('Emergency: Possible cauda equina syndrome');
    }
  });
});

describe('a differential as a RiskAssessment', () => {
  const c = caseOf({ age: 62, sex: 'F', findings: ['tender.crest@R', 'pain.low-back', '-reflex.loss', ...allAsked] });
  const a = assess(model, c, options);
  const r = riskAssessmentFromAssessment(a, basis, knowledge, context);

  it('has one prediction a disorder, in the order of the ranking, something else last', () => {
    const ids = r.prediction!.map((p) => p.outcome?.coding?.[0]?.code);
    expect(ids).toEqual([...a.ranked.map((d) => d.disorder), knowledge.somethingElse]);
    expect(ids).toHaveLength(knowledge.disorders.length);
  });

  it('gives ranges in percent with the mean inside, words of people, and never a bare point', () => {
    for (const p of r.prediction!) {
      const mean = p.extension?.find((e) => e.url.endsWith('probability-mean'))?.valueQuantity?.value as number;
      const { low, high } = p.probabilityRange!;
      expect(low!.value!).toBeLessThanOrEqual(mean);
      expect(mean).toBeLessThanOrEqual(high!.value!);
      expect(high!.value!).toBeLessThanOrEqual(100);
      expect([low!.code, high!.code]).toEqual(['%', '%']);
      expect(p.qualitativeRisk?.text).toMatch(
        /^(likely|possible|less likely|unlikely): .* of (10|100|1000) such patients$/,
      );
      expect(p).not.toHaveProperty('probabilityDecimal');
    }
  });

  it('tells its reasons in words and as data, and what it leaves unexplained', () => {
    const first = r.prediction![0]!;
    expect(first.rationale).toMatch(/^Odds: .*\d.*% of this rests on judgement\.$/);
    expect(first.extension?.filter((e) => e.url.endsWith('/reason'))).toHaveLength(a.ranked[0]!.reasons.length);
  });

  it('tells what it rests on', () => {
    expect(r.extension?.[0]?.extension).toEqual(
      expect.arrayContaining([
        { url: 'knowledge', valueString: knowledge.version },
        { url: 'setting', valueCode: 'pain-clinic' },
        { url: 'seed', valueInteger: 1 },
        { url: 'draws', valueInteger: 50 },
        { url: 'certified', valueBoolean: true },
      ]),
    );
    expect(r.basis).toEqual([{ reference: 'Observation/o1' }, { reference: 'Condition/c1' }]);
    expect(r.note?.[0]?.text).toMatch('not validated');
    expect(riskAssessmentFromAssessment(a, { ...basis, evidence: [] }, knowledge, context)).not.toHaveProperty('basis');
  });

  it('a ranking that is withheld has none', () => {
    const child = assess(model, { ...c, age: 9 }, options);
    expect(() => riskAssessmentFromAssessment(child, basis, knowledge, context)).toThrow('withheld (under-13)');
  });
});

describe('an answer as a ClinicalImpression', () => {
  const impression = (c: PatientCase, couldNotAsk: CouldNotAsk = {}): ClinicalImpression =>
    clinicalImpressionFromAnswer(assessThroughGate(model, c, options, couldNotAsk), basis, knowledge, context);

  it('a danger comes first, with what to do, whatever the odds', () => {
    const i = impression(caseOf({ age: 60, findings: ['tender.crest@R', ...allAsked.slice(1), 'red.saddle'] }));
    expect(i.status).toBe('completed');
    expect(i.summary).toMatch(/^Emergency: Possible cauda equina syndrome\..*First of the ranking: /);
    expect(i.finding![0]!.itemCodeableConcept?.text).toBe('Emergency: Possible cauda equina syndrome');
    expect(i.finding![0]!.basis).toMatch(/^Send to hospital now.*Because: Numbness where you sit on a saddle\.$/);
    expect(i.prognosisReference).toEqual([{ reference: 'RiskAssessment/c1-differential' }]);
  });

  it('withheld: the questions are named, and nothing is ranked', () => {
    const i = impression(caseOf({ age: 60, findings: ['tender.crest@R', ...allAsked.slice(1)] }));
    expect(i.status).toBe('in-progress');
    expect(i.summary).toMatch('No ranking until these are asked: Numbness where you sit on a saddle.');
    expect(i).not.toHaveProperty('prognosisReference');
    expect(i.extension).toContainEqual({
      url: 'https://cluneal.org/fhir/StructureDefinition/ranking-withheld',
      extension: [
        { url: 'because', valueCode: 'cauda-equina' },
        { url: 'missing', valueCode: 'red.saddle' },
      ],
    });
  });

  it('a child has red flags and no ranking', () => {
    const i = impression(caseOf({ age: 9, findings: allAsked }));
    expect(i.summary).toMatch('under 13');
    expect(i.status).toBe('in-progress');
  });

  it('what could not be asked stands there with its reason', () => {
    const i = impression(caseOf({ age: 60, findings: ['tender.crest@R', ...allAsked.slice(1)] }), {
      'red.saddle': 'sedated',
    });
    expect(i.status).toBe('completed');
    expect(i.note?.map((n) => n.text)).toContain('Could not be asked: Numbness where you sit on a saddle: sedated');
  });

  it('points to what the case was read from', () => {
    const answer = assessThroughGate(model, caseOf({ findings: allAsked }), options);
    const i = clinicalImpressionFromAnswer(answer, basis, knowledge, context);
    expect(i.investigation?.[0]?.item).toEqual([{ reference: 'Observation/o1' }]);
    expect(i.supportingInfo).toEqual([{ reference: 'Condition/c1' }]);
    expect(clinicalImpressionFromAnswer(answer, { ...basis, evidence: [] }, knowledge, context)).not.toHaveProperty(
      'investigation',
    );
  });
});

describe('$assess asked', () => {
  const ask = (...parameter: ParametersParameter[]) =>
    assessRequestFromParameters({ resourceType: 'Parameters', parameter });
  const issues = (...parameter: ParametersParameter[]): string[] => {
    const asked = ask({ name: 'subject', valueReference: { reference: 'Patient/p1' } }, ...parameter);
    return asked.ok ? [] : asked.issues.map((i) => `${i.expression![0]} ${i.details!.text}: ${i.diagnostics}`);
  };
  const couldNot = (question?: string, reason?: string): ParametersParameter => ({
    name: 'could-not-ask',
    part: [
      ...(question === undefined ? [] : [{ name: 'question', valueCode: question }]),
      ...(reason === undefined ? [] : [{ name: 'reason', valueString: reason }]),
    ],
  });

  it('is read with the defaults of the command line', () => {
    const asked = ask({
      name: 'record',
      resource: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { resourceType: 'Patient' } }, {}] },
    });
    expect(asked).toEqual({
      ok: true,
      request: {
        record: [{ resourceType: 'Patient' }],
        options: { choice: 'pain-clinic', seed: 1, draws: 200 },
        couldNotAsk: {},
      },
    });
  });

  it('is read whole', () => {
    expect(
      ask(
        { name: 'subject', valueReference: { reference: 'Patient/p1' } },
        { name: 'encounter', valueReference: { reference: 'Encounter/e1' } },
        { name: 'setting', valueCode: 'equal' },
        { name: 'seed', valueInteger: 7 },
        { name: 'draws', valueInteger: 512 },
        couldNot('red.saddle', ' sedated '),
        couldNot('red.bowel', 'declined'),
      ),
    ).toEqual({
      ok: true,
      request: {
        ...{ subject: 'p1', encounter: 'e1', options: { choice: 'equal', seed: 7, draws: 512 } },
        couldNotAsk: { 'red.saddle': 'sedated', 'red.bowel': 'declined' },
      },
    });
  });

  it('every wrong parameter is named with its value and its mend', () => {
    expect(
      issues(
        { name: 'seting', valueCode: 'equal' },
        { name: 'zzzzzzzzzzzz' },
        { name: 'setting', valueCode: 'ward' },
        { name: 'seed', valueInteger: 1.5 },
        { name: 'draws', valueInteger: 10 },
        { name: 'encounter', valueReference: { reference: 'https://elsewhere.example/Encounter/1' } },
        { name: 'record', resource: { resourceType: 'Patient' } },
        { name: 'subject', valueReference: { reference: 'Patient/p2' } },
        couldNot('red.sadle', 'x'),
        couldNot(undefined, 'x'),
        couldNot('red.saddle', ' '),
        couldNot('red.saddle', 'x'.repeat(501)),
        couldNot('red.bowel', 'x'),
        couldNot('red.bowel', 'y'),
      ),
    ).toEqual([
      'Parameters.parameter[1] unknown parameter: seting: did you mean setting?',
      'Parameters.parameter[2] unknown parameter: zzzzzzzzzzzz: use one of record, subject, encounter, setting, seed, draws, could-not-ask',
      expect.stringMatching(/^Parameters.parameter\[3\] setting is ward: give valueCode: equal, primary-care/),
      'Parameters.parameter[4] seed is 1.5: give valueInteger from 0 to 2147483647',
      'Parameters.parameter[5] draws is 10: give valueInteger from 50 to 512',
      expect.stringMatching(/encounter is .*elsewhere.*: give valueReference Encounter\/id$/),
      'Parameters.parameter[7] record holds no Bundle: give resource: a Bundle of the resources of the case',
      'Parameters.parameter[8] subject is given twice: keep one',
      expect.stringMatching(/could-not-ask has the question red.sadle: give part question/),
      expect.stringMatching(/could-not-ask has the question nothing/),
      expect.stringMatching(/could-not-ask red.saddle has no reason/),
      expect.stringMatching(/could-not-ask red.saddle has a reason too long/),
      'Parameters.parameter[14] could-not-ask names red.bowel twice: keep one reason',
    ]);
    expect(ask()).toMatchObject({ ok: false, issues: [{ details: { text: 'neither record nor subject is given' } }] });
    expect(assessRequestFromParameters({ resourceType: 'Parameters' }).ok).toBe(false);
  });

  it('names the parameters that the operation is published with', () => {
    const published = ASSESS_OPERATION.parameter!.filter((p) => p.use === 'in').map((p) => p.name);
    expect(issues({ name: 'zzzzzzzzzzzz' })[0]).toMatch(`use one of ${published.join(', ')}`);
  });
});

describe('$assess answered', () => {
  const answered = (c: PatientCase, more: Parameters['parameter'] = []): Parameters => {
    const record = {
      resourceType: 'Bundle' as const,
      type: 'collection' as const,
      entry: resourcesFromCase(c, book, context).map((resource) => ({ resource })),
    };
    const asked = assessRequestFromParameters({
      resourceType: 'Parameters',
      parameter: [{ name: 'record', resource: record }, ...more],
    });
    if (!asked.ok) throw new Error(JSON.stringify(asked.issues));
    const read = caseForAssessment(asked.request.record!, book, { at: context.at });
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    const answer = assessThroughGate(model, read.patient, asked.request.options, asked.request.couldNotAsk);
    return parametersFromAnswer(answer, read.leftOut, basis, knowledge, context);
  };
  const c = caseOf({ age: 62, findings: ['tender.crest@R', 'pain.low-back', ...allAsked] });

  it('by FHIR is the answer given directly', () => {
    const out = answered(c, [{ name: 'draws', valueInteger: 50 }]);
    expect(out.parameter!.map((p) => p.name)).toEqual(['notice', 'impression', 'differential']);
    const direct = assess(model, c, options).ranked.map((d) => [d.disorder, Math.round(d.low * 1e4) / 100]);
    const r = out.parameter![2]!.resource as RiskAssessment;
    expect(
      r.prediction!.slice(0, -1).map((p) => [p.outcome!.coding![0]!.code, p.probabilityRange!.low!.value]),
    ).toEqual(direct);
  });

  it('a case that contradicts itself is refused as a case file is', () => {
    const resources = resourcesFromCase(
      { ...c, findings: [...c.findings, { id: 'tender.crest', presence: 'absent', side: 'R' }] },
      book,
      context,
    );
    expect(caseForAssessment(resources, book, { at: context.at })).toEqual({
      ok: false,
      issues: [
        {
          severity: 'error',
          code: 'business-rule',
          details: {
            coding: [{ system: 'https://cluneal.org/fhir/CodeSystem/refusal', code: 'broken-rule' }],
            text: 'tender.crest is stated both present and absent (tender.crest@R and -tender.crest@R)',
          },
          diagnostics: 'keep one, or name the encounter that is meant',
          expression: ['findings'],
        },
      ],
    });
  });

  it('tells what of the record was not read', () => {
    const weight = {
      resourceType: 'Observation' as const,
      status: 'final' as const,
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
      subject: { reference: 'Patient/p1' },
    };
    const read = caseForAssessment([...resourcesFromCase(c, book, context), weight], book, { at: context.at });
    if (!read.ok) throw new Error('not read');
    const out = parametersFromAnswer(assessThroughGate(model, c, options), read.leftOut, basis, knowledge, context);
    expect(out.parameter!.at(-1)).toMatchObject({
      name: 'left-out',
      resource: { issue: [{ severity: 'information' }] },
    });
  });
});
