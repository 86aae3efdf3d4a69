// Left and right from the drawing to the findings and to the sentence that is said back, from measures made by hand.
import { describe, expect, it } from 'vitest';
import { type Anatomy } from '../anatomy/anatomy.js';
import { mirrorSide, type Side, textOfFinding } from '../finding.js';
import { type ArrowMeasure } from './arrows.js';
import { type Drawing, EMPTY_DRAWING, type Feel, type Mark, QUALITIES, type Quality } from './drawing.js';
import { findingsFromDrawing, WITHOUT_SIDE } from './finding-of-drawing.js';
import { type Measures } from './measure.js';
import { mirrorDrawing } from './mirror.js';
import { type ReachedCode } from './reach.js';
import { type ReadBack, readBackOf, readBackSentence, type Said } from './read-back.js';

const region = (id: string, name: string, findings: readonly string[], paired = true) => ({
  id,
  name,
  paired,
  findings,
});
const anatomy = {
  regions: [
    region('crest', 'Posterior iliac crest, outer part', ['pain.iliac-crest', 'pain.low-back']),
    region('psis', 'PSIS', ['pain.psis']),
    region('knee', 'Back of the knee', ['pain.knee']),
    region('belly', 'Belly', ['pain.abdomen']),
    region('joint', 'Other joint', ['pain.other-joints']),
    region('hand', 'Hand', ['pain.other-joints', 'pain.hand']),
    region('seat', 'Perineum', ['pain.perineum'], false),
    region('private', 'Genitals', ['pain.genital'], false),
    region('groin', 'PSIS Region', ['pain.perineum', 'pain.groin']),
    region('spine', 'Midline', ['pain.midline-lumbar', 'pain.low-back'], false),
    region('coccyx', 'Coccyx', ['pain.coccyx', 'pain.rectal-pressure'], false),
  ],
} as unknown as Anatomy;

const reached = (code: string, more: Partial<ReachedCode> = {}): ReachedCode => {
  const side = code.includes('@') ? (code.split('@')[1] as 'L' | 'R') : 'midline';
  return { code, view: 'back', side, by: ['paint'], pain: true, qualities: [], intensity: 'unknown', ...more };
};
const measures = (codes: readonly ReachedCode[], more: Partial<Measures> = {}): Measures =>
  ({ state: 'drawn', confirmed: false, codes, arrows: [], singleSpot: false, ...more }) as unknown as Measures;
const findings = (codes: readonly ReachedCode[], more: Partial<Measures> = {}) =>
  findingsFromDrawing(measures(codes, more), anatomy).map(textOfFinding);
const feel = (...qualities: readonly Quality[]): Partial<ReachedCode> => ({ qualities });

describe('a mirrored drawing', () => {
  it('has every mark on the other side, its lines run back to front, and nothing else is changed', () => {
    const burning: Feel = { qualities: ['burning'], intensity: 7 };
    const marks: readonly Mark[] = [
      { kind: 'brush', view: 'back', width: 8, track: [10, 1, -20, 2, 0, 3], ...burning },
      { kind: 'erase', view: 'front', width: 12, track: [5, -5] },
      { kind: 'arrow', view: 'back', track: [1, 2, -3, -4], ...burning },
      { kind: 'pin', view: 'back', at: [15, -7], ...burning },
      { kind: 'pin', view: 'back', at: [0, 7], ...burning },
      { kind: 'fill', region: 'crest@R', ...burning },
      { kind: 'unfill', region: 'crest@L' },
      { kind: 'fill', region: 'seat', ...burning },
    ];
    const drawing: Drawing = { ...EMPTY_DRAWING, marks, confirmed: true };
    const mirrored = mirrorDrawing(drawing);
    expect(mirrored).toEqual({
      ...drawing,
      marks: [
        { kind: 'brush', view: 'back', width: 8, track: [-10, 1, 20, 2, 0, 3], ...burning },
        { kind: 'erase', view: 'front', width: 12, track: [-5, -5] },
        { kind: 'arrow', view: 'back', track: [-1, 2, 3, -4], ...burning },
        { kind: 'pin', view: 'back', at: [-15, -7], ...burning },
        { kind: 'pin', view: 'back', at: [0, 7], ...burning },
        { kind: 'fill', region: 'crest@L', ...burning },
        { kind: 'unfill', region: 'crest@R' },
        { kind: 'fill', region: 'seat', ...burning },
      ],
    });
    expect(mirrorDrawing(mirrored)).toEqual(drawing);
    const zero = (mirrored.marks[0] as { track: readonly number[] }).track[4]!;
    expect(Object.is(zero, 0) && Object.is((mirrored.marks[4] as { at: readonly number[] }).at[0], 0)).toBe(true);
  });
});

