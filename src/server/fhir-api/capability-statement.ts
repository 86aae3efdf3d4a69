// What this server claims (R4 CapabilityStatement), worked out from the tables that its routes and searches are made
// from, so that it cannot claim what is not there. test/fhir-api/capability-statement.test.ts puts each claim to the server.
import { type Knowledge } from '#core/knowledge.js';
import { NOTICE } from '#core/wording.js';
import { ASSESS_OPERATION } from '#fhir/assess-operation.js';
import {
  type CapabilityStatement,
  type CapabilityStatementRest,
  type CapabilityStatementRestResource,
  type CapabilityStatementRestResourceSearchParam,
} from '#fhir/r4.js';
import { type FhirDefinitions } from '#fhir/validate-fhir.js';
import { NEWEST_FIRST, PROJECTION_PARAMETERS, type Projection } from '../audit/row-search.js';
import { type Definitions, type Parameter } from '../store/definitions.js';
import { sortCodesOf } from '../store/read-query.js';
import { instantOf } from './answer.js';
import { CONFORMANCE_TYPES } from './conformance-resources.js';
import { INTERACTIONS, RECORDS, type RecordType, SYSTEM_INTERACTIONS } from './served-types.js';

/** What the claims are worked out from. */
export interface Claimed {
  readonly definitions: Definitions;
  readonly fhir: FhirDefinitions;
  readonly knowledge: Knowledge;
  /** Of the program, as in package.json. */
  readonly version: string;
  /** Milliseconds since 1970 UTC: since when the server claims it. */
  readonly since: number;
}

const VALIDATE = 'http://hl7.org/fhir/OperationDefinition/Resource-validate';
const EVERYTHING = 'http://hl7.org/fhir/OperationDefinition/Patient-everything';

type R4Type = Exclude<RecordType, 'ViewDefinition'>;
/** R4's statement has no word for a type of another specification; it is told in the documentation. */
const isOfR4 = (type: RecordType): type is R4Type => type !== 'ViewDefinition';
const PROJECTIONS = Object.keys(PROJECTION_PARAMETERS) as readonly Projection[];

type SearchParam = CapabilityStatementRestResourceSearchParam;

const MODIFIERS: Readonly<Record<Parameter['type'], string>> = {
  token: 'Code, system|code, |code or system|. Modifiers :not, :text (begins with), :missing.',
  uri: 'Whole address. Modifiers :not, :text (begins with), :missing.',
  string: 'Begins with, without regard to case and accents. Modifiers :exact, :contains, :missing.',
  date: 'Prefixes eq ne gt lt ge le sa eb ap; without a zone it is UTC; for eq, ne and le a fraction of zeros is the whole second. Modifier :missing.',
  number: 'Prefixes eq ne gt lt ge le sa eb ap. Modifier :missing.',
  quantity: 'number|system|code; units are not converted. Prefixes as for numbers. Modifier :missing.',
  reference: 'Type/id, id or address. Modifiers :Type, :identifier, :missing; chains of at most two links; _has.',
};

const COLUMNS: readonly SearchParam[] = [
  { name: '_id', type: 'token', documentation: 'Ids, with commas between them.' },
  { name: '_lastUpdated', type: 'date', documentation: 'Prefixes eq ne gt lt ge le sa eb ap.' },
];

const special = ([name, documentation]: readonly [string, string]): SearchParam => ({
  ...{ name, type: 'special', documentation },
});

/** Of the types of the record. They stand at each of them: what is shown from the log, and our own definitions, take fewer. */
const RESULT: readonly SearchParam[] = (
  [
    ['_count', 'Rows of a page, at most 200; 20 where it is left out. 0 asks for the total.'],
    ['_sort', 'At most three of what the type says; - before one turns it round.'],
    ['_total', 'none, estimate or accurate.'],
    ['_include', 'Type:parameter or Type:parameter:Target, at most eight of _include and _revinclude; no :iterate.'],
    ['_revinclude', 'As _include, of resources that refer to those found.'],
    ['_summary', 'true, text, data, count or false.'],
    ['_elements', 'Top-level elements with commas between them.'],
  ] as const
).map(special);

/** Of a projection: how its pages are asked for. */
const pagesOf = (type: Projection): readonly SearchParam[] =>
  (
    [
      ['_count', 'Rows of a page, 1 to 200; 50 where it is left out.'],
      ['_sort', `${NEWEST_FIRST[type]} alone: newest first.`],
    ] as const
  ).map(special);

/** An account is in no register of FHIR's, so it is named and not referred to. */
const AGENT: SearchParam = {
  name: 'agent',
  type: 'token',
  documentation: 'id or system|id of one account, as in agent.who.identifier; agent:identifier is the same.',
};

const REST_WORDS = [
  'JSON only. What is not understood is refused, never skipped; handling=lenient is not honoured.',
  'An update, patch or delete by id needs If-Match (428 without it). A create takes no id from whoever sends it.',
  'A patch is a JSON Patch (RFC 6902). If-None-Match is honoured by read and vread.',
  'What the asker may not see is answered as what is not there. Bodies of at most 5 MB, chains of at most two links, no more than 64 parameters; :above, :below, :in, composite parameters and _include:iterate are not known.',
  'ViewDefinition of SQL on FHIR 2 is served as the types here are; R4 has no place for it in this list.',
].join(' ');

