// One thing after another done to a resource that somebody could have sent: members taken away, doubled, renamed and moved,
// values of other types, numbers and texts at their ends, nesting, prototypes. The result is text, for some of it is no
// value that JSON.stringify would write.
import { DATES, LONG_TEXTS, MEMBERS, NAUGHTY, RAW_NUMBERS, RAW_TEXTS, SHORT_TEXTS, TYPES } from './odd-values.mjs';

/** Written as it stands: what JSON has no value for. */
class Raw {
  constructor(text) {
    this.text = text;
  }
}
/** A member that is said again, beside the first. */
const AGAIN = Symbol('again');

/** A little more than the server reads. */
const MOST_TEXT = 6_000_000;
const TEXTS = [...SHORT_TEXTS, ...LONG_TEXTS];

/** All places of a value: the holder, its key, and the path's length. */
function placesIn(value) {
  const places = [];
  const walk = (holder, key, depth) => {
    places.push({ holder, key, depth });
    const inner = holder[key];
    if (inner && typeof inner === 'object' && !(inner instanceof Raw))
      for (const k of Object.keys(inner)) walk(inner, k, depth + 1);
  };
  const root = { root: value };
  walk(root, 'root', 0);
  return { root, places };
}

const isHolder = (value) => value && typeof value === 'object' && !(value instanceof Raw);

/** A text of the mutated resource. `random` decides everything. */
export function mutatedText(seed, random) {
  const pick = (list) => list[Math.floor(random.uniform() * list.length)];
  const chance = (p) => random.uniform() < p;
  const { root } = placesIn(structuredClone(seed));
  // Some stay as they were, and are kept: the rest finds a record with something in it.
  const steps = chance(0.1) ? 0 : 1 + Math.floor(random.uniform() ** 3 * 6);
  for (let i = 0; i < steps; i++) step();
  return textOf(root.root, chance(0.1) ? 1 : 0).slice(0, MOST_TEXT);

  function step() {
    const { places } = placesIn(root.root);
    // The root stands under another object now: its holder is found anew.
    places[0].holder = root;
    const place = pick(places);
    const { holder, key } = place;
    const value = holder[key];
    const set = (v) => {
      holder[key] = v;
    };
    switch (Math.floor(random.uniform() * 18)) {
      case 0:
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else if (holder !== root) delete holder[key];
        return;
      case 1:
        if (!Array.isArray(holder) && holder !== root) holder[AGAIN] = [...(holder[AGAIN] ?? []), [key, value]];
        return;
      case 2: {
        if (Array.isArray(holder) || holder === root) return;
        const name = chance(0.5)
          ? pick(MEMBERS)
          : chance(0.5)
            ? `_${key}`
            : `${key}${pick(['x', 'String', 'Quantity', 's'])}`;
        delete holder[key];
        Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
        return;
      }
      case 3: {
        const other = pick(places);
        if (other.holder !== root && holder !== root) {
          const kept = other.holder[other.key];
          if (!contains(value, other.holder) && !contains(kept, holder)) {
            other.holder[other.key] = value;
            set(kept);
          }
        }
        return;
      }
      case 4: {
        const target = pick(places.filter((p) => isHolder(p.holder[p.key])));
        if (!target || contains(value, target.holder[target.key])) return;
        const into = target.holder[target.key];
        if (Array.isArray(into)) into.push(value);
        else into[chance(0.5) ? String(key) : pick(MEMBERS.slice(7))] = value;
        return;
      }
      case 5:
        return set(pick([null, true, false, 0, -1, '', 'x', [], {}, [[]], [null], {}, 1e21]));
      case 6:
        return set([value]);
      case 7:
        return set(Array.isArray(value) ? value[0] : { extension: [{ url: pick(TEXTS), valueString: 'x' }] });
      case 8:
        return set(new Raw(pick(RAW_NUMBERS)));
      case 9:
        return set(pick(DATES));
      case 10:
        return set(pick(TEXTS));
      case 11:
        return set(pick(NAUGHTY));
      case 12:
        return set(
          chance(0.3)
            ? new Raw(pick(RAW_TEXTS))
            : typeof value === 'string'
              ? value + pick(SHORT_TEXTS)
              : String(value),
        );
      case 13: {
        const depth = pick([5, 30, 63, 64, 65, 200, 5_000]);
        return set(
          new Raw(
            chance(0.5) ? '['.repeat(depth) + ']'.repeat(depth) : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
          ),
        );
      }
      case 14: {
        // Doubled again in a later step it would fill the memory of the test and not that of the server.
        const size = JSON.stringify(value)?.length ?? 0;
        if (!Array.isArray(value) || value.length === 0 || size > 200_000) return;
        for (let left = pick([2, 50, 400]); left > 0 && left * size < MOST_TEXT; left--) value.push(value[0]);
        return;
      }
      case 15:
        if (isHolder(root.root)) root.root.resourceType = pick(TYPES);
        return;
      case 16:
        if (isHolder(value) && !Array.isArray(value))
          value.extension = [
            {
              url: `https://cluneal.org/fhir/StructureDefinition/${pick(['place', 'course', 'x', ''])}`,
              valueCode: 'x',
            },
          ];
        return;
      default:
        if (isHolder(root.root)) {
          const meta = {
            profile: [pick(['https://cluneal.org/fhir/StructureDefinition/cluneal-finding', 'x', ''])],
            tag: [{ code: pick(NAUGHTY) }],
          };
          root.root.meta = chance(0.5)
            ? meta
            : pick([1, [], { security: [{ code: 'R' }] }, { versionId: '9' }, { lastUpdated: 'x' }]);
        }
    }
  }
}

function contains(value, what) {
  if (value === what) return true;
  if (!isHolder(value)) return false;
  return Object.values(value).some((inner) => contains(inner, what));
}

function textOf(value, spaces) {
  const gap = spaces ? '\n\t ' : '';
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${gap}${value.map((v) => textOf(v, spaces)).join(`,${gap}`)}]`;
  if (value && typeof value === 'object') {
    const members = [...Object.entries(value), ...(value[AGAIN] ?? [])];
    return `{${members.map(([k, v]) => `${gap}${JSON.stringify(k)}:${gap}${textOf(v, spaces)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}
