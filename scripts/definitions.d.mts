export function compactDefinitions(): {
  structures: readonly object[];
  searches: { parameters: readonly object[]; compartment: Readonly<Record<string, readonly string[]>> };
};
