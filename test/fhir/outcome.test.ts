import { describe, expect, it } from 'vitest';
import { ALL_OK, issueOf, NOT_FOUND, OUR_MISTAKE, outcomeOf, REFUSAL_KINDS, refusal, statusOf } from '#fhir/outcome.js';

describe('a refusal', () => {
  it('says what, where, why and how to mend it', () => {
    const told = {
      what: 'birthDate is 2024-13-01, which is no date',
      where: 'Patient.birthDate',
      mend: 'write YYYY-MM-DD',
    };
    expect(refusal('bad-element', told)).toEqual({
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: 'invalid',
          details: {
            coding: [{ system: 'https://cluneal.org/fhir/CodeSystem/refusal', code: 'bad-element' }],
            text: 'birthDate is 2024-13-01, which is no date',
          },
          diagnostics: 'write YYYY-MM-DD',
          expression: ['Patient.birthDate'],
        },
      ],
    });
  });

  it('leaves out what was not told', () => {
    expect(Object.keys(issueOf('throttled', { what: 'too many requests' }))).toEqual(['severity', 'code', 'details']);
  });

  it('has the status of its gravest issue', () => {
    expect(statusOf(NOT_FOUND)).toBe(404);
    expect(statusOf(OUR_MISTAKE)).toBe(500);
    expect(statusOf(ALL_OK)).toBe(200);
    const told = { what: 'x' };
    expect(statusOf(outcomeOf([issueOf('bad-element', told), issueOf('invalid', told)]))).toBe(422);
    expect(statusOf(outcomeOf([issueOf('invalid', told, 'warning')]))).toBe(200);
  });

  it('every kind has a status between 400 and 503', () => {
    const statuses = REFUSAL_KINDS.map((kind) => statusOf(refusal(kind, { what: 'x' })));
    expect(statuses.every((s) => s >= 400 && s <= 503)).toBe(true);
  });

  it('an outcome without an issue, or of another maker, is our mistake', () => {
    expect(() => outcomeOf([])).toThrow('ALL_OK');
    expect(() =>
      statusOf({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid' }] }),
    ).toThrow('did not make');
  });
});
