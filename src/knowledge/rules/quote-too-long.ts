import { type Rule } from './rule.js';

const MOST_WORDS = 25;

/** A passage in quotation marks is at most 25 words: facts carry over, sentences do not. */
export const quoteTooLong: Rule = (files) =>
  files.sources.flatMap((s) =>
    [...(s.reports ?? []), ...(s.statements ?? [])].flatMap((x) =>
      [...x.says.matchAll(/["“]([^"”]+)["”]/g)]
        .filter((m) => m[1]!.trim().split(/\s+/).length > MOST_WORDS)
        .map((m) => ({
          rule: 'quote-too-long',
          file: s.file,
          message: `${x.id}: a quotation of ${m[1]!.trim().split(/\s+/).length} words; at most ${MOST_WORDS}`,
        })),
    ),
  );