describe('findings of a drawing', () => {
  it('have the side of their place; of both sides they are @B; of the middle they have none', () => {
    expect(findings([reached('crest@R')])).toEqual(['pain.iliac-crest@R', 'pain.low-back@R', 'pain.side@R']);
    expect(findings([reached('crest@L')])).toEqual(['pain.iliac-crest@L', 'pain.low-back@L', 'pain.side@L']);
    expect(findings([reached('crest@R'), reached('crest@L')])).toEqual([
      ...['pain.iliac-crest@B', 'pain.low-back@B', 'pain.side@B'],
    ]);
    expect(findings([reached('spine')])).toEqual(['pain.midline-lumbar', 'pain.low-back']);
    // A side outranks none, in either order; those that have no side never get one.
    for (const codes of [
      [reached('spine'), reached('crest@L')],
      [reached('crest@L'), reached('spine')],
    ])
      expect(findings(codes)).toEqual(expect.arrayContaining(['pain.midline-lumbar', 'pain.low-back@L']));
    expect(findings([reached('spine', { side: 'R' })])).toEqual([
      'pain.midline-lumbar',
      'pain.low-back@R',
      'pain.side@R',
    ]);
    expect(findings([reached('coccyx', { side: 'L' })])).toEqual([
      'pain.coccyx',
      'pain.rectal-pressure',
      'pain.side@L',
    ]);
    expect(WITHOUT_SIDE).toEqual(['pain.midline-lumbar', 'pain.coccyx', 'pain.rectal-pressure']);
  });

  it('mirrored are the same on the other side', () => {
    const other = (code: ReachedCode): ReachedCode =>
      code.side === 'midline'
        ? code
        : {
            ...code,
            ...{ code: code.code.replace(/[LR]$/, mirrorSide(code.side)) },
            side: mirrorSide(code.side) as 'L' | 'R',
          };
    const codes = [
      reached('crest@R', feel('burning')),
      reached('knee@L', feel('aching', 'numbness')),
      reached('spine', { side: 'R' }),
    ];
    const mirrored = findingsFromDrawing(measures(codes.map(other)), anatomy);
    const expected = findingsFromDrawing(measures(codes), anatomy).map((f) =>
      f.side ? { ...f, side: mirrorSide(f.side) } : f,
    );
    expect(mirrored).toEqual(expected);
  });

  it('say one side only, or both, where the person has confirmed it, and the side alone where not', () => {
    const last = (codes: readonly ReachedCode[], confirmed: boolean) => findings(codes, { confirmed }).at(-1);
    const [right, left, middle] = [reached('psis@R'), reached('psis@L'), reached('spine')];
    expect([last([right], true), last([left], true)]).toEqual(['pain.unilateral@R', 'pain.unilateral@L']);
    expect([last([right, left], true), last([left, right], false)]).toEqual(['pain.bilateral', 'pain.side@B']);
    expect([last([right, middle], true), last([middle, left], true)]).toEqual(['pain.side@R', 'pain.side@L']);
    expect(last([right, left, middle], true)).toBe('pain.bilateral');
    expect(last([middle], true)).toBe('pain.low-back');
    expect(last([right], false)).toBe('pain.side@R');
  });

  it('of nothing are none; of "no pain anywhere" the denial, once it is confirmed', () => {
    expect(findings([], { state: 'none', confirmed: true })).toEqual(['-pain.side@B']);
    expect(findings([], { state: 'none' })).toEqual([]);
    expect(findings([], { state: 'empty', confirmed: true })).toEqual([]);
    expect(findings([reached('crest@R')], { state: 'none' })).toEqual([]);
  });

  it('tell how it feels on which side, in the order of the qualities, also where it does not hurt', () => {
    const codes = [
      reached('psis@R', feel('tingling', 'burning')),
      reached('psis@L', { ...feel('tingling'), pain: false }),
    ];
    expect(findings(codes)).toEqual(['pain.psis@R', 'quality.burning@R', 'quality.tingling@B', 'pain.side@R']);
    for (const quality of QUALITIES)
      expect(findings([reached('psis@L', feel(quality))])).toContain(`quality.${quality}@L`);
  });

  it('beside the back - belly, other joints - say nothing of its side nor of how it feels', () => {
    for (const beside of ['belly@L', 'joint@L'])
      expect(
        findings([reached('psis@R'), reached(beside, feel('burning'))], { confirmed: true }).filter((f) =>
          /side|lateral|quality/.test(f),
        ),
      ).toEqual(['pain.unilateral@R']);
    expect(findings([reached('belly@L', feel('burning'))], { confirmed: true })).toEqual(['pain.abdomen@L']);
    // A place that says something else besides does.
    expect(findings([reached('hand@L', feel('burning'))])).toEqual([
      'pain.other-joints@L',
      'pain.hand@L',
      'quality.burning@L',
      'pain.side@L',
    ]);
  });

  it('of numbness where one sits are the danger sign, of other feelings there and of numbness elsewhere not', () => {
    const numb = { ...feel('numbness'), pain: false };
    expect(findings([reached('seat', numb)])).toEqual(['quality.numbness', 'red.saddle']);
    expect(findings([reached('private', numb), reached('seat', { ...numb, side: 'L' })])).toEqual([
      'quality.numbness@L',
      'red.saddle',
    ]);
    expect(findings([reached('private', numb)])).toEqual(['quality.numbness', 'red.saddle']);
    // A place that is more than that is still that.
    expect(findings([reached('groin@L', numb)])).toEqual(['quality.numbness@L', 'red.saddle']);
    expect(findings([reached('seat', feel('burning'))])).toEqual(['pain.perineum', 'quality.burning']);
    expect(findings([reached('knee@R', numb)])).toEqual(['quality.numbness@R']);
  });

  it('are present, each with its side or with none at all', () => {
    const of = (codes: readonly ReachedCode[], confirmed = false) =>
      findingsFromDrawing(measures(codes, { confirmed }), anatomy);
    const numb = { ...feel('numbness'), pain: false };
    expect(of([reached('psis@L')])).toStrictEqual([
      { id: 'pain.psis', presence: 'present', side: 'L' },
      { id: 'pain.side', presence: 'present', side: 'L' },
    ]);
    expect(of([reached('psis@L')], true)[1]).toStrictEqual({ id: 'pain.unilateral', presence: 'present', side: 'L' });
    expect(of([reached('psis@L'), reached('psis@R')], true)).toStrictEqual([
      { id: 'pain.psis', presence: 'present', side: 'B' },
      { id: 'pain.bilateral', presence: 'present' },
    ]);
    expect(of([reached('seat', numb)])).toStrictEqual([
      { id: 'quality.numbness', presence: 'present' },
      { id: 'red.saddle', presence: 'present' },
    ]);
    expect(findingsFromDrawing(measures([], { state: 'none', confirmed: true }), anatomy)).toStrictEqual([
      { id: 'pain.side', presence: 'absent', side: 'B' },
    ]);
  });

  it('of a place that the anatomy does not have are our mistake', () => {
    expect(() => findings([reached('tail@R')])).toThrow('no such region: tail@R');
  });
});

