import { type Rule } from './rule.js';

/** No report counts more present than it looked at. */
export const countExceedsTotal: Rule = (files) =>
  files.sources.flatMap((s) =>
    (s.reports ?? [])
      .filter((r) => r.present !== undefined && typeof r.of === 'number' && r.present > r.of)
      .map((r) => ({ rule: 'count-exceeds-total', file: s.file, message: `${r.id}: ${r.present} present of ${r.of}` })),
  );
