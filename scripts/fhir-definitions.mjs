// What validation needs of FHIR R4 beside its structures: the codes of every value set that is bound as required, and our
// profiles with their snapshots. scripts/definitions.mjs writes them.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { r4Resources } from './r4-package.mjs';

const structures = ['profiles-types.json', 'profiles-resources.json', 'profiles-others.json']
  .flatMap(r4Resources)
  .filter((r) => r.resourceType === 'StructureDefinition');
const terminology = ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json'].flatMap(r4Resources);
const byUrl = (type) => new Map(terminology.filter((r) => r.resourceType === type).map((r) => [r.url, r]));
const codeSystems = byUrl('CodeSystem');
const valueSets = byUrl('ValueSet');
const withoutVersion = (url) => url.split('|')[0];

/** Every concept of a code system with the codes above it. */
function conceptsOf(system) {
  const found = [];
  const walk = (concepts, above) => {
    for (const c of concepts ?? []) {
      const parents = (c.property ?? [])
        .filter((p) => p.code === 'subsumedBy' || p.code === 'parent')
        .map((p) => p.valueCode);
      found.push({ ...c, above: [...above, ...parents] });
      walk(c.concept, [...above, c.code]);
    }
  };
  walk(system.concept, []);
  return found;
}

/** Codes under one, itself among them; parents may be told by properties too. */
function under(concepts, code) {
  const chosen = new Set([code]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const c of concepts)
      if (!chosen.has(c.code) && c.above.some((a) => chosen.has(a))) {
        chosen.add(c.code);
        grown = true;
      }
  }
  return chosen;
}

/** Codes a filter keeps; null where the filter is of a kind we do not work out. */
function filtered(concepts, { op, property, value }) {
  if (property !== 'concept') return null;
  if (op === 'is-a') return under(concepts, value);
  if (op === 'descendent-of') return new Set([...under(concepts, value)].filter((code) => code !== value));
  if (op === 'is-not-a') {
    const out = under(concepts, value);
    return new Set(concepts.map((c) => c.code).filter((code) => !out.has(code)));
  }
  return null;
}

/** Codes of one include or exclude, by system; null where they cannot be listed (languages, media types, units). */
function codesOf(include) {
  const bySystem = new Map();
  for (const url of include.valueSet ?? []) {
    const inner = expand(withoutVersion(url));
    if (!inner) return null;
    for (const [system, codes] of inner) bySystem.set(system, codes);
  }
  if (!include.system) return bySystem;
  if (include.concept) return bySystem.set(include.system, new Set(include.concept.map((c) => c.code)));
  const system = codeSystems.get(include.system);
  if (system?.content !== 'complete') return null;
  const concepts = conceptsOf(system);
  let codes = new Set(concepts.map((c) => c.code));
  for (const filter of include.filter ?? []) {
    const kept = filtered(concepts, filter);
    if (!kept) return null;
    codes = new Set([...codes].filter((code) => kept.has(code)));
  }
  return bySystem.set(include.system, codes);
}

function expand(url) {
  const valueSet = valueSets.get(url);
  if (!valueSet?.compose) return null;
  const all = new Map();
  for (const include of valueSet.compose.include) {
    const codes = codesOf(include);
    if (!codes) return null;
    for (const [system, set] of codes) all.set(system, new Set([...(all.get(system) ?? []), ...set]));
  }
  for (const exclude of valueSet.compose.exclude ?? []) {
    const codes = codesOf(exclude);
    if (!codes) return null;
    for (const [system, set] of codes)
      all.set(system, new Set([...(all.get(system) ?? [])].filter((c) => !set.has(c))));
  }
  return all;
}

/** Codes of every required value set by its address and system; `null` for those that no list holds. */
export function requiredBindings() {
  const urls = new Set(
    structures.flatMap((s) =>
      (s.snapshot?.element ?? []).flatMap((e) =>
        e.binding?.strength === 'required' && e.binding.valueSet ? [withoutVersion(e.binding.valueSet)] : [],
      ),
    ),
  );
  return Object.fromEntries(
    [...urls].sort().map((url) => {
      const codes = expand(url);
      return [url, codes && Object.fromEntries([...codes].map(([system, set]) => [system, [...set].sort()]))];
    }),
  );
}

/** Words for people, of no use to a validator. */
const PROSE = new Set('short comment requirements alias mapping example isModifierReason'.split(' '));

/** An element of the base with a change laid over it; rules are added, all else is replaced. */
function overlaid(element, change) {
  const kept = Object.fromEntries(Object.entries(element).filter(([key]) => !PROSE.has(key)));
  const constraint = [...(element.constraint ?? []), ...(change?.constraint ?? [])];
  return { ...kept, ...change, ...(constraint.length > 0 ? { constraint } : {}) };
}

/** The slices of an element with their children, each laid over the element of the base that it narrows. */
function slicesOf(element, changes, elements) {
  const own = [...changes.values()].filter((c) => c.id.startsWith(`${element.id}:`));
  return own.map((change) => {
    changes.delete(change.id);
    // `Extension.extension:min.url` narrows what `Extension.url` is: the children of an extension are an extension's.
    const child = change.id.slice(change.id.indexOf(':')).split('.')[1];
    const narrowed = child === undefined ? element : elements.find((e) => e.id === `Extension.${child}`);
    const { slicing: _, ...plain } = narrowed;
    return overlaid(plain, change);
  });
}

/** The base's snapshot with what a profile changes laid over it. */
function snapshotOf(profile) {
  const { element: elements } = structures.find((s) => s.url === profile.baseDefinition).snapshot;
  const changes = new Map(profile.differential.element.map((e) => [e.id, e]));
  const element = elements.flatMap((e) => {
    const change = changes.get(e.id);
    changes.delete(e.id);
    return [overlaid(e, change), ...slicesOf(e, changes, elements)];
  });
  if (changes.size > 0)
    throw new Error(`${profile.id}: no such element in its base: ${[...changes.keys()].join(', ')}`);
  return { element };
}

/** Our profiles and extensions (src/fhir/profiles) as a validator reads them. */
export function profiles() {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../src/fhir/profiles');
  return readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .map((profile) => ({ ...profile, snapshot: snapshotOf(profile) }));
}
