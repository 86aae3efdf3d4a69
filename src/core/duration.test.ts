import { describe, expect, it } from 'vitest';
import { bandOfSpan, daysFromDuration } from './duration.js';

describe('a duration as a clinician writes it', () => {
  it.each([
    ['8 months', 243, 243],
    ['2 weeks', 14, 14],
    ['3.5 years', 1278, 1278],
    ['a week', 7, 7],
    ['20 days (flare)', 20, 20],
    ['hours', 0.08, 1],
  ])('%s', (text, min, max) => {
    const span = daysFromDuration(text);
    expect(span).not.toBe('unknown');
    if (span === 'unknown') return;
    expect(span.min).toBeCloseTo(min, -0.5);
    expect(span.max).toBeCloseTo(max, -0.5);
  });

  it('"over a year" has no upper end', () => {
    expect(daysFromDuration('over a year')).toEqual({ min: 365.25, max: Number.POSITIVE_INFINITY });
  });

  it('what cannot be read is unknown, never zero', () => {
    for (const text of [null, undefined, '', 'since the harvest']) expect(daysFromDuration(text)).toBe('unknown');
  });

  it('a span that straddles two bands has no band', () => {
    expect(bandOfSpan({ min: 3, max: 40 })).toBe('unknown');
    expect(bandOfSpan({ min: 365, max: Number.POSITIVE_INFINITY })).toBe('years');
    expect(bandOfSpan({ min: 20, max: 60 })).toBe('weeks');
  });
});
