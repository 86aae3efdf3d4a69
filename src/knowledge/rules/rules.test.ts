// Each rule is shown the shipped knowledge with one thing broken, and must see that thing and nothing else.
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../scripts/folder.mjs';
import { type KnowledgeFiles, parseKnowledge } from '../parse.js';
import { RULES } from './all.js';

const root = folderOf('.');
const { files, errors } = parseKnowledge(folderOf('knowledge'));
type Mutable<T> = T extends readonly (infer U)[]
  ? Mutable<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;

const broken = (change: (f: Mutable<KnowledgeFiles>) => void) => {
  const copy = structuredClone(files) as unknown as Mutable<KnowledgeFiles>;
  change(copy);
  return RULES.flatMap((rule) => rule(copy as unknown as KnowledgeFiles, root));
};
const rulesOf = (change: (f: Mutable<KnowledgeFiles>) => void) => [...new Set(broken(change).map((e) => e.rule))];
const disorder = (f: Mutable<KnowledgeFiles>, id: string) => f.disorders.find((d) => d.id === id)!;

describe('the shipped knowledge', () => {
  it('is readable and breaks no rule', () => {
    expect(errors).toEqual([]);
    expect(broken(() => undefined)).toEqual([]);
  });
});

describe('a rule sees', () => {
  it.each<[string, (f: Mutable<KnowledgeFiles>) => void, string]>([
    [
      'an unknown finding',
      (f) => {
        disorder(f, 'scn').holds.push({ finding: 'tender.crst', word: 'most', because: 'x' });
      },
      'unknown-finding',
    ],
    [
      'a history that is held as if the disorder caused it',
      (f) => {
        disorder(f, 'scn').holds.push({ finding: 'hx.sport', word: 'most', because: 'x' });
      },
      'unknown-finding',
    ],
    [
      'an unknown disorder',
      (f) => {
        disorder(f, 'scn')['must-differ-from'] = ['scnn'];
      },
      'unknown-disorder',
    ],
    [
      'more present than looked at',
      (f) => {
        f.sources
          .find((s) => s.reports?.some((r) => r.present !== undefined))!
          .reports!.find((r) => r.present !== undefined)!.present = 99_999;
      },
      'count-exceeds-total',
    ],
    [
      'a holding that rests on nothing',
      (f) => {
        delete disorder(f, 'scn').holds.find((h) => h.word)!.word;
      },
      'hold-without-source',
    ],
    [
      'a holding on a report that does not exist',
      (f) => {
        disorder(f, 'sij').holds.find((h) => h.from)!.from = ['no-such-report'];
      },
      'hold-without-source',
    ],
    [
      'one cohort counted twice',
      (f) => {
        disorder(f, 'mcn').holds.find((h) => h.finding === 'pain.leg')!.from = [
          'sym-mcn-leg-2023',
          'sym-mcn-leg-matsumoto',
        ];
      },
      'cohort-counted-twice',
    ],
    [
      'a source that says nothing',
      (f) => {
        f.sources.push({
          ...f.sources[0]!,
          key: 'nobody2099',
          file: 'sources/nobody2099.yaml',
          reports: [],
          statements: [],
        });
      },
      'orphan-source',
    ],
    [
      'a long quotation',
      (f) => {
        f.sources.find((s) => s.statements?.length)!.statements![0]!.says = `"${'word '.repeat(30)}"`;
      },
      'quote-too-long',
    ],
    [
      'a danger sign no rule uses',
      (f) => {
        f.findings.find((x) => x.id === 'tender.crest')!.danger = true;
      },
      'danger-sign-unused',
    ],
    [
      'a number that stands nowhere',
      (f) => {
        f.notTaken.pop();
      },
      'number-nowhere',
    ],
    [
      'a word not above its background',
      (f) => {
        f.findings.find((x) => x.id === 'pain.iliac-crest')!.elsewhere = 'always';
      },
      'word-below-background',
    ],
    [
      'a history without exposure',
      (f) => {
        delete f.findings.find((x) => x.id === 'hx.sport')!.exposure;
      },
      'missing-number',
    ],
    [
      'a dispute about no claim',
      (f) => {
        f.controversies[0]!['side-a'].claims = ['nothing'];
      },
      'controversy-claims',
    ],
    [
      'a folder with no red flags',
      (f) => {
        f.redFlags = [];
      },
      'zero-checks',
    ],
    [
      'a founding statement that nothing carries',
      (f) => {
        disorder(f, 'scn').history = [];
      },
      'founding-carried',
    ],
    [
      'a founding statement whose document lost its words',
      (f) => {
        f.founding.push({
          id: 'x',
          article: 'knight',
          says: 'x',
          status: 'carried',
          'carried-by': [{ document: 'docs/method.md', says: 'words that stand nowhere' }],
        });
      },
      'founding-carried',
    ],
  ])('%s', (_, change, rule) => {
    expect(rulesOf(change)).toContain(rule);
  });
});
