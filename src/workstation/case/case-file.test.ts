import { expect, it } from 'vitest';
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type Drawing, EMPTY_DRAWING } from '#core/drawing/drawing.js';
import { type Knowledge } from '#core/knowledge.js';
import { draftsFromText, fileNameOf, textOfCases } from './case-file.js';
import { type Draft, emptyDraft } from './draft.js';

const knowledge = {
  findings: [
    { id: 'tender.crest', name: 'x', clinical: 'x', group: 'palpation', sided: true, role: 'sign', danger: false },
  ],
} as unknown as Knowledge;
const anatomy = { regions: [{ id: 'iliac-crest', paired: true, view: 'back' }] } as unknown as Anatomy;
const drawing: Drawing = {
  ...EMPTY_DRAWING,
  figure: { sex: 'F' },
  marks: [
    { kind: 'brush', view: 'back', width: 12, track: [700, -400, 750, -380], qualities: ['burning'], intensity: 7 },
    { kind: 'fill', region: 'iliac-crest@R', qualities: [], intensity: 'unknown' },
  ],
};
const draft: Draft = {
  ...emptyDraft('a'),
  title: 'bed 7: "left"',
  age: 48,
  sex: 'F',
  durationText: 'over 2 years',
  nrs: 6,
  findings: [{ id: 'tender.crest', presence: 'absent', side: 'L' }],
  priorTreatments: ['rest', '# not a comment'],
};
const read = (text: string) =>
  draftsFromText(
    text,
    knowledge,
    () => 'new',
    1,
    async () => anatomy,
  );

it('a case survives the way to a file and back', async () => {
  const back = await read(await textOfCases([draft], (d) => d.title));
  expect(back).toEqual({ ok: true, drafts: [{ ...draft, id: 'new', editedAt: 1 }] });
});

it('a drawing goes with its case, with what it had said of it', async () => {
  const drawn: Draft = {
    ...draft,
    findings: [{ id: 'tender.crest', presence: 'present', side: 'R' }],
    drawing,
    figure: { sex: 'F' },
    fromDrawing: ['tender.crest@R'],
    earlierDrawings: [{ on: 5, drawing: { ...drawing, confirmed: true } }],
  };
  const text = await textOfCases([drawn], (d) => d.title);
  expect(text).toMatch(/start: \[ 700, -400 \]/);
  expect(await read(text)).toEqual({ ok: true, drafts: [{ ...drawn, id: 'new', editedAt: 1 }] });
});

it('a drawing that cannot be read is told by case, field and value', async () => {
  const text =
    '{id: x, findings: [], drawing: {format: cluneal-drawing, version: 1, marks: [{kind: fill, region: moon}]}}';
  expect(await read(text)).toMatchObject({
    ok: false,
    problems: [{ type: 'case', error: { case: 'x', field: expect.stringMatching(/^drawing\.marks\[0\]/) } }],
  });
});

it('several cases go into one file', async () => {
  const back = await read(await textOfCases([draft, draft], (d) => d.title));
  expect(back.ok && back.drafts.length).toBe(2);
});

it('JSON is read as well', async () => {
  expect((await read('[{"findings":["tender.crest@R"]}]')).ok).toBe(true);
});

it('what cannot be read is told by line, and what is wrong by case, field and value', async () => {
  expect(await read('findings: [a\nb: ')).toMatchObject({
    ok: false,
    problems: [{ type: 'not-text', line: expect.any(Number) }],
  });
  expect(await read('{id: x, age: 300, findings: [tender.crst]}')).toMatchObject({
    ok: false,
    problems: [{ error: { case: 'x', field: 'age', value: '300' } }, { error: { field: 'findings[0]' } }],
  });
  expect(await read('x'.repeat(2_000_001))).toMatchObject({ ok: false, problems: [{ type: 'too-big' }] });
});

it('a bomb of aliases is refused', async () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f'].map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcde'[i]}`)}]`).join('\n')}`;
  expect((await read(bomb)).ok).toBe(false);
});

it('a label becomes a safe file name', () => {
  expect(fileNameOf('../Bed 7 / É')).toBe('bed-7-é.yaml');
  expect(fileNameOf('***')).toBe('case.yaml');
});
