// Methods, addresses and headers at the ends of what HTTP allows, and beyond.

const words = (text) => text.split(' ');

export const CONTENT_TYPES = [
  ...words('application/fhir+json application/json text/json application/xml text/plain application/json-patch+json'),
  ...words('application/x-www-form-urlencoded ;'),
  ...['', 'application/fhir+json;charset=utf-16', 'application/fhir+json; fhirVersion=5.0', 'x'.repeat(2_000)],
  ...['multipart/form-data; boundary=x', 'application/fhir+json, application/json'],
];
const TAGS = words('W/"1" "1" 1 * W/"0" W/"-1" W/"1",W/"2" W/"999999999999" W/"x" W/"1 \'OR1=1');
const LONG_ACCEPT = `${'a/b,'.repeat(500)}*/*`;

/** Header, values, and how often it is sent. */
// biome-ignore format: one header a line
export const HEADERS = [
  ['content-type', CONTENT_TYPES, 0.7],
  ['accept', [...words('*/* application/fhir+json application/xml text/html application/fhir+json;q=0 */*;q=nonsense , application/json;fhirVersion=3.0'), '', LONG_ACCEPT], 0.5],
  ['if-match', [...TAGS, ''], 0.2],
  ['if-none-match', [...TAGS, ''], 0.2],
  ['if-none-exist', [...words('identifier=x|1 x ? %zz name=x&name=y _count=1 __proto__=1'), ''], 0.1],
  ['if-modified-since', ['x', 'Thu, 01 Jan 1970 00:00:00 GMT', ''], 0.1],
  ['prefer', ['return=minimal', 'return=OperationOutcome', 'return=nonsense', 'handling=lenient', 'respond-async', '', 'return="representation"; x'], 0.2],
  ['content-encoding', words('gzip br identity x'), 0.05],
  ['origin', [...words('http://localhost:8642 https://evil.example null'), ''], 0.2],
  ['cookie', ['cluneal-session=x', 'cluneal-session=', `cluneal-session=${'a'.repeat(3_000)}`, ';;==', 'x=y; cluneal-session=../..'], 0.2],
  ['host', [...words('localhost:8642 evil.example 127.0.0.1 localhost:8642@evil.example [::1]:1'), ''], 0.1],
  ['x-forwarded-for', ['1.2.3.4', 'x'.repeat(500)], 0.1],
  ['x-forwarded-host', ['evil.example'], 0.1],
  ['range', ['bytes=0-1', 'bytes=-'], 0.05],
  ['authorization', ['Bearer', 'Bearer x', `Bearer ${'x'.repeat(5_000)}`, 'Basic eDp5', 'bearer  x y'], 0.1],
];
export const METHODS = words('GET POST PUT PATCH DELETE HEAD OPTIONS PROPFIND LINK get X');
/** What follows a type, or a type and an id. */
export const SUFFIXES = [
  ...words('/ /_history /_history/1 /_history/x /_history/99999999999 /_search /$validate /$everything /$nonsense'),
  ...words('/$validate/x /_history/1/x // /../Patient /%2e%2e/Patient /;a=b /%00 /* /$assess /metadata'),
  '',
];
export const BASES = words(
  '/fhir /fhir/ //fhir /FHIR /fhir/metadata /fhir/metadata?_pretty=true /fhir/StructureDefinition?_pretty=true /fhir/_history /fhir/$assess /fhir/$validate /account/state ' +
    '/account/people /break-glass /care-team /audit /audit/rows /health /ready /trust /pack/ /assets/ /',
);
export const PATCHES = words('add remove replace move copy test nonsense');
export const POINTERS = [
  ...words('/ /name /name/0 /name/- /name/0/family /__proto__/x /constructor/prototype /id /meta/versionId'),
  ...words('/meta/security /a~1b /~2 name /name/01 /name/99999999999 /resourceType /subject/reference'),
  '',
];
