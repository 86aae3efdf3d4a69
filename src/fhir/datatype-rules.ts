// The invariants of R4's data types and what a format leaves open: a time without its zone, a
// period that ends before it begins. The general validator knows the rules of elements, not those of the types themselves.
import { shown } from './left-out.js';
import { showsSomething } from './narrative.js';
import { issueOf } from './outcome.js';
import { type OperationOutcomeIssue } from './r4.js';
import { type MetElement } from './shape-check.js';

type Json = Readonly<Record<string, unknown>>;
interface Fault {
  readonly what: string;
  readonly mend: string;
  /** It may stay, and is told of. */
  readonly isMild?: true;
}
type Rule = (value: never) => Fault | undefined;

/** One issue for each value that its type does not allow. */
export const datatypeIssues = (met: readonly MetElement[]): OperationOutcomeIssue[] =>
  met.flatMap(({ type, value, path }) => {
    const fault = Object.hasOwn(RULES, type) ? RULES[type]!(value as never) : undefined;
    if (!fault) return [];
    const { what, mend, isMild } = fault;
    return [issueOf('broken-rule', { what, mend, where: path }, isMild ? 'warning' : 'error')];
  });

const WHOLE_TIME = /T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function dateTimeFault(text: string): Fault | undefined {
  const isWhole = text.includes('T') ? WHOLE_TIME.test(text) : /^\d{4}(-\d{2}){0,2}$/.test(text);
  if (isWhole) return undefined;
  return {
    what: `${shown(text)}: a dateTime with a time has seconds and a zone (R4 2.24.0.1)`,
    mend: 'write it as 2026-11-24T09:30:00+01:00, or the day alone',
  };
}

/** A day begins and ends up to 14 hours off where no zone is told. */
const ZONES_MS = 14 * 3_600_000;

/** The first and the last moment a date may mean, in milliseconds since 1970; undefined for what is none. */
function momentsOf(text: unknown): readonly [number, number] | undefined {
  if (typeof text !== 'string') return undefined;
  if (text.includes('T')) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : [at, at];
  }
  const [year, month, day] = text.split('-').map(Number);
  if (year === undefined || Number.isNaN(year)) return undefined;
  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const after = day !== undefined ? first + 86_400_000 : Date.UTC(month === undefined ? year + 1 : year, month ?? 0, 1);
  return [first, after - 1];
}

/** per-1, as far as what is written decides it. */
function periodFault({ start, end }: Json): Fault | undefined {
  const [from, to] = [momentsOf(start), momentsOf(end)];
  if (!from || !to) return undefined;
  const isMixed = String(start).includes('T') !== String(end).includes('T');
  if (from[0] <= to[1] + (isMixed ? ZONES_MS : 0)) return undefined;
  return { what: `per-1 is not kept: it ends (${end}) before it begins (${start})`, mend: 'give start before end' };
}

const quantityFault = ({ code, system }: Json): Fault | undefined =>
  code !== undefined && system === undefined
    ? {
        what: `qty-3 is not kept: the code ${shown(code)} of a unit has no system`,
        mend: 'give the system, such as http://unitsofmeasure.org, or the unit in words alone',
      }
    : undefined;

const simpleFault = (value: Json): Fault | undefined =>
  value.comparator === undefined
    ? quantityFault(value)
    : { what: 'sqty-1 is not kept: a comparator where a plain quantity belongs', mend: 'leave the comparator out' };

function rangeFault({ low, high }: Json): Fault | undefined {
  const [from, to] = [low, high] as [Json | undefined, Json | undefined];
  if (typeof from?.value !== 'number' || typeof to?.value !== 'number') return undefined;
  if ((from.code ?? from.unit) !== (to.code ?? to.unit) || from.value <= to.value) return undefined;
  return {
    what: `rng-2 is not kept: low (${from.value}) is above high (${to.value})`,
    mend: 'give the lower one as low',
  };
}

const attachmentFault = ({ data, contentType }: Json): Fault | undefined =>
  data !== undefined && contentType === undefined
    ? { what: 'att-1 is not kept: data without their contentType', mend: 'say what they are, such as image/png' }
    : undefined;

const contactFault = ({ value, system }: Json): Fault | undefined =>
  value !== undefined && system === undefined
    ? { what: 'cpt-2 is not kept: a contact without its system', mend: 'say whether it is phone, email or another' }
    : undefined;

const organizationFault = ({ name, identifier }: Json): Fault | undefined =>
  name === undefined && identifier === undefined
    ? { what: 'org-1 is not kept: neither a name nor an identifier', mend: 'give one of them' }
    : undefined;

/** The general validator takes it for kept whatever is there. */
function questionnaireFault({ item }: Json): Fault | undefined {
  const seen = new Set<unknown>();
  const twice = linkIdsOf(item).find((id) => seen.has(id) || !seen.add(id));
  return twice === undefined
    ? undefined
    : { what: `que-2 is not kept: two items have the linkId ${shown(twice)}`, mend: 'give each item its own' };
}

function linkIdsOf(items: unknown): unknown[] {
  if (!Array.isArray(items)) return [];
  return (items as Json[]).flatMap(({ linkId, item }) => [
    ...(linkId === undefined ? [] : [linkId]),
    ...linkIdsOf(item),
  ]);
}

/** Four official examples show nothing; it does no harm. */
const narrativeIsEmpty = (div: string): Fault | undefined =>
  showsSomething(div)
    ? undefined
    : {
        what: 'txt-2 is not kept: a narrative that shows nothing',
        mend: 'write a text, or leave it out',
        isMild: true,
      };

const RULES: Readonly<Record<string, Rule>> = {
  dateTime: dateTimeFault,
  ...{ Period: periodFault, Range: rangeFault, Attachment: attachmentFault, ContactPoint: contactFault },
  ...{ Quantity: quantityFault, SimpleQuantity: simpleFault, Duration: quantityFault, Age: quantityFault },
  ...{ Count: quantityFault, Distance: quantityFault },
  ...{ xhtml: narrativeIsEmpty, Organization: organizationFault, Questionnaire: questionnaireFault },
};
