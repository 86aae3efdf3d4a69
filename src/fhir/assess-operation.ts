// `$assess` as FHIR defines operations: what goes in and what comes out. assess-request.ts and assess-answer.ts keep it.

import { CAUDA_EQUINA_QUESTIONS } from '#core/cauda-equina.js';
import { SETTINGS } from '#core/knowledge.js';
import { type OperationDefinition } from './r4.js';

type Parameter = NonNullable<OperationDefinition['parameter']>[number];

const parameter = (
  use: Parameter['use'],
  name: string,
  type: Parameter['type'],
  min: number,
  max: string,
  documentation: string,
): Parameter => ({ name, use, min, max, ...(type ? { type } : {}), documentation });

/** POST [base]/$assess; reads and answers, changes nothing. */
export const ASSESS_OPERATION: OperationDefinition = {
  resourceType: 'OperationDefinition',
  id: 'assess',
  url: 'https://cluneal.org/fhir/OperationDefinition/assess',
  name: 'Assess',
  title: 'Differential of one case',
  status: 'active',
  kind: 'operation',
  affectsState: false,
  code: 'assess',
  system: true,
  type: false,
  instance: false,
  parameter: [
    parameter('in', 'record', 'Bundle', 0, '1', 'The resources of the case. Either this or subject.'),
    parameter('in', 'subject', 'Reference', 0, '1', 'Patient whose record is read, or whose case the Bundle holds.'),
    parameter('in', 'encounter', 'Reference', 0, '1', 'Only what was found in this encounter, and what names none.'),
    parameter(
      'in',
      'setting',
      'code',
      0,
      '1',
      `Kind of clinic: ${SETTINGS.join(', ')}, or equal. pain-clinic if left out.`,
    ),
    parameter('in', 'seed', 'integer', 0, '1', 'Seed of the draws behind the ranges; 1 if left out.'),
    parameter('in', 'draws', 'integer', 0, '1', 'Draws behind the ranges, 50-512; 200 if left out.'),
    {
      ...parameter('in', 'could-not-ask', undefined, 0, '5', 'A cauda-equina question that could not be put.'),
      part: [
        parameter('in', 'question', 'code', 1, '1', CAUDA_EQUINA_QUESTIONS.join(', ')),
        parameter('in', 'reason', 'string', 1, '1', 'Why, in words.'),
      ],
    },
    parameter('out', 'notice', 'string', 1, '1', 'What the answer may not be used for.'),
    parameter(
      'out',
      'impression',
      'ClinicalImpression',
      1,
      '1',
      'Red flags, what was not asked, what to examine next.',
    ),
    parameter('out', 'differential', 'RiskAssessment', 0, '1', 'The ranking; absent where it is withheld.'),
    parameter('out', 'withheld', 'code', 0, '1', 'cauda-equina or under-13: why there is no ranking.'),
    parameter('out', 'missing', 'code', 0, '5', 'The cauda-equina questions without an answer or a reason.'),
    parameter(
      'out',
      'steps-withheld',
      'integer',
      0,
      '1',
      'How many next steps by needle or operation are not shown, because the asker may not order one.',
    ),
    parameter('out', 'left-out', 'OperationOutcome', 0, '1', 'What of the record was not read, and why.'),
  ],
};