describe('what is said back', () => {
  const arrow = (more: Partial<ArrowMeasure>): ArrowMeasure => ({
    ...{ view: 'back', from: [0, 0], to: [0, 100], passes: [], ends: [], qualities: [], intensity: 'unknown' },
    ...more,
  });
  const back = (codes: readonly ReachedCode[], more: Partial<Measures> = {}): ReadBack =>
    readBackOf(measures(codes, more));
  const said = (side: Said['side'], places: readonly string[], more: Partial<Said> = {}): Said => ({
    ...{ side, places, qualities: [], worst: 'unknown', runsTo: [] },
    ...more,
  });

  it('is right, then left, then the middle; what is the same on both sides is said once', () => {
    expect(back([reached('spine'), reached('crest@L'), reached('psis@R')]).said).toEqual([
      ...[said('R', ['psis']), said('L', ['crest']), said('midline', ['spine'])],
    ]);
    expect(back([reached('crest@L'), reached('crest@R'), reached('spine')]).said).toEqual([
      ...[said('B', ['crest']), said('midline', ['spine'])],
    ]);
    expect(back([reached('crest@L'), reached('crest@R', { intensity: 3 })]).said.map((s) => s.side)).toEqual([
      'R',
      'L',
    ]);
    expect(back([reached('crest@R')]).said).toEqual([said('R', ['crest'])]);
    expect(back([reached('crest@L')]).said).toEqual([said('L', ['crest'])]);
    expect(back([]).said).toEqual([]);
    expect(back([], { state: 'none', singleSpot: true })).toEqual({ state: 'none', said: [], singleSpot: true });
  });

  it('names each place once, with the feel of all of them and the worst', () => {
    const codes = [
      reached('crest@R', { qualities: ['burning'], intensity: 4 }),
      reached('crest@R', { qualities: ['aching'], intensity: 7 }),
    ];
    expect(back(codes).said).toEqual([said('R', ['crest'], { qualities: ['burning', 'aching'], worst: 7 })]);
  });

  it('tells an arrow on the side where it ends, and places it only passes are not named', () => {
    const passed = (code: string) => reached(code, { by: ['arrow'] });
    const leads = arrow({
      passes: ['psis@R', 'crest@R', 'knee@R'],
      ends: ['knee@R'],
      qualities: ['tingling'],
      intensity: 2,
    });
    const arrows = [leads];
    expect(back([reached('psis@R'), passed('crest@R'), passed('knee@R')], { arrows }).said).toEqual([
      said('R', ['psis'], { qualities: ['tingling'], worst: 2, runsTo: [{ direction: 'down', region: 'knee' }] }),
    ]);
    // Alone it is told by where it begins.
    expect(back([passed('psis@R'), passed('crest@R'), passed('knee@R')], { arrows }).said[0]!.places).toEqual(['psis']);
    // One that begins on the other side is told by all that it passes on this one.
    const across = arrow({ passes: ['psis@L', 'crest@R', 'knee@R'], ends: ['knee@R'] });
    expect(back([passed('psis@L'), passed('crest@R'), passed('knee@R')], { arrows: [across] }).said).toEqual([
      said('R', ['crest', 'knee']),
      said('L', ['psis']),
    ]);
    // Where it ends in a place that is named anyway, it leads nowhere else; two to one place are one.
    expect(back([reached('psis@R'), reached('knee@R')], { arrows }).said[0]!.runsTo).toEqual([]);
    expect(back([reached('psis@R'), passed('knee@R')], { arrows: [leads, leads] }).said[0]!.runsTo).toHaveLength(1);
    const other = arrow({ passes: ['crest@R', 'belly@R'], ends: ['belly@R'], to: [0, -9] });
    expect(
      back([reached('psis@R'), passed('knee@R'), passed('belly@R')], { arrows: [leads, other, leads] }).said[0]!.runsTo,
    ).toEqual([
      { direction: 'down', region: 'knee' },
      { direction: 'up', region: 'belly' },
    ]);
    // Painted and passed is painted; and each of several arrows has its own beginning.
    expect(
      back([reached('psis@R', { by: ['paint', 'arrow'] }), passed('crest@R')], { arrows: [] }).said[0]!.places,
    ).toEqual(['psis']);
    expect(
      back([passed('psis@R'), passed('crest@R'), passed('knee@R'), passed('belly@R')], { arrows: [leads, other] })
        .said[0]!.places,
    ).toEqual([...['psis', 'crest']]);
    // One that ends nowhere ends where it last passed; one that passes nothing says nothing.
    const lost = arrow({ passes: ['psis@R', 'knee@L', 'crest@R'], ends: [], to: [0, -100] });
    expect(back([reached('psis@R'), passed('crest@R')], { arrows: [lost] }).said[0]!.runsTo).toEqual([
      { direction: 'up', region: 'crest' },
    ]);
    expect(back([reached('psis@R')], { arrows: [arrow({})] }).said[0]!.runsTo).toEqual([]);
  });

  it.each([
    [[0, 100], 'down'],
    [[0, -100], 'up'],
    [[100, 49], 'across'],
    [[100, 50], 'down'],
    [[-100, -49], 'across'],
    [[-100, -50], 'up'],
    [[10, 0], 'across'],
    [[0, 0], 'up'],
  ] as const)('an arrow to %j leads %s', (to, direction) => {
    const leads = arrow({ from: [5, 5], to: [5 + to[0], 5 + to[1]], passes: ['psis@L', 'knee@L'], ends: ['knee@L'] });
    expect(back([reached('psis@L')], { arrows: [leads] }).said[0]!.runsTo).toEqual([]);
    expect(
      back([reached('psis@L'), reached('knee@L', { by: ['arrow'] })], { arrows: [leads] }).said[0]!.runsTo,
    ).toEqual([{ direction, region: 'knee' }]);
  });

  it('is a sentence that names the side first and asks "correct?"', () => {
    const sentence = (of: readonly Said[], more: Partial<ReadBack> = {}) =>
      readBackSentence({ state: 'drawn', said: of, singleSpot: false, ...more }, anatomy);
    const side = (s: Said['side']) => sentence([said(s, ['psis'])]);
    expect((['R', 'L', 'B', 'midline'] as const).map(side)).toEqual([
      ...['Right PSIS. Correct?', 'Left PSIS. Correct?', 'Both sides: PSIS. Correct?', 'Middle: PSIS. Correct?'],
    ]);
    expect(
      sentence([
        said('R', ['crest', 'psis', 'knee'], {
          qualities: ['burning', 'numbness'],
          worst: 0,
          runsTo: [{ direction: 'down', region: 'knee' }],
        }),
      ]),
    ).toBe(
      'Right posterior iliac crest, PSIS and back of the knee, burning and numb, 0 of 10, down to the back of the knee. Correct?',
    );
    expect(sentence([said('L', ['knee']), said('midline', ['elsewhere'])])).toBe(
      'Left back of the knee. Middle: elsewhere. Correct?',
    );
    expect(sentence([said('L', ['crest', 'crest'])])).toBe('Left posterior iliac crest. Correct?');
    expect(sentence([said('L', [])])).toBe('Left . Correct?');
    expect(sentence([said('L', ['groin'])])).toBe('Left PSIS Region. Correct?');
    expect(QUALITIES.map((q) => sentence([said('L', ['psis'], { qualities: [q] })]).slice(11, -10))).toEqual([
      ...['burning', 'aching', 'stabbing', 'electric', 'tingling', 'numb'],
    ]);
    expect(sentence([])).toBe('A mark outside every named region. Correct?');
    expect(sentence([said('L', ['knee'])], { singleSpot: true })).toBe(
      'Left back of the knee. One single spot. Correct?',
    );
    expect(sentence([], { state: 'empty' })).toBe('Nothing is drawn.');
    expect(sentence([], { state: 'none' })).toBe('No pain anywhere. Correct?');
  });

  it('holds both sides apart whatever is drawn: every pair of sides', () => {
    const sides: readonly Side[] = ['L', 'R'];
    for (const one of sides)
      for (const two of sides) {
        const spoken = back([reached(`psis@${one}`), reached(`knee@${two}`)]).said;
        expect(spoken.map((s) => `${s.side} ${s.places.join()}`)).toEqual(
          one === two
            ? [`${one} psis,knee`]
            : [`R ${one === 'R' ? 'psis' : 'knee'}`, `L ${one === 'L' ? 'psis' : 'knee'}`],
        );
      }
  });
});
