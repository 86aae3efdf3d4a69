// The R4 definitions the server needs, small enough to ship. For the store, without the prose: dist/definitions/
// {structures,searches}.json. For validation, dist/pack/fhir-definitions.json: required codes and our profiles.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { profiles, requiredBindings } from './fhir-definitions.mjs';
import { r4Resource, r4Resources } from './r4-package.mjs';

const PROSE = new Set(
  'text contact mapping differential short definition comment requirements alias example isModifierReason meaningWhenMissing orderMeaning description purpose publisher date copyright extension xpath source'.split(
    ' ',
  ),
);
const withoutProse = (value) =>
  Array.isArray(value)
    ? value.map(withoutProse)
    : value && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key]) => !PROSE.has(key))
            .map(([key, inner]) => [key, withoutProse(inner)]),
        )
      : value;

/** Element types whose system type is told by an extension only; without it their values lose their type. */
const FHIR_TYPE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';
const compactStructure = (definition) => {
  const compact = withoutProse(definition);
  for (const [i, element] of (definition.snapshot?.element ?? []).entries())
    for (const [j, type] of (element.type ?? []).entries()) {
      const kept = type.extension?.filter((e) => e.url === FHIR_TYPE) ?? [];
      if (kept.length > 0) compact.snapshot.element[i].type[j].extension = kept;
    }
  return compact;
};

/**
 * ViewDefinition of SQL on FHIR 2, which R4 does not have. It is published as a logical model; here it is a resource like
 * any other, with what every resource has.
 */
function viewDefinition() {
  const model = r4Resources('profiles-medplum.json').find((r) => r.name === 'ViewDefinition');
  const resource = r4Resources('profiles-resources.json').find((r) => r.id === 'Resource');
  const ofEvery = resource.snapshot.element
    .slice(1)
    .map((e) => JSON.parse(JSON.stringify(e).replaceAll('Resource.', 'ViewDefinition.')));
  const [root, ...own] = model.snapshot.element;
  const element = [root, ...ofEvery, ...own.filter((e) => e.id !== 'ViewDefinition.meta')].map((e) => ({
    ...e,
    ...(e.contentReference ? { contentReference: e.contentReference.replace(/^.*#/, '#') } : {}),
  }));
  return { ...model, kind: 'resource', type: 'ViewDefinition', snapshot: { element } };
}
const VIEW_PARAMETERS = [
  ['name', 'string'],
  ['status', 'token'],
  ['title', 'string'],
  ['url', 'uri'],
].map(([code, type]) => ({
  ...{ resourceType: 'SearchParameter', id: `ViewDefinition-${code}`, code, type },
  ...{ url: `https://cluneal.org/fhir/SearchParameter/ViewDefinition-${code}`, base: ['ViewDefinition'] },
  expression: `ViewDefinition.${code}`,
}));

/** The compacted definitions: structures (types and resources of R4), search parameters, the patient compartment. */
export function compactDefinitions() {
  const structures = ['profiles-types.json', 'profiles-resources.json']
    .flatMap(r4Resources)
    .filter((r) => r.resourceType === 'StructureDefinition')
    .concat(viewDefinition())
    .map(compactStructure);
  const parameters = r4Resources('search-parameters.json')
    .concat(VIEW_PARAMETERS)
    .filter((r) => r.expression && !['composite', 'special'].includes(r.type))
    .map(({ resourceType, id, url, code, base, type, expression, target }) => ({
      ...{ resourceType, id, url, name: code, code, status: 'active', base, type, expression },
      ...(target ? { target } : {}),
    }));
  const compartment = Object.fromEntries(
    r4Resource('compartmentdefinition-patient.json')
      .resource.filter((r) => r.param)
      .map((r) => [r.code, r.param]),
  );
  return { structures, searches: { parameters, compartment } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
  const { structures, searches } = compactDefinitions();
  const outputs = {
    'definitions/structures.json': structures,
    'definitions/searches.json': searches,
    'pack/fhir-definitions.json': { bindings: requiredBindings(), profiles: profiles() },
  };
  for (const [name, value] of Object.entries(outputs)) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), JSON.stringify(value));
  }
}