const SECURITY_WORDS =
  'Accounts of this server: the cookie of a session, or its token as a bearer. A role (patient, proxy, therapist, physician, operator, auditor) with its sites, care teams or patients decides what is seen; whoever may see nothing of a type is refused. Every read and write is audited.';

/** The statement of the server whose API is at `base`. */
export function capabilityStatementOf(claimed: Claimed, base: string): CapabilityStatement {
  const { version, since, knowledge } = claimed;
  return {
    resourceType: 'CapabilityStatement',
    url: `${base}/metadata`,
    version,
    name: 'Cluneal',
    title: 'Cluneal: the record of a clinic for cluneal nerve pain',
    status: 'active',
    date: instantOf(since),
    description: `${NOTICE} Knowledge ${knowledge.version}.`,
    kind: 'instance',
    software: { name: 'Cluneal', version },
    implementation: { description: 'The record that is open on this server', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json'],
    rest: [restOf(claimed)],
  };
}

function restOf(claimed: Claimed): CapabilityStatementRest {
  return {
    mode: 'server',
    documentation: REST_WORDS,
    security: { cors: false, description: SECURITY_WORDS },
    resource: [
      ...RECORDS.flatMap((type) => (isOfR4(type) ? [recordOf(type, claimed)] : [])),
      ...PROJECTIONS.map((type) => projectionOf(type, claimed)),
      ...CONFORMANCE_TYPES.map(definedOf),
    ].sort((a, b) => (a.type! < b.type! ? -1 : 1)),
    interaction: SYSTEM_INTERACTIONS.map((code) => ({ code })),
    operation: [
      { name: 'assess', definition: ASSESS_OPERATION.url!, documentation: 'For therapists and physicians.' },
      { name: 'validate', definition: VALIDATE, documentation: 'Of any type of R4; profiles are those named here.' },
    ],
  };
}

const base = (type: string): string => `http://hl7.org/fhir/StructureDefinition/${type}`;

function recordOf(type: R4Type, { definitions, fhir }: Claimed): CapabilityStatementRestResource {
  const parameters = [...definitions.parametersOf(type).values()];
  const references = parameters.filter((p) => p.table === 'reference');
  const profiles = fhir.profiles.filter((p) => p.type === type).map((p) => p.url!);
  return {
    type,
    profile: base(type),
    ...(profiles.length === 0 ? {} : { supportedProfile: profiles }),
    documentation: sortWords(type),
    interaction: INTERACTIONS.record.map((code) => ({ code })),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: false,
    conditionalCreate: true,
    conditionalRead: 'not-match',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal', 'logical'],
    ...listed(
      'searchInclude',
      references.map((p) => `${type}:${p.code}`),
    ),
    ...listed('searchRevInclude', referringTo(type, definitions)),
    searchParam: [
      ...COLUMNS,
      ...RESULT,
      ...parameters.map((p): SearchParam => ({ name: p.code, type: p.type, documentation: MODIFIERS[p.type] })),
    ],
    operation: [
      { name: 'validate', definition: VALIDATE },
      ...(type === 'Patient'
        ? [{ name: 'everything', definition: EVERYTHING, documentation: 'For the patient, a proxy, a physician.' }]
        : []),
    ],
  };
}

/** FHIR has no empty lists. */
const listed = <K extends string>(name: K, values: string[]): Partial<Record<K, string[]>> =>
  values.length === 0 ? {} : ({ [name]: values } as Record<K, string[]>);

const referringTo = (type: RecordType, definitions: Definitions): string[] =>
  RECORDS.flatMap((source) =>
    [...definitions.parametersOf(source).values()]
      .filter((p) => p.table === 'reference' && p.targets.includes(type))
      .map((p) => `${source}:${p.code}`),
  );

const sortWords = (type: string): string => `Sorted by ${sortCodesOf(type).join(', ')}.`;

/** What is shown from the audit chain; nobody writes it. */
const projectionOf = (type: Projection, { definitions }: Claimed): CapabilityStatementRestResource => ({
  type,
  profile: base(type),
  documentation:
    'A view of the audit log: one’s own deeds, who saw the own record, or all, as the role says. Newest first.',
  interaction: INTERACTIONS.projection.map((code) => ({ code })),
  versioning: 'no-version',
  searchParam: [
    ...PROJECTION_PARAMETERS[type].map((name): SearchParam => {
      if (name === 'agent') return AGENT;
      const known = definitions.parametersOf(type).get(name);
      return known ? { name, type: known.type } : COLUMNS.find((c) => c.name === name)!;
    }),
    ...pagesOf(type),
  ],
});

const definedOf = (type: string): CapabilityStatementRestResource => ({
  type: type as CapabilityStatementRestResource['type'],
  profile: base(type),
  documentation: 'Our own, for everybody to read; known without being signed in.',
  interaction: [{ code: 'read' }, { code: 'search-type' }],
  versioning: 'no-version',
  searchParam: [
    { name: 'url', type: 'uri', documentation: 'Whole addresses, with commas between them.' },
    { name: '_id', type: 'token', documentation: 'Ids, with commas between them.' },
  ],
});
