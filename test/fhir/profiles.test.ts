// Everything we write into a record holds to R4 and to our own profiles; what breaks a rule of a profile is refused.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUDA_EQUINA_QUESTIONS } from '#core/cauda-equina.js';
import { DRAWING_VERSION, EMPTY_DRAWING } from '#core/drawing/drawing.js';
import { assessThroughGate } from '#core/gated-assessment.js';
import { modelFromKnowledge } from '#core/model.js';
import { parametersFromAnswer } from '#fhir/assess-answer.js';
import { ASSESS_OPERATION } from '#fhir/assess-operation.js';
import { type AnswerBasis } from '#fhir/assessment-basis.js';
import { mediaFromDrawing } from '#fhir/drawing-media.js';
import { ALL_OK, NOT_FOUND, OUR_MISTAKE } from '#fhir/outcome.js';
import { type Resource } from '#fhir/r4.js';
import { resourcesFromCase } from '#fhir/resources-from-case.js';
import { EXTENSION, PROFILE } from '#fhir/system.js';
import { codeSystemsOf, valueSetsOf } from '#fhir/terminology.js';
import { caseOf, knowledge, publishedCases } from '../pack.js';
import { arbitraryCase, book, context } from './arbitrary-case.js';
import { definitions, errorsOf, referenceErrors, validate } from './validator.js';

const model = modelFromKnowledge(knowledge);
const basis: AnswerBasis = {
  ...{ knowledge: knowledge.version, setting: 'pain-clinic', seed: 1, draws: 50 },
  evidence: ['Observation/o1'],
};
const asked = CAUDA_EQUINA_QUESTIONS.map((id) => `-${id}`);
const c = caseOf({
  ...{ age: 62, sex: 'F', nrs: 6, duration: '8 months', prior_treatments: ['Facet block'] },
  findings: ['tender.crest@R:worse', '?tinel.crest@R', '-hx.lumbar-surgery', ...asked],
});
const written = resourcesFromCase(c, book, context);
const answerOf = (patient: typeof c): Resource[] => {
  const answer = assessThroughGate(model, patient, { choice: 'pain-clinic', seed: 1, draws: 50 });
  const out = parametersFromAnswer(answer, [], basis, knowledge, context);
  return [out, ...out.parameter!.flatMap((p) => (p.resource ? [p.resource] : []))];
};
const media = mediaFromDrawing({ text: JSON.stringify(EMPTY_DRAWING), version: DRAWING_VERSION }, context);
const answered = answerOf(c);
const withheld = answerOf(caseOf({ age: 62, findings: ['red.saddle'] }));
const withProfile = (all: readonly Resource[], profile: string): Resource =>
  all.find((r) => r.meta?.profile?.includes(profile))!;

