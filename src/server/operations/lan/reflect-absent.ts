// @peculiar/x509 loads a container (tsyringe) that stops at once where Reflect keeps no metadata. This keeps it; import it
// before that package. Where the whole proposal is loaded already, it does nothing.
const reflect = Reflect as typeof Reflect & Record<string, unknown>;

if (!('getMetadata' in Reflect)) {
  const kept = new WeakMap<object, Map<unknown, unknown>>();
  const own = (key: unknown, target: object): unknown => kept.get(target)?.get(key);
  Object.assign(reflect, {
    getOwnMetadata: own,
    getMetadata: (key: unknown, target: object): unknown => {
      for (let at: object | null = target; at; at = Object.getPrototypeOf(at) as object | null) {
        const found = own(key, at);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    defineMetadata: (key: unknown, value: unknown, target: object) => {
      const of = kept.get(target) ?? new Map<unknown, unknown>();
      kept.set(target, of.set(key, value));
    },
  });
}

export {};
