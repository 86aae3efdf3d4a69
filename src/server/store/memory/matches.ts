// The meaning of every filter, said as plainly as can be: the SQL stores must agree with this (test/contract).
import { meets, NUMBERS, SPANS, searchedNumber } from '../compare-range.js';
import { type Filter } from '../query.js';
import { allowedOf, type Scope } from '../scope.js';
import { type NewVersion } from '../session.js';
import { foldedText, keyText } from '../text-key.js';
import { type Clinic, currentOf, reaches } from './kept.js';

/** All living resources of a type that the rules reach. */
export function visibleOf(clinic: Clinic, scope: Scope, type: string): readonly NewVersion[] {
  const allowed = allowedOf(scope.read, type);
  return [...clinic.kept.values()]
    .filter((kept) => {
      const current = currentOf(kept);
      return current.type === type && !current.deleted && reaches(clinic, allowed, kept, current);
    })
    .map(currentOf);
}

/** Whether a living resource meets a filter. */
export function matches(clinic: Clinic, scope: Scope, row: NewVersion, filter: Filter): boolean {
  const values = row.values!;
  switch (filter.kind) {
    case 'id':
      return filter.ids.includes(row.id);
    case 'updated':
      return filter.values.some((v) => meets(SPANS[v.prefix], { low: row.updated, high: row.updated }, v));
    case 'token': {
      const found = values.token.some(
        (t) =>
          t.param === filter.param &&
          filter.values.some(
            (v) =>
              (v.system === undefined || t.system === keyText(v.system)) &&
              (v.code === undefined || t.code === keyText(v.code)),
          ),
      );
      return found !== filter.not;
    }
    case 'string':
      return values.string.some(
        (s) =>
          s.param === filter.param &&
          filter.values.some((v) =>
            filter.match === 'exact'
              ? s.exact === keyText(v)
              : filter.match === 'start'
                ? s.folded.startsWith(foldedText(v))
                : s.folded.includes(foldedText(v)),
          ),
      );
    case 'date':
      return values.date.some(
        (d) => d.param === filter.param && filter.values.some((v) => meets(SPANS[v.prefix], d, v)),
      );
    case 'number':
      return values.number.some(
        (n) => n.param === filter.param && filter.values.some((v) => meets(NUMBERS[v.prefix], n, searchedNumber(v))),
      );
    case 'quantity':
      return values.number.some(
        (n) =>
          n.param === filter.param &&
          filter.values.some(
            (v) =>
              meets(NUMBERS[v.prefix], n, searchedNumber(v)) &&
              (v.system === undefined || n.system === keyText(v.system)) &&
              (v.code === undefined ||
                n.code === keyText(v.code) ||
                (v.system === undefined && n.unit === keyText(v.code))),
          ),
      );
    case 'reference':
      return values.reference.some(
        (r) => r.param === filter.param && filter.values.some((v) => v.type === r.type && keyText(v.id) === r.id),
      );
    case 'missing':
      return values[filter.table].some((v) => v.param === filter.param) !== filter.missing;
    case 'chain':
      return values.reference.some((r) => {
        if (r.param !== filter.param || r.type !== filter.target) return false;
        const target = visibleOf(clinic, scope, filter.target).find((t) => t.id === r.id);
        return target !== undefined && matches(clinic, scope, target, filter.filter);
      });
    case 'has':
      return visibleOf(clinic, scope, filter.source).some(
        (source) =>
          source.values!.reference.some((r) => r.param === filter.param && r.type === row.type && r.id === row.id) &&
          matches(clinic, scope, source, filter.filter),
      );
  }
}