describe('what we write', () => {
  it('is valid: a case', () => {
    for (const r of written) expect([r.id, validate(r)]).toEqual([r.id, []]);
  });

  it('is valid: any case that FHIR can hold', () => {
    // A text of FHIR is of printable characters and not of blanks alone; a case file may hold others, which the record
    // refuses.
    const printable = arbitraryCase.filter((x) =>
      x.priorTreatments.every((t) => /^[\r\n\t\u0020-\uffff]*$/.test(t) && (t === '' || /\S/.test(t))),
    );
    fc.assert(
      fc.property(printable, (x) => {
        for (const r of resourcesFromCase(x, book, context)) expect(errorsOf(r)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('is valid to the general validator too, each held to its profile with the whole snapshot', () => {
    for (const r of [...written, media, ...answered, ...withheld])
      for (const url of r.meta?.profile ?? []) expect([r.id, referenceErrors(r, url)]).toEqual([r.id, []]);
  });

  it('is valid: the published patients', () => {
    for (const { patient } of publishedCases)
      for (const r of resourcesFromCase(patient, book, context)) expect(errorsOf(r)).toEqual([]);
  });

  it('is valid: an answer given, and one withheld', () => {
    for (const r of answered) expect([r.resourceType, errorsOf(r)]).toEqual([r.resourceType, []]);
    for (const r of withheld) expect([r.resourceType, errorsOf(r)]).toEqual([r.resourceType, []]);
  });

  it('is valid: a drawing, the operation, the outcomes, the terminology', () => {
    const all = [
      media,
      ASSESS_OPERATION,
      ALL_OK,
      NOT_FOUND,
      OUR_MISTAKE,
      ...codeSystemsOf(knowledge),
      ...valueSetsOf(knowledge),
    ];
    for (const r of all) expect([r.resourceType, r.id, errorsOf(r)]).toEqual([r.resourceType, r.id, []]);
  });

  it('is valid: the profiles themselves', () => {
    for (const p of definitions.profiles) expect([p.id, errorsOf(p)]).toEqual([p.id, []]);
  });

  it('has an example of every profile and extension', () => {
    const urls = definitions.profiles.map((p) => p.url).sort();
    expect(urls).toEqual([...Object.values(PROFILE), ...Object.values(EXTENSION)].sort());
    const all = JSON.stringify([...written, media, ...answered, ...withheld]);
    const seen = urls.filter((url) => all.includes(url));
    // These need a patient of their own; assess.test.ts has them.
    const elsewhere = [EXTENSION.couldNotAsk, EXTENSION.cannotTell, EXTENSION.discounted, EXTENSION.notExplained];
    expect([...new Set([...seen, ...elsewhere])].sort()).toEqual(urls);
  });
});

describe('what breaks a rule of a profile is refused', () => {
  /** The errors of a resource of that profile with something in it changed. */
  const broken = (profile: string, change: (r: never) => void): string => {
    const r = structuredClone(withProfile([...written, media, ...answered], profile));
    expect(errorsOf(r)).toEqual([]);
    change(r as never);
    const errors = errorsOf(r).join('\n');
    // The general validator sees every broken rule of a profile that we see; codes and parts of extensions it leaves to us.
    if (/cl[a-z]-\d|missing required/.test(errors)) expect(referenceErrors(r, profile)).not.toEqual([]);
    return errors;
  };
  // biome-ignore lint/suspicious/noExplicitAny: resources are broken on purpose, against their types
  type Any = any;

  // biome-ignore format: one broken rule a line
  it.each([
    ['a finding with a value and a reason why it has none', PROFILE.finding, (r: Any) => { r.dataAbsentReason = { text: 'x' }; }, /obs-6|cln-2/],
    ['a finding with neither', PROFILE.finding, (r: Any) => { delete r.valueCodeableConcept; }, /cln-2/],
    ['a finding whose value is a number', PROFILE.finding, (r: Any) => { delete r.valueCodeableConcept; r.valueInteger = 1; }, /cln-4/],
    ['a finding whose presence is a word of its own', PROFILE.finding, (r: Any) => { r.valueCodeableConcept.coding = [{ system: 'http://x', code: 'maybe' }]; }, /ValueSet.presence/],
    ['a finding without a code of ours', PROFILE.finding, (r: Any) => { r.code = { text: 'tender' }; }, /cln-1/],
    ['a finding with two codes of ours', PROFILE.finding, (r: Any) => { r.code.coding.push({ ...r.code.coding[0], code: 'pain.low-back' }); }, /cln-1/],
    ['a finding on a site that is no side', PROFILE.finding, (r: Any) => { r.bodySite = { text: 'left' }; }, /cln-3/],
    ['a finding about nobody', PROFILE.finding, (r: Any) => { delete r.subject; }, /subject/],
    ['a finding with components, which nobody reads', PROFILE.finding, (r: Any) => { r.component = [{ code: { text: 'x' } }]; }, /component/],
    ['a course we do not know', PROFILE.finding, (r: Any) => { r.extension[1].valueCode = 'better'; }, /extension course: better is not in .*ValueSet.course/],
    ['a course that is a text', PROFILE.finding, (r: Any) => { r.extension[1] = { url: EXTENSION.course, valueString: 'new' }; }, /it has valueString/],
    ['a place below nought', PROFILE.finding, (r: Any) => { r.extension[0].valueUnsignedInt = -1; }, /extension/],
    ['a history that is only suspected', PROFILE.history, (r: Any) => { r.verificationStatus.coding[0].code = 'provisional'; }, /clh-2/],
    ['a history with an unknown status', PROFILE.history, (r: Any) => { r.verificationStatus.coding[0].code = 'sure'; }, /condition-ver-status/],
    ['a duration that ends before it begins', PROFILE.presentingPain, (r: Any) => { r.extension[0].extension[1].valueDecimal = 1; }, /dur-1/],
    ['a duration without its lower bound', PROFILE.presentingPain, (r: Any) => { r.extension[0].extension.shift(); }, /0 of min/],
    ['a duration with a part of its own', PROFILE.presentingPain, (r: Any) => { r.extension[0].extension.push({ url: 'mean', valueDecimal: 1 }); }, /no part is called mean/],
    ['a duration that is a number', PROFILE.presentingPain, (r: Any) => { r.extension[0] = { url: EXTENSION.duration, valueDecimal: 1 }; }, /0 of min/],
    ['a pain without a duration', PROFILE.presentingPain, (r: Any) => { delete r.extension; }, /clp-1/],
    ['an age above 120', PROFILE.age, (r: Any) => { r.valueQuantity.value = 121; }, /cla-1/],
    ['an age in months', PROFILE.age, (r: Any) => { r.valueQuantity.code = 'mo'; }, /cla-1/],
    ['a pain score of 11', PROFILE.painScore, (r: Any) => { r.valueQuantity.value = 11; }, /cls-1/],
    ['a treatment without a text', PROFILE.priorTreatment, (r: Any) => { delete r.valueString; }, /clt-1/],
    ['a treatment that is a number', PROFILE.priorTreatment, (r: Any) => { delete r.valueString; r.valueInteger = 1; }, /clt-2/],
    ['a drawing of another kind', PROFILE.drawing, (r: Any) => { r.content.contentType = 'image/png'; }, /cld-2/],
    ['a drawing without a version', PROFILE.drawing, (r: Any) => { delete r.type.coding[0].version; }, /cld-1/],
    ['a bare probability', PROFILE.riskAssessment, (r: Any) => { delete r.prediction[0].probabilityRange; r.prediction[0].probabilityDecimal = 40; }, /clr-[23]/],
    ['a range without its words', PROFILE.riskAssessment, (r: Any) => { delete r.prediction[0].qualitativeRisk; }, /qualitativeRisk/],
    ['a word stronger than likely', PROFILE.riskAssessment, (r: Any) => { r.prediction[0].qualitativeRisk.coding[0].code = 'certain'; }, /ValueSet.certainty/],
    ['a mean outside its range', PROFILE.riskAssessment, (r: Any) => { r.prediction[0].extension[0].valueQuantity.value = 99.99; }, /clr-2/],
    ['a disorder we do not have', PROFILE.riskAssessment, (r: Any) => { r.prediction[0].outcome.coding[0].code = 'gout'; }, /ValueSet.disorder/],
    ['an answer that does not tell what it rests on', PROFILE.riskAssessment, (r: Any) => { delete r.extension; }, /clr-1/],
    ['a basis without the version of the knowledge', PROFILE.riskAssessment, (r: Any) => { r.extension[0].extension.shift(); }, /0 of knowledge/],
    ['an answer without its notice', PROFILE.riskAssessment, (r: Any) => { delete r.note; }, /note/],
    ['an impression with neither a ranking nor a reason', PROFILE.clinicalImpression, (r: Any) => { delete r.prognosisReference; }, /cli-2/],
    ['a profile of ours that there is none of', PROFILE.finding, (r: Any) => { r.meta.profile.push('https://cluneal.org/fhir/StructureDefinition/x'); }, /is not defined/],
    ['an extension of ours that there is none of', PROFILE.finding, (r: Any) => { r.extension.push({ url: 'https://cluneal.org/fhir/StructureDefinition/x', valueCode: 'x' }); }, /is not defined/],
  ])('%s', (_, profile, change, tells) => {
    expect(broken(profile, change as (r: never) => void)).toMatch(tells);
  });
});
