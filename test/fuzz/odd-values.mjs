// Values at the ends of what a format allows, and beyond: what the mutations put in place of a good one.
import { readFileSync } from 'node:fs';

/** 515 strings that break programs. */
export const NAUGHTY = JSON.parse(
  readFileSync(new URL('../naughty-strings/naughty-strings.json', import.meta.url), 'utf8'),
);

const words = (text) => text.split(' ');

/** Numbers as JSON text, some of them none. */
// biome-ignore format: a list
export const RAW_NUMBERS = [
  ...words('0 -0 -1 1.0 1e0 1E+2 1e308 1e309 -1e400 1e-400 9007199254740993 0.1e-7 2147483648 -2147483649 4294967296'),
  ...words('18446744073709551616 00 +1 .5 5. NaN Infinity 0x10'),
  '1'.repeat(127), '1'.repeat(129), `0.${'3'.repeat(125)}`, `1e${'9'.repeat(20)}`,
];
/** Texts as JSON text, most of them none. */
// biome-ignore format: a list
export const RAW_TEXTS = ['"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', '"\\x41"', "'x'", '"\t"', '"unfinished', '"\\', '//c', '/*c*/1'];

export const DATES = words(
  '2024-02-30 2023-02-29 0000 0000-00-00 9999-12-31 10000-01-01 -0001-01-01 2024-13 24-1-1 2024-01-01T24:00:00Z ' +
    '2024-01-01T23:59:60Z 2024-01-01T00:00:00+14:01 2024-01-01T00:00Z 1582-10-10 2024-01-01T00:00:00+99:99 ' +
    '275761-01-01 2024-01-01T00:00:00.123456789012345678901234567890Z',
);
export const MEMBERS = [
  ...words('__proto__ constructor prototype toString hasOwnProperty valueOf then resourceType id meta extension _id'),
  ...words('_status contained valueQuantity valueString value value[x] reference status code coding system subject'),
  ...words('text div url item entry name 0'),
  ...['', ' '],
];
export const TYPES = [
  ...words('Patient Observation Bundle Binary HumanName Nonsense Resource DomainResource patient __proto__ toString'),
  ...words('Parameters OperationOutcome ViewDefinition AuditEvent'),
  ...['', 'X'.repeat(100_000)],
];

const XHTML = '<div xmlns="http://www.w3.org/1999/xhtml">';
/** Short texts that mean something to somebody. */
// biome-ignore format: a list
export const SHORT_TEXTS = [
  '', ' ', '\u0000', '\u0001', '\u007f', '\u2028', '\ufeff', '\ufffe', '\u202e', '👩‍👩‍👧‍👦', '𐍈', '%00', '\\', '"',
  "' OR 1=1 --", '%s%n', '{{7*7}}', '../../etc/passwd', 'file:///etc/passwd', 'javascript:alert(1)',
  'Patient/', 'Patient/../Observation', '#', '#x', 'urn:uuid:', 'urn:oid:1.2.3', 'http://[', 'https://x.example/fhir/Patient/1',
  'Patient/1|2', 'Patient?identifier=x', XHTML, '=AAA', `${XHTML}<script>x</script></div>`, 'x'.repeat(65),
];
/** And long ones, that make a slow reader slow. */
export const LONG_TEXTS = [
  `<div ${'a="b" '.repeat(500)}>`,
  `<${' '.repeat(20_000)}`,
  `${XHTML}${'<b>'.repeat(2_000)}`,
  `${XHTML}${'&amp;'.repeat(4_000)}</div>`,
  'a\u0300'.repeat(5_000),
  'ab '.repeat(8_000),
  'é'.repeat(40_000),
  `${'1'.repeat(30_000)}-`,
  'A=='.repeat(10_000),
];

/** What follows a colon after a search parameter. */
export const MODIFIERS = [
  ...words('missing exact contains not text in below above not-in identifier Patient Observation iterate of-type'),
  ...words('missing:missing toString __proto__ Nonsense :'),
  '',
];
export const RESULT_NAMES = words(
  '_sort _count _total _include _revinclude _summary _elements _format _pretty _cursor _since',
);
export const OTHER_NAMES = [
  ...words('_id _lastUpdated _has _content _text _filter _list _type _query _contained nonsense .'),
  '',
];
// biome-ignore format: a list
export const SQL = [
  "'", "';--", "' OR '1'='1", '") OR 1=1 --', "x' UNION SELECT text FROM versions --", "'; DROP TABLE current; --", '\\', '%',
  '_', '*', '%27', "\u0000'", 'x"y', '`', '[', '$1', '?1', ':a', '@a', "1' AND sleep(5)--", '||(SELECT 1)||',
  'CAST(1 AS TEXT)', 'U&"\\0027"',
];
export const SEARCH_DATES = words(
  '2024 2024-02 2024-02-30 ge2024-01-01 sa apx ap2024 eb2024-01-01T00:00:00Z ne0000 99999 -2024 2024-01-01T24:00 ' +
    'lt9999-12-31T23:59:59.999Z gt2024-01-01T00:00:00+14:01',
);
export const SEARCH_NUMBERS = [
  ...words('1 -0 1e999 gt1e308 0.1 NaN 1e-400 ap5 5.40 1|| 5||mg ge5|http://unitsofmeasure.org|mg |x| || ||| 5|a|b|c'),
  ...['+5', '0x10', '1'.repeat(400)],
];
export const TOKENS = [
  ...words('a|b |b a| | || a|b|c a,b , ,, a\\,b a\\ \\| $ a$b http://loinc.org|72514-3 true final'),
  ' '.repeat(20),
];
export const REFERENCES = [
  ...words('Patient/x x Patient/ /x http://x.example/fhir/Patient/1 Patient/1/_history/2 urn:uuid:1 Nonsense/1'),
  ...words('Patient/../x Patient/a,Patient/b'),
  `Patient/${'x'.repeat(65)}`,
];
export const RESULT_VALUES = [
  ...words('0 1 -1 200 201 1e9 1.5 x true false text data count accurate estimate json xml application/fhir+json'),
  ...words('application/fhir%2Bxml -date date,-_id - , -_lastUpdated,_id,code,status Observation:subject'),
  ...words('Observation:subject:Patient Observation:* * Patient:x : :: Observation:subject:Patient:x id,name'),
  ...words('Observation.code name,'),
  ...['', 'x'.repeat(5_000)],
];
export const ENCODINGS = words(
  '% %Z %ZZ %00 %F0%28%8C%28 %C0%80 %ED%A0%80 %EF%BB%BF + %2B %26 %3D %23 %25 %25% %u0041 ; && = ? ' +
    '%0d%0aX-Injected:%201 %0A %E2%80%A8',
);
