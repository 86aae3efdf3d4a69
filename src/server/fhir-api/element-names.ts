// The top-level elements of a type, as its definition names them.
import { R4_VALIDATION } from '../store/fhirpath.js';

/** The names, `value[x]` for a choice; none for what is no type. The definitions must have been read. */
export const elementsOf = (type: string): readonly string[] =>
  Object.keys(R4_VALIDATION.tryGetDataType(type)?.elements ?? {}).filter((name) => !name.includes('.'));

/** Whether it is one of them: `value` and `valueQuantity` are both `value[x]`. */
export const isElement = (type: string, name: string): boolean =>
  elementsOf(type).some((known) => {
    if (!known.endsWith('[x]')) return known === name;
    const stem = known.slice(0, -'[x]'.length);
    return name.startsWith(stem) && /^(?:$|[A-Z])/.test(name.slice(stem.length));
  });
